#include "holdall/exporter/rights/policy.h"

#include <optional>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::int64_t kClockSkewSeconds = 300;
constexpr std::int64_t kLongestTransferSeconds = 366LL * 24 * 3600;
// What a manifest holds (formats/bundle/manifest.cc); no other member of a request that goes there can be longer.
constexpr std::size_t kLongestSubjectId = 512;
constexpr std::size_t kLongestRight = 2048;
constexpr std::size_t kTokenBytes = 32;  // SHA-256 of the importer's binding token

Error incomplete(std::string_view pointer, std::string_view what) {
  return Error{ErrorCode::kIncompleteRequest, std::string(pointer) + ": " + std::string(what), {}};
}

bool in_future(Timestamp at, Timestamp now) {
  return at > Timestamp{now.seconds + kClockSkewSeconds, now.nanoseconds};
}

Result<void> check_verification(const Request& request, Timestamp now) {
  const std::string& level = request.verification.level;
  if (level.empty() || level == "none" || level == "unverified") {
    return Error{ErrorCode::kUnverifiedRequest, "/requester/verification/level: the requester was not verified",
                 "verify the requester, record how, and run again"};
  }
  if (in_future(request.verification.at, now)) {
    return Error{ErrorCode::kRequestExpired, "/requester/verification/at: lies in the future", {}};
  }
  if (in_future(request.received, now)) {
    return Error{ErrorCode::kRequestExpired, "/received: lies in the future", {}};
  }
  return {};
}

Result<void> check_subject_reference(const std::optional<SubjectRef>& sub) {
  if (!sub.has_value()) {
    return {};
  }
  if (sub->id.empty() == sub->token.empty()) {
    return incomplete("/delivery/sub", "must have either id or token");
  }
  if (sub->id.find('@') != std::string::npos) {
    return incomplete("/delivery/sub/id", "looks like an e-mail address; it must be opaque");
  }
  if (sub->id.size() > kLongestSubjectId) {
    return incomplete("/delivery/sub/id", "is longer than 512 bytes");
  }
  const auto token = base64url_decode(sub->token);
  if (!sub->token.empty() && (!token.has_value() || token->size() != kTokenBytes)) {
    return incomplete("/delivery/sub/token", "is not the base64url of 32 bytes");
  }
  return {};
}

Result<void> check_transfer(const Request& request, const std::string& iss, Timestamp now) {
  if (!is_absolute_uri(request.audience)) {
    return incomplete("/delivery/audience", "a transfer names the receiving controller by an absolute URI");
  }
  if (request.audience == iss) {
    return incomplete("/delivery/audience", "is the issuing controller itself");
  }
  if (!request.expires.has_value() || *request.expires <= now ||
      *request.expires > Timestamp{now.seconds + kLongestTransferSeconds, now.nanoseconds}) {
    return incomplete("/delivery/expires", "a transfer expires in the future, within a year");
  }
  if (!request.sub.has_value()) {
    return incomplete("/delivery/sub", "a transfer says whom the receiver will find");
  }
  return {};
}

Result<void> check_delivery(const Request& request, const std::string& iss, Timestamp now) {
  HOLDALL_TRY(check_subject_reference(request.sub));
  if (request.mode == Mode::kTransfer) {
    return check_transfer(request, iss, now);
  }
  if (!request.audience.empty() || request.expires.has_value()) {
    return Error{ErrorCode::kRequestUnfit, "/delivery: a copy has neither audience nor expires", {}};
  }
  return {};
}

std::optional<Decision> core_rule(const DataItem& item) {
  if (item.elsewhere) {
    return Decision{Action::kOmit, "OTHER_CONTROLLER", "core"};
  }
  if (item.item_class == ItemClass::kCredential) {
    return Decision{Action::kExist, "SECRET_CREDENTIAL", "core"};
  }
  return std::nullopt;
}

}  // namespace

Decision decide_item(const ScopePolicy& policy, const DataItem& item) {
  if (const std::optional<Decision> core = core_rule(item)) {
    return *core;
  }
  return policy.decide(item);
}

Result<AuthorisedRequest> check_request(std::string_view text, const DataMap& map, const ScopePolicy& policy,
                                        Timestamp now) {
  AuthorisedRequest authorised;
  HOLDALL_ASSIGN(authorised.request_, parse_request(text));
  HOLDALL_TRY(check_verification(authorised.request_, now));
  HOLDALL_TRY(policy.authorise(authorised.request_, now));
  HOLDALL_TRY(check_delivery(authorised.request_, map.controller().iss, now));
  authorised.right_ = policy.id();
  HOLDALL_CHECK(!authorised.right_.empty() && authorised.right_.size() <= kLongestRight);
  authorised.map_digest_ = map.digest();
  for (const DataItem& item : map.items()) {
    authorised.decisions_.push_back(decide_item(policy, item));
  }
  return authorised;
}

}  // namespace holdall
