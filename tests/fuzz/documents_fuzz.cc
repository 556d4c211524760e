// Documents that configure: trust stores, keysets, key files, data maps, import maps, requests, profiles. Whatever
// comes, they are taken or refused with the code that says so; trust stores, keysets and keys read back as written.
#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/key_file.h"
#include "holdall/core/crypto/keyset.h"
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

void check_keyset(std::string_view text) {
  const auto value = parse_document(text);
  if (!value.ok()) {
    return;
  }
  const auto keyset = read_keyset(value.value());
  check_refusal(keyset, 2);
  if (keyset.ok()) {
    const Value written = keyset_value(keyset.value());
    const auto again = read_keyset(written);
    HOLDALL_CHECK(again.ok() && canonical(keyset_value(again.value())) == canonical(written));
  }
}

void check_key(std::string_view text) {
  auto key = KeyFile::parse(text);
  check_refusal(key, 2);
  if (key.ok() && key.value().is_private() && !key.value().is_encrypted()) {
    const PrivateKey first = std::move(key).value().take_private();
    const Secret written = first.to_jwk_text();
    const auto again = PrivateKey::from_jwk_text(as_text(written.reveal()));
    HOLDALL_CHECK(again.ok() && again.value().public_key() == first.public_key());
  }
}

void check(std::string_view text) {
  check_keyset(text);
  check_key(text);
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
