// Record ids: unique in their section, the same in every export of the same data (docs/format.md#ids).
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/base/secret.h"
#include "holdall/core/model/row.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// What derived ids are bound to. `secret` is PrivateKey::derive("holdall-id/1"); `sub` may be empty.
struct IdScope {
  Secret secret;
  std::string iss;
  std::string sub;
};

// Overwrites `out` with the id of a row. Rows whose cells differ in value or kind get different ids (but text that is
// no I-JSON text counts as bytes). Natural: part ":" components, joined by ":". Integers are digits; text has ":" and
// "%" percent-encoded, and its first character where it would look like an integer; bytes are "%b" base64url. Derived:
// part
// ":" base64url of the first 128 bits of HMAC-SHA-256(secret, iss ‖ sub ‖ table ‖ components), each prefixed by its
// length as u64be, a component's length by `t`, `i` or `b` for its kind. Errors: kSourceData naming the column where a
// component is NULL or a fraction.
Result<void> write_record_id(std::string& out, const Part& part, const IdScope& scope, Row raw);

// Overwrites `out` with what stands for a natural id that must not be shown: bound to `scope` as a derived one is.
void write_hidden_id(std::string& out, const Part& part, const IdScope& scope, std::string_view natural);

// Overwrites `out` with what rows of one group have in common. Errors: as write_record_id.
Result<void> write_group_key(std::string& out, const Part& part, Row raw);

// `text` as a component of an id that holds only texts: with ":" and "%" percent-encoded.
void append_id_component(std::string& out, std::string_view text);

// `text` behind its length as u64be: what an HMAC is over, so that no two lists of texts are written alike.
void append_prefixed(std::string& out, std::string_view text);

}  // namespace holdall
