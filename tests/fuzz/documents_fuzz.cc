// Documents that configure: trust stores, data maps, import maps, requests, profiles. Whatever comes, they are taken or
// refused with the code that says so; a trust store reads back as written.
#include "fuzz.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/decisions.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/exporter/rights/request.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {
namespace {

template <typename T>
void check_refusal(const Result<T>& result, int code) {
  if (!result.ok()) {
    const int exit = error_info(result.error().code).exit_code;
    HOLDALL_CHECK(exit == code || result.error().code == ErrorCode::kLimit || exit == 6);
  }
}

const ProfileSet& rights() {
  static const ProfileSet set = ProfileSet::shipped().value();
  return set;
}

void check(std::string_view text) {
  const auto trust = TrustStore::parse(text);
  check_refusal(trust, 2);
  if (trust.ok()) {
    const std::string written = canonical(trust.value().to_value());
    const auto again = TrustStore::parse(written);
    HOLDALL_CHECK(again.ok() && canonical(again.value().to_value()) == written);
  }
  check_refusal(DataMap::parse(text), 2);
  check_refusal(ImportMap::parse(text), 2);
  check_refusal(parse_request(text), 2);
  check_refusal(parse_decisions(text), 2);
  check_refusal(rights().compile(text), 2);
  ProfileSet widened = rights();
  check_refusal(widened.add_overlay(text), 2);
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
