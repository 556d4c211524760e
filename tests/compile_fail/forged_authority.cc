// Only check_request() makes an AuthorisedRequest.
#include "holdall/exporter/rights/policy.h"

holdall::Result<holdall::AuthorisedRequest> authority(std::string_view text, const holdall::DataMap& map,
                                                      const holdall::ScopePolicy& policy, holdall::Timestamp now) {
#ifdef MISUSE
  return text.empty() ? holdall::AuthorisedRequest() : holdall::check_request(text, map, policy, now).value();
#else
  return holdall::check_request(text, map, policy, now);
#endif
}
