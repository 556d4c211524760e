#include "holdall/exporter/rights/baseline.h"

namespace holdall {
namespace {

constexpr std::string_view kProfile = "row-policy-baseline";
constexpr std::string_view kVersioned = "row-policy-baseline/2026.11";

}  // namespace

std::string BaselinePolicy::id() const {
  return std::string(kVersioned);
}

Result<void> BaselinePolicy::authorise(const Request& request, Timestamp /*now*/) const {
  if (request.right != kProfile && request.right != kVersioned && request.right != "auto") {
    return Error{ErrorCode::kNoSuchRight, "/right: is not a right this version knows",
                 "ask for row-policy-baseline or auto"};
  }
  if (request.requester != "subject") {
    return Error{ErrorCode::kRequesterRefused, "/requester/kind: only the data subject may make this request", {}};
  }
  return {};
}

Decision BaselinePolicy::decide(const DataItem& /*item*/) const {
  return Decision{};
}

}  // namespace holdall
