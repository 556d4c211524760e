// Every failure that leaves a Holdall function, and the one table that says what each means to a caller.
//
// A code is chosen by what the reader of the message can do about it. The table maps it to the exit code of the
// command, to the stable token printed after the slash, and (where the law of a request speaks) to the E_* code that a
// rights workflow knows. Messages name files, JSON Pointers and offsets, never a person's values. See docs/cli.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace holdall {

enum class ErrorCode : std::uint8_t {
  kInternal,
  // 2: usage and configuration
  kUsage,
  kKeyUnfit,
  kTrustUnfit,
  kMapUnfit,
  kRequestUnfit,
  kSchemaUnfit,
  kProfileUnfit,
  kNotFound,
  // 3: malformed or hostile container
  kNotABundle,
  kContainer,
  kTruncated,
  kEntryName,
  kEntryUnexpected,
  kEntryMissing,
  kMalformedJson,
  kMalformedXml,
  kNotCanonical,
  kManifest,
  kVersion,
  kCritical,
  kSegment,
  kTagFile,
  // 4: not authentic
  kSignatureMalformed,
  kSignatureInvalid,
  kUnknownKey,
  kKeyNotValid,
  kKeyRevoked,
  kIssuerMismatch,
  kDigest,
  kAuditBroken,
  // 5: authentic but not allowed
  kAudience,
  kExpired,
  kFromFuture,
  kCopyRefused,
  kPartialRefused,
  kStale,
  kReplay,
  kSubjectMismatch,
  kPresentation,
  kPlanStale,
  kUnverifiedRequest,
  kRequestExpired,
  kRequesterRefused,
  kNoSuchRight,
  kNoData,
  kIncompleteRequest,
  kAgentNoPermission,
  kGuardianRequired,
  kHeirNotRecognised,
  kFrequency,
  kExcessive,
  kNationalRestriction,
  kRightNotOffered,
  kNotInForce,
  kBelowThreshold,
  kRecipientIneligible,
  kCrossBorder,
  kNotController,
  kReviewPending,
  // 6: invalid data
  kRecordSchema,
  kLedger,
  kMapping,
  kAuthorityColumn,
  kSourceData,
  kSelfCheck,
  kSecretFound,
  // 7-13
  kLimit,
  kPathExists,
  kPathUnsafe,
  kIo,
  kBackend,
  kOutcomeUnknown,
  kCannotDecrypt,
};

// One row of the table. `law` is the request code of the rights profiles (E_AUDIENCE, …) or empty.
struct ErrorInfo {
  ErrorCode code;
  int exit_code;
  std::string_view token;
  std::string_view law;
  std::string_view meaning;
};

const ErrorInfo& error_info(ErrorCode code);
std::span<const ErrorInfo> error_table();
// The row for a request code of the rights profiles (E_AGENT_NO_PERMISSION, …), or nullptr.
const ErrorInfo* find_law(std::string_view law);

struct [[nodiscard]] Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  std::string hint;  // what the caller may safely do next; may be empty

  // The same error, told from further out: "manifest.json: member `iss` is missing".
  Error within(std::string_view context) &&;
};

}  // namespace holdall
