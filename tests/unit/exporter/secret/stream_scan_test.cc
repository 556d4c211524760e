// Files: a secret anywhere in them, across every border of blocks and reads.
#include "holdall/exporter/secret/stream_scan.h"

#include <gtest/gtest.h>

#include "support/piece_source.h"
#include "unit/exporter/secret/samples.h"

namespace holdall {
namespace {

std::optional<SecretKind> find_in_file(std::string_view text, std::size_t step = std::size_t{1} << 16U) {
  PieceSource pieces(text, step);
  ScannedSource scanned(pieces, SecretKinds::all(), false);
  const auto read = read_all(scanned, std::size_t{1} << 30U);
  EXPECT_EQ(read.ok(), !scanned.found().has_value());
  if (read.ok()) {
    EXPECT_EQ(read.value(), text);
  } else {
    EXPECT_EQ(read.error().code, ErrorCode::kSecretFound);
  }
  return scanned.found();
}

std::string filler(std::size_t size) {
  std::string text;
  while (text.size() < size) {
    text += "The order arrived on 12 March 2024. Straße, 東京. ";
  }
  while (text.size() > size) {
    text.pop_back();
  }
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) {
    text.pop_back();
  }
  return text.append(size - text.size(), ' ');
}

TEST(ScannedSource, ASecretAcrossABorderIsFound) {
  constexpr std::size_t kWindow = std::size_t{72} << 10U;
  const std::string card = test::with_check_digit("411111111111111");
  const std::vector<std::pair<SecretKind, std::string>> secrets = {
      {SecretKind::kCardNumber,
       card.substr(0, 4) + " " + card.substr(4, 4) + " " + card.substr(8, 4) + " " + card.substr(12)},
      {SecretKind::kRandomToken, test::random_text(test::base64url(), 64)},
      {SecretKind::kPasswordHash, "$2b$12$" + test::random_text(test::crypt64(), 53)},
      {SecretKind::kPrivateKey, "-----BEGIN PRIVATE KEY-----\n" + test::random_text(test::base64(), 64) + "\n"}};
  for (const auto& [kind, secret] : secrets) {
    for (const std::size_t border : {kWindow, kWindow + (std::size_t{64} << 10U)}) {
      for (std::size_t before = 0; before <= secret.size() + 1; ++before) {
        const std::string text = filler(border - before) + " " + secret + " " + filler(1000);
        ASSERT_EQ(find_in_file(text), std::optional(kind)) << before << " bytes before " << border;
      }
    }
    for (const std::size_t step : {1U, 7U, 4096U}) {
      EXPECT_EQ(find_in_file(filler(3000) + " " + secret, step), std::optional(kind)) << step;
    }
  }
}

TEST(ScannedSource, NothingIsFoundWhereABorderCutsSomethingLonger) {
  const std::string card = test::with_check_digit("411111111111111");
  constexpr std::size_t kWindow = std::size_t{72} << 10U;
  for (std::size_t before = 0; before <= 40; ++before) {
    EXPECT_EQ(find_in_file(filler(kWindow - before) + " " + card + "0000 "), std::nullopt);
  }
  const std::string picture = "<img src=\"data:image/png;base64," + test::random_text(test::base64(), 300'000) + "\">";
  EXPECT_EQ(find_in_file(picture), std::nullopt);
  for (std::size_t more = 0; more < 300; more += 7) {
    EXPECT_EQ(find_in_file(filler(kWindow - 9000 + more) + picture), std::nullopt) << more;
  }
}

TEST(ScannedSource, AFileThatIsNoTextIsSearchedForWhatSaysItsName) {
  const std::string card = " " + test::with_check_digit("411111111111111") + " ";
  const std::string key =
      " AK"
      "IA" +
      test::random_text(test::upper_alnum(), 16) + " ";
  EXPECT_EQ(find_in_file(card), SecretKind::kCardNumber);
  for (const std::string& head : {std::string("\x89PNG\r\n\x1a\n", 8), std::string("a\0b", 3)}) {
    EXPECT_EQ(find_in_file(head + card), std::nullopt);
    EXPECT_EQ(find_in_file(head + filler(200'000) + key + filler(10)), SecretKind::kServiceKey);
  }
  EXPECT_EQ(find_in_file(card + "\xe6\x9d"), std::nullopt) << "its last character is cut";
}

TEST(ScannedSource, ADirtyMegabyteOfRandomBytesHasNone) {
  test::SeededRandom random(5);
  for (int i = 0; i < 8; ++i) {
    std::string bytes(1'000'000, '\0');
    random.fill(std::as_writable_bytes(std::span(bytes)));
    EXPECT_EQ(find_in_file(bytes), std::nullopt);
  }
}

}  // namespace
}  // namespace holdall
