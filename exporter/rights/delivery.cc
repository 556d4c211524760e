#include "holdall/exporter/rights/delivery.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::int64_t kLongestTransferSeconds = 366LL * 24 * 3600;
// What a manifest holds (formats/bundle/manifest.cc); no other member of a request that goes there can be longer.
constexpr std::size_t kLongestSubjectId = 512;
constexpr std::size_t kTokenBytes = 32;  // SHA-256 of the importer's binding token

Error incomplete(std::string_view pointer, std::string_view what) {
  return Error{ErrorCode::kIncompleteRequest, std::string(pointer) + ": " + std::string(what), {}};
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

// The receiver's country, as far as the request tells it.
std::string recipient_country(const Request& request) {
  return request.options.is_null() ? std::string() : request.options.text_or("recipient_country", "");
}

}  // namespace

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

Result<void> check_recipient(const Profile& profile, const Request& request) {
  const Value* transfer = profile.document().find("transfer");
  if (request.mode == Mode::kCopy) {
    const Value* to_subject = transfer == nullptr || transfer->is_null() ? nullptr : transfer->find("to_subject");
    if (to_subject != nullptr && to_subject->boolean() != nullptr && !*to_subject->boolean()) {
      return Error{ErrorCode::kNoSuchRight, "/delivery/mode: this right sends data to another controller only", {}};
    }
    return {};
  }
  if (transfer == nullptr || transfer->is_null()) {
    return Error{ErrorCode::kNoSuchRight, "/delivery/mode: this right sends nothing to another controller", {}};
  }
  const Value* ineligible = transfer->find("ineligible");
  for (std::size_t i = 0; ineligible != nullptr && i < ineligible->items().size(); ++i) {
    if (request.find_evidence(ineligible->items()[i].text()) != nullptr) {
      return Error{ErrorCode::kRecipientIneligible, "/delivery/audience: may not receive under this right", {}};
    }
  }
  const Value* conditions = transfer->find("conditions");
  for (std::size_t i = 0; conditions != nullptr && i < conditions->items().size(); ++i) {
    if (request.find_evidence(conditions->items()[i].text()) == nullptr) {
      return incomplete("/requester/evidence", "lacks " + conditions->items()[i].text());
    }
  }
  const bool needs_record = transfer->text_or("cross_border", "") == "needs_record";
  const bool at_home = needs_record && recipient_country(request) == transfer->text_or("home", "-");
  if (needs_record && !at_home && request.find_evidence("cross_border_recorded") == nullptr) {
    return Error{ErrorCode::kCrossBorder, "/requester/evidence: lacks cross_border_recorded for a receiver abroad", {}};
  }
  return {};
}

}  // namespace holdall
