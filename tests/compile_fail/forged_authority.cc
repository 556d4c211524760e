// Only check_request() makes an AuthorisedRequest.
#include "holdall/exporter/rights/check_request.h"

std::optional<holdall::AuthorisedRequest> authority(std::string_view text, const holdall::DataMap& map,
                                                    const holdall::ProfileSet& rights, holdall::Timestamp now) {
#ifdef MISUSE
  if (text.empty()) {
    return holdall::AuthorisedRequest();
  }
#endif
  return holdall::check_request(text, map, rights, now).value().authorised;
}
