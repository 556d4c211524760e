// Single records of a segment, with what leads from each to the root that the issuer signed (docs/format.md#partials).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/line_tree.h"

namespace holdall {

inline constexpr std::string_view kSaltMember = "_salt";

struct PartialLeaf {
  std::uint64_t i = 0;  // its line in the segment; 0 is the header
  TreePath path;
  std::string line;  // canonical JSON without LF
};

struct Partial {
  std::string root;  // lower-case hex, as the manifest lists it
  std::string salt;  // the header's, base64url of 32 bytes
  std::uint64_t n = 0;
  std::vector<PartialLeaf> leaves;  // ascending; the first is the header, and there is another
};

// SHA-256(salt ‖ n in 8 bytes, big-endian ‖ MTH) in lower-case hex. Requires: `salt` is base64url.
std::string signed_root(std::string_view salt, std::uint64_t n, const Sha256Digest& mth);

// Whether a record carries `_salt`, base64url of 16 bytes. Requires: canonical JSON.
bool has_salt(std::string_view record);

// The record as it would be without `_salt`, which is the bundle's and another in the next one. Requires: canonical
// JSON.
std::string without_salt(std::string_view record);

// Canonical JSON without LF.
std::string write_partial(const Partial& partial);
// Each line under the root that it names; whether that one is signed, the manifest tells. Errors: kNotCanonical,
// kMalformedJson, kLimit; kSegment for another shape; kDigest for a line that its path does not lead to the root, and
// for salts that hide nothing.
Result<Partial> read_partial(std::string_view text, const Limits& limits = {});

// The header line that a partial's text begins with; of the rest nothing is looked at. Errors: kNotCanonical,
// kMalformedJson, kSegment.
Result<std::string> header_of(std::string_view partial);

// The header and the records as a segment has them, LF behind each.
std::string lines_of(const Partial& partial);

}  // namespace holdall
