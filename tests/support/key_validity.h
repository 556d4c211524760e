// Every combination of a key's validity and revocation around one time of issue, and whether the key counts then, said
// by a table and not by a comparison of times.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/base/error.h"
#include "holdall/core/json/value.h"

namespace holdall::test {

inline constexpr const char* kIssuedAt = "2026-11-01T12:00:00Z";

// When something begins or ends, seen from the time of issue, and on which side of it the issue then stands.
struct Edge {
  const char* name;
  const char* time;      // empty: there is none
  bool allowed_from;     // as nbf
  bool allowed_until;    // as exp
  bool is_over_already;  // as the time of a revocation
};
inline constexpr std::array<Edge, 5> kEdges = {{{"none", "", true, true, false},
                                                {"years before", "2020-01-01T00:00:00Z", true, false, true},
                                                {"just before", "2026-11-01T11:59:59.999999999Z", true, false, true},
                                                {"at once", "2026-11-01T12:00:00Z", true, true, true},
                                                {"just after", "2026-11-01T12:00:00.000000001Z", false, true, false}}};

struct KeyState {
  Edge not_before;
  Edge expires;
  const char* reason;  // empty: not revoked
  Edge revoked;

  [[nodiscard]] std::string name() const {
    return std::string("from ") + not_before.name + ", until " + expires.name + ", " + reason + " " + revoked.name;
  }
  [[nodiscard]] std::optional<ErrorCode> expected() const {
    if (!not_before.allowed_from || !expires.allowed_until) {
      return ErrorCode::kKeyNotValid;
    }
    const std::string why = reason;
    return why == "compromised" || (!why.empty() && revoked.is_over_already) ? std::optional(ErrorCode::kKeyRevoked)
                                                                             : std::nullopt;
  }
  void put_into(Value& jwk) const {
    if (*not_before.time != '\0') {
      jwk.set("nbf", not_before.time);
    }
    if (*expires.time != '\0') {
      jwk.set("exp", expires.time);
    }
    if (*reason != '\0') {
      jwk.set("revoked", Value::Object{{"at", revoked.time}, {"reason", reason}});
    }
  }
};

inline std::vector<KeyState> key_states() {
  std::vector<KeyState> states;
  for (const Edge& not_before : kEdges) {
    for (const Edge& expires : kEdges) {
      states.push_back({not_before, expires, "", kEdges[0]});
      for (const char* reason : {"superseded", "cessation", "compromised"}) {
        for (const Edge& revoked : kEdges) {
          if (*revoked.time != '\0') {
            states.push_back({not_before, expires, reason, revoked});
          }
        }
      }
    }
  }
  return states;
}

}  // namespace holdall::test
