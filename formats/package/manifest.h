// The manifest: the one signed object of a bundle (docs/format.md#manifest). Names no section, counts nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

inline constexpr std::string_view kManifestType = "holdall-manifest+jws";  // typ of its signature

enum class Mode : std::uint8_t { kCopy, kTransfer };  // for the person · for a controller

// Who the bundle is about, in words only issuer and receiver understand: exactly one of the two is set.
struct SubjectRef {
  std::string id;     // pairwise opaque string
  std::string token;  // base64url SHA-256 of a binding token that the importer issued
  bool operator==(const SubjectRef&) const = default;
};

// A segment as it is signed.
struct SignedSegment {
  std::string sha256;  // lower-case hex
  std::string root;    // the same, where single records can be disclosed; else empty
};

struct Manifest {
  std::string id;   // urn:uuid:…
  std::string iss;  // controller, absolute URI
  Timestamp issued;
  Mode mode = Mode::kCopy;
  std::vector<std::string> audience;    // transfer only
  std::optional<Timestamp> expires;     // transfer only
  std::string right;                    // profile id and version, "row-policy-baseline/2026.11"
  std::optional<SubjectRef> subject;    // transfer always
  std::optional<PublicKey> holder;      // `cnf`: the person's key, under which they may present the bundle
  std::vector<SignedSegment> sections;  // by digest, each once
};

// Canonical bytes, as signed.
std::string write_manifest(const Manifest& manifest);
// What it says of whom, for whom and when is judged as that, however it is wrong: kSubjectMismatch, kAudience,
// kExpired, kFromFuture. Other errors: kNotCanonical, kMalformedJson, kManifest with a JSON Pointer, kVersion,
// kCritical.
Result<Manifest> read_manifest(std::string_view bytes);

}  // namespace holdall
