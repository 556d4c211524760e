// From a request to what may leave: a policy judges the request, then every data item of the map, before any is read.
//
// Core rules stand above every policy: credentials never leave, and nobody answers for another controller. The rights
// engine will implement ScopePolicy from its profiles; baseline.h is the one that needs no law.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/request.h"

namespace holdall {

enum class Action : std::uint8_t {
  kValue,   // as it stands
  kMask,    // with other people's parts blackened
  kExist,   // that it is held, not what it is
  kOmit,    // not at all
  kReview,  // a person must decide first
};

struct Decision {
  Action action = Action::kValue;
  std::string code;       // item code, SECRET_CREDENTIAL …; empty for kValue
  std::string reference;  // the rule or article
};

class ScopePolicy {
 public:
  virtual ~ScopePolicy() = default;
  // Profile id and version, `row-policy-baseline/2026.11`: 1 to 2048 bytes.
  [[nodiscard]] virtual std::string id() const = 0;
  // Whether this request may be answered under the policy. Errors: the codes of exit 5.
  [[nodiscard]] virtual Result<void> authorise(const Request& request, Timestamp now) const = 0;
  [[nodiscard]] virtual Decision decide(const DataItem& item) const = 0;
};

// Core rules first, then the policy's.
Decision decide_item(const ScopePolicy& policy, const DataItem& item);

// A request that may be answered from the map it was checked with.
class AuthorisedRequest {
 public:
  [[nodiscard]] const Request& request() const { return request_; }
  [[nodiscard]] const std::string& right() const { return right_; }
  [[nodiscard]] const std::string& map_digest() const { return map_digest_; }
  [[nodiscard]] std::span<const Decision> decisions() const { return decisions_; }  // one per item of the map

 private:
  friend Result<AuthorisedRequest> check_request(std::string_view, const DataMap&, const ScopePolicy&, Timestamp);
  AuthorisedRequest() = default;
  Request request_;
  std::string right_;
  std::string map_digest_;
  std::vector<Decision> decisions_;
};

// Everything that can refuse a request before data is read. Errors: kRequestUnfit, kLimit; kUnverifiedRequest,
// kRequestExpired for a request or verification from the future, kIncompleteRequest for a transfer without an audience,
// expiry (at most a year) or subject reference, or one that no manifest holds (512 bytes); those of the policy.
Result<AuthorisedRequest> check_request(std::string_view text, const DataMap& map, const ScopePolicy& policy,
                                        Timestamp now);

}  // namespace holdall
