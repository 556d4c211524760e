#include "holdall/core/base/error.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "holdall/core/base/result.h"

namespace holdall {
namespace {

using enum ErrorCode;

constexpr std::array kTable = {
    ErrorInfo{kInternal, 1, "internal", "", "a bug in Holdall; nothing was changed"},
    ErrorInfo{kUsage, 2, "usage", "", "the command line is wrong"},
    ErrorInfo{kKeyUnfit, 2, "key-unfit", "", "a key is not usable: no Ed25519 JWK, or no age key"},
    ErrorInfo{kTrustUnfit, 2, "trust-unfit", "", "the trust store or a keyset is not usable"},
    ErrorInfo{kMapUnfit, 2, "map-unfit", "", "a data map or import map is wrong"},
    ErrorInfo{kRequestUnfit, 2, "request-unfit", "", "the request record is wrong"},
    ErrorInfo{kSchemaUnfit, 2, "schema-unfit", "", "a JSON Schema uses what the profile does not allow"},
    ErrorInfo{kProfileUnfit, 2, "profile-unfit", "", "a rights profile or overlay is wrong"},
    ErrorInfo{kNotFound, 2, "not-found", "", "a named file or item does not exist"},
    ErrorInfo{kNotABundle, 3, "not-a-bundle", "", "the file is not a Holdall bundle"},
    ErrorInfo{kContainer, 3, "container", "", "the container breaks the strict profile"},
    ErrorInfo{kTruncated, 3, "truncated", "", "the input ends too early"},
    ErrorInfo{kEntryName, 3, "entry-name", "", "an entry name is not allowed"},
    ErrorInfo{kEntryUnexpected, 3, "entry-unexpected", "", "an entry has no place in a bundle"},
    ErrorInfo{kEntryMissing, 3, "entry-missing", "", "a bundle lacks an entry it must have"},
    ErrorInfo{kMalformedJson, 3, "malformed-json", "", "a JSON text breaks the strict profile"},
    ErrorInfo{kMalformedXml, 3, "malformed-xml", "", "an XML text breaks the strict profile"},
    ErrorInfo{kNotCanonical, 3, "not-canonical", "", "a JSON text is not in RFC 8785 form"},
    ErrorInfo{kManifest, 3, "manifest", "", "the manifest is malformed"},
    ErrorInfo{kVersion, 3, "version", "", "the bundle's major version is unknown"},
    ErrorInfo{kCritical, 3, "critical", "", "the manifest demands a feature this reader lacks"},
    ErrorInfo{kSegment, 3, "segment", "", "a section segment is malformed"},
    ErrorInfo{kTagFile, 3, "tag-file", "", "a BagIt tag file is not what the signed content yields"},
    ErrorInfo{kSignatureMalformed, 4, "sig-malformed", "E_SIGNATURE", "the signature is not the one JWS form allowed"},
    ErrorInfo{kSignatureInvalid, 4, "sig-invalid", "E_SIGNATURE", "the signature does not fit the manifest"},
    ErrorInfo{kUnknownKey, 4, "sig-unknown-key", "E_SIGNATURE", "the signing key is not in the trust store"},
    ErrorInfo{kKeyNotValid, 4, "key-not-valid", "E_SIGNATURE", "the key was not valid when it signed"},
    ErrorInfo{kKeyRevoked, 4, "key-revoked", "E_SIGNATURE", "the key is revoked"},
    ErrorInfo{kIssuerMismatch, 4, "issuer-mismatch", "E_SIGNATURE", "the key belongs to another issuer"},
    ErrorInfo{kDigest, 4, "digest", "E_SIGNATURE", "content differs from its signed digest"},
    ErrorInfo{kAuditBroken, 4, "audit-broken", "", "the audit file is not what was recorded"},
    ErrorInfo{kAudience, 5, "audience", "E_AUDIENCE", "the bundle is for another controller, or for none"},
    ErrorInfo{kExpired, 5, "expired", "E_EXPIRED", "the bundle has expired, or does not say when it will"},
    ErrorInfo{kFromFuture, 5, "from-future", "E_REPLAY", "issued in the future, or at a time that cannot be compared"},
    ErrorInfo{kCopyRefused, 5, "copy", "E_AUDIENCE", "a person's copy is not a transfer"},
    ErrorInfo{kPartialRefused, 5, "partial", "E_INCOMPLETE", "sections are withheld"},
    ErrorInfo{kStale, 5, "stale", "E_REPLAY",
              "a newer bundle of the person, or keyset of the issuer, was taken before"},
    ErrorInfo{kReplay, 5, "replay", "E_REPLAY", "the bundle id was imported with other content"},
    ErrorInfo{kSubjectMismatch, 5, "subject-mismatch", "E_SUBJECT_MISMATCH",
              "the bundle is about someone else, or about nobody"},
    ErrorInfo{kPresentation, 5, "presentation", "E_SUBJECT_MISMATCH",
              "the holder has not presented the bundle here, or not now"},
    ErrorInfo{kPlanStale, 5, "plan", "", "the plan is for another import, or the store has changed since"},
    ErrorInfo{kUnverifiedRequest, 5, "id-unverified", "E_ID_UNVERIFIED", "the requester's identity is not verified"},
    ErrorInfo{kRequestExpired, 5, "request-expired", "E_NOT_IN_FORCE", "the request is not in force"},
    ErrorInfo{kRequesterRefused, 5, "requester", "E_AGENT_NOT_RECOGNISED", "this requester cannot make this request"},
    ErrorInfo{kNoSuchRight, 5, "no-such-right", "E_NO_SUCH_RIGHT", "the right is not known here"},
    ErrorInfo{kNoData, 5, "no-data", "NO_DATA", "the controller holds nothing about this person"},
    ErrorInfo{kIncompleteRequest, 5, "request-incomplete", "E_INCOMPLETE", "the request lacks what its right asks for"},
    ErrorInfo{kAgentNoPermission, 5, "agent-no-permission", "E_AGENT_NO_PERMISSION",
              "the agent's authority is not shown"},
    ErrorInfo{kGuardianRequired, 5, "guardian-required", "E_GUARDIAN_REQUIRED", "a guardian must make this request"},
    ErrorInfo{kHeirNotRecognised, 5, "heir-not-recognised", "E_HEIR_NOT_RECOGNISED", "no heir has this right there"},
    ErrorInfo{kFrequency, 5, "frequency", "E_FREQ_LIMIT", "the right was used as often as the law demands"},
    ErrorInfo{kExcessive, 5, "excessive", "E_EXCESSIVE", "a person found the request unfounded or excessive"},
    ErrorInfo{kNationalRestriction, 5, "national-restriction", "NATIONAL_RESTRICTION",
              "a law restricts the right here"},
    ErrorInfo{kRightNotOffered, 5, "right-not-offered", "E_RIGHT_NOT_OFFERED",
              "the controller does not offer this right"},
    ErrorInfo{kNotInForce, 5, "not-in-force", "E_NOT_IN_FORCE", "the right was not in force at receipt"},
    ErrorInfo{kBelowThreshold, 5, "below-threshold", "E_BELOW_THRESHOLD",
              "the controller is below the law's threshold"},
    ErrorInfo{kRecipientIneligible, 5, "recipient-ineligible", "E_RECIPIENT_INELIGIBLE",
              "this recipient may not receive"},
    ErrorInfo{kCrossBorder, 5, "cross-border", "E_CROSS_BORDER", "the transfer abroad lacks what the law asks for"},
    ErrorInfo{kNotController, 5, "not-controller", "E_NOT_CONTROLLER", "another controller must answer"},
    ErrorInfo{kReviewPending, 5, "review-pending", "E_REVIEW", "a person must decide about items first"},
    ErrorInfo{kRecordSchema, 6, "record-schema", "", "a record does not fit its schema"},
    ErrorInfo{kLedger, 6, "ledger", "", "the completeness ledger does not reconcile"},
    ErrorInfo{kMapping, 6, "mapping", "", "a value does not fit where the map puts it"},
    ErrorInfo{kAuthorityColumn, 6, "authority-column", "", "a map names a column that grants authority"},
    ErrorInfo{kSourceData, 6, "source-data", "", "a value in the source does not fit its declared type"},
    ErrorInfo{kSelfCheck, 6, "self-check", "", "what was written is not what was read"},
    ErrorInfo{kSecretFound, 6, "secret-found", "", "a value looks like a secret, and the map does not excuse it"},
    ErrorInfo{kLimit, 7, "limit", "", "over a limit"},
    ErrorInfo{kPathExists, 8, "path-exists", "", "the output exists and is never overwritten"},
    ErrorInfo{kPathUnsafe, 8, "path-unsafe", "", "a file's type, owner or permissions are unsafe"},
    ErrorInfo{kIo, 9, "io", "", "local input or output failed"},
    ErrorInfo{kBackend, 10, "backend", "", "a database cannot be used; rolled back"},
    ErrorInfo{kOutcomeUnknown, 11, "outcome-unknown", "", "commit was sent, the answer was lost; run again"},
    ErrorInfo{kCannotDecrypt, 13, "cannot-decrypt", "",
              "no key or passphrase fits, or the encrypted file is damaged or cut"},
};

constexpr bool in_enum_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (static_cast<std::size_t>(kTable[i].code) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_enum_order(), "error_info() indexes the table by code");
static_assert(kTable.back().code == kCannotDecrypt, "every code has a row");

}  // namespace

const ErrorInfo& error_info(ErrorCode code) {
  return kTable.at(static_cast<std::size_t>(code));
}

std::span<const ErrorInfo> error_table() {
  return kTable;
}

// The codes of requests stand after those of imports, which share some.
const ErrorInfo* find_law(std::string_view law) {
  const auto found =
      std::find_if(kTable.rbegin(), kTable.rend(), [&](const ErrorInfo& info) { return info.law == law; });
  return law.empty() || found == kTable.rend() ? nullptr : &*found;
}

Error Error::within(std::string_view context) && {
  message.insert(0, std::string(context) + ": ");
  return std::move(*this);
}

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "holdall: error[X1/internal]: %s:%d: broken precondition: %s\n", file, line, condition);
  std::abort();
}

}  // namespace holdall
