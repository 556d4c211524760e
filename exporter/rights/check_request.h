// From a request to what may leave: everything that can hold or refuse it before data are read.
//
//   text → Request → **check_request** → Judgement { ruling, scope, AuthorisedRequest } → export_bundle
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/rights/request.h"
#include "holdall/exporter/rights/request_scope.h"
#include "holdall/exporter/rights/ruling.h"

namespace holdall {

struct Judgement;

// A request that may be answered from the map it was checked with.
class AuthorisedRequest {
 public:
  [[nodiscard]] const Request& request() const { return request_; }
  // Profile id and version; of two laws, both with `+` between.
  [[nodiscard]] const std::string& right() const { return ruling_.profile; }
  [[nodiscard]] const std::string& map_digest() const { return map_digest_; }
  [[nodiscard]] std::span<const Profile> profiles() const { return profiles_; }
  [[nodiscard]] const RequestScope& scope() const { return *scope_; }
  [[nodiscard]] const Ruling& ruling() const { return ruling_; }
  // Overlays that widened the profiles, with their versions.
  [[nodiscard]] std::span<const std::string> overlays() const { return overlays_; }
  // No data leaves: the answer is the ruling itself.
  [[nodiscard]] bool is_action() const { return profiles_.front().kind() == ProfileKind::kAction; }

 private:
  friend Result<Judgement> check_request(std::string_view, const DataMap&, const ProfileSet&, Timestamp,
                                         const HumanDecisions&);
  AuthorisedRequest() = default;
  Request request_;
  std::string map_digest_;
  std::vector<Profile> profiles_;
  std::shared_ptr<const RequestScope> scope_;
  Ruling ruling_;
  std::vector<std::string> overlays_;
};

// What became of a request that is one.
struct Judgement {
  Request request;
  Ruling ruling;
  std::optional<Error> refusal;               // why nothing may leave
  std::shared_ptr<const RequestScope> scope;  // what the right gives; nullptr where no right was found
  std::vector<Profile> profiles;
  std::optional<AuthorisedRequest> authorised;  // unless `refusal`
};

// Errors, all of them exit 2 or 7: kRequestUnfit, kLimit; kRequestUnfit for decisions that are not about this request
// or about items that nobody has to decide. What the law refuses is a ruling: a request or verification from the
// future, a right that is not there or not in force, a requester, evidence or statement that is missing, a transfer
// without an audience, expiry (at most a year) or subject reference, or one that the right does not know.
Result<Judgement> check_request(std::string_view text, const DataMap& map, const ProfileSet& profiles, Timestamp now,
                                const HumanDecisions& decisions = {});

}  // namespace holdall
