// What the controller's own privacy policy promises everyone: all of it, to the person, in a common form.
//
// `row-policy-baseline/2026.11`: no law, no window, no gate; the core rules still hold. Only the data subject may ask.
#pragma once

#include "holdall/exporter/rights/policy.h"

namespace holdall {

class BaselinePolicy final : public ScopePolicy {
 public:
  [[nodiscard]] std::string id() const override;
  // Errors: kNoSuchRight for any right but this or "auto", kRequesterRefused for any requester but the subject.
  [[nodiscard]] Result<void> authorise(const Request& request, Timestamp now) const override;
  [[nodiscard]] Decision decide(const DataItem& item) const override;
};

}  // namespace holdall
