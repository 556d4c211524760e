// The signed head: how far a log reaches and what its last line is, so that a cut end shows.
//
// A compact JWS of type `holdall-audit-head+jws` over {"at","bytes","lines","sha256"}, by a key that is derived from
// the secret beside the log. One that is kept elsewhere tells whether a log still begins as it did
// (docs/audit.md#head).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

inline constexpr std::string_view kAuditHeadType = "holdall-audit-head+jws";  // typ of its signature

// A place behind a line of a log.
struct AuditMark {
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;
  std::string sha256;  // of the line before, without its LF; empty at the beginning

  bool operator==(const AuditMark& other) const {
    return lines == other.lines && bytes == other.bytes && sha256 == other.sha256;
  }
};

struct AuditHead {
  AuditMark mark;
  Timestamp at;
};

// With LF.
std::string sign_audit_head(const AuditHead& head, const PrivateKey& key);
// Of exactly that form and signed by that key, or it is kAuditBroken. nullptr: whoever signed it.
Result<AuditHead> open_audit_head(std::string_view text, const PublicKey* key);
// Whether it is one over no lines, whoever signed it.
bool is_first_audit_head(std::string_view text);

}  // namespace holdall
