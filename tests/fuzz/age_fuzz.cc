// Encrypted files. Whatever is read is the same however it comes in pieces; a header that is taken is the only spelling
// of itself; what is decrypted can be encrypted again; and of a true file that was cut, doubled or changed, only bytes
// of the true content come out, and all of them only where nothing was done to it.
#include <memory>
#include <string>

#include "../support/seeded.h"
#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/age.h"
#include "holdall/core/crypto/age/header.h"

namespace holdall {
namespace {

constexpr std::size_t kMost = 1U << 20;

Limits small_limits() {
  Limits limits;
  limits.scrypt_work_factor = 10;
  limits.total_bytes = kMost;
  return limits;
}

// The identity of the public vectors, and one of our own.
const AgeKeys& keys() {
  static const AgeKeys known = [] {
    AgeKeys made;
    auto theirs = AgeIdentity::parse("AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0");
    HOLDALL_CHECK(theirs.ok());
    made.identities.push_back(std::move(theirs).value());
    test::SeededRandom random(1);
    made.identities.push_back(AgeIdentity::generate(random));
    const auto word = as_bytes("password");
    made.passphrase.emplace(std::vector<std::byte>(word.begin(), word.end()));
    return made;
  }();
  return known;
}

struct Outcome {
  std::string released;
  bool is_whole = false;
};

Outcome read(std::string_view file, AgeForm form, std::size_t step) {
  Outcome outcome;
  const auto content = stream_age(std::make_unique<PieceSource>(file, step), form, keys(), small_limits());
  if (!content.ok()) {
    HOLDALL_CHECK(content.error().code == ErrorCode::kCannotDecrypt);
    return outcome;
  }
  std::vector<std::byte> buffer(1 + step % 1000);
  while (true) {
    const auto size = content.value()->read(buffer);
    if (!size.ok() || size.value() == 0) {
      outcome.is_whole = size.ok();
      return outcome;
    }
    outcome.released.append(as_text(std::span(buffer).first(size.value())));
  }
}

std::string encrypt(std::string_view plain, bool armor) {
  AgeTarget target;
  target.recipients.push_back(keys().identities[1].recipient());
  target.armor = armor;
  test::SeededRandom random(2);
  TextCollector out;
  const auto sink = encrypt_age(target, out, random);
  HOLDALL_CHECK(sink.ok() && sink.value()->write(as_bytes(plain)).ok() && sink.value()->finish().ok());
  return out.text();
}

void check_header(std::string_view text) {
  age_internal::BufferedSource in(std::make_unique<PieceSource>(text, 7));
  const auto header = age_internal::read_header(in, small_limits());
  if (header.ok()) {
    const std::string again = age_internal::write_header(header.value().stanzas, Secret(std::vector<std::byte>(16)));
    HOLDALL_CHECK(again.starts_with(header.value().authenticated + " "));
    HOLDALL_CHECK(text.starts_with(header.value().authenticated));
  }
}

void check_file(std::string_view file, AgeForm form) {
  const Outcome outcome = read(file, form, 65536);
  const Outcome in_pieces = read(file, form, 13);
  HOLDALL_CHECK(outcome.released == in_pieces.released && outcome.is_whole == in_pieces.is_whole);
  if (outcome.is_whole) {
    const bool armor = form == AgeForm::kArmored;
    HOLDALL_CHECK(read(encrypt(outcome.released, armor), form, 65536).released == outcome.released);
  }
}

// `script`: where a true file is cut, what is put in place of it there, and what stands behind.
void check_changed(std::string_view script) {
  if (script.size() < 6) {
    return;
  }
  const auto number = [&](std::size_t at) {
    return static_cast<unsigned char>(script[at]) |
           (static_cast<std::size_t>(static_cast<unsigned char>(script[at + 1])) << 8U);
  };
  const std::string plain(number(0) * 3, 'p');
  const std::string file = encrypt(plain, false);
  const std::size_t from = number(2) * 3 % (file.size() + 1);
  const std::size_t length = std::min(number(4), file.size() - from);
  std::string changed = file;
  changed.replace(from, length, script.substr(6));
  const Outcome outcome = read(changed, AgeForm::kBinary, 65536);
  HOLDALL_CHECK(plain.starts_with(outcome.released));
  HOLDALL_CHECK(outcome.is_whole == (changed == file));
}

void check(std::string_view text) {
  if (text.starts_with("expect: ") && text.find("\n\n") != std::string_view::npos) {  // a public vector
    const bool armored = text.substr(0, text.find("\n\n")).find("armored: yes") != std::string_view::npos;
    check_file(text.substr(text.find("\n\n") + 2), armored ? AgeForm::kArmored : AgeForm::kBinary);
  } else if (text.starts_with('!')) {
    check_changed(text.substr(1));
  } else {
    check_header(text);
    check_file(text, is_age(text) && text.starts_with(kAgeMagic) ? AgeForm::kBinary : AgeForm::kArmored);
  }
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
