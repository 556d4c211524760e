// Secrets: moved, never shown, wiped.
#include "holdall/core/base/secret.h"

#include <sstream>
#include <type_traits>

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

Secret secret_of(std::string_view text) {
  const auto bytes = as_bytes(text);
  return Secret(std::vector<std::byte>(bytes.begin(), bytes.end()));
}

static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);

TEST(SecretTest, LeavesNothingWhereItMovedFrom) {
  Secret first = secret_of("one");
  Secret second(std::move(first));
  EXPECT_TRUE(first.reveal().empty());  // NOLINT(bugprone-use-after-move): that is the promise
  EXPECT_EQ(as_text(second.reveal()), "one");
  Secret third = secret_of("three");
  third = std::move(second);
  EXPECT_TRUE(second.reveal().empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(as_text(third.reveal()), "one");
}

TEST(SecretTest, P25_PrintsAsRedacted) {
  std::ostringstream out;
  out << secret_of("one") << Secret();
  EXPECT_EQ(out.str(), "<redacted><redacted>");
}

TEST(SecretTest, TakesTheBytesOverAndLeavesNone) {
  std::vector<std::byte> bytes(64, std::byte{0x5A});
  const std::byte* const stood = bytes.data();
  bytes.reserve(64);
  const Secret secret(std::move(bytes));
  EXPECT_NE(secret.reveal().data(), stood);
  EXPECT_EQ(secret.reveal()[63], std::byte{0x5A});
  Secret zeros(3);
  EXPECT_EQ(as_text(zeros.reveal()), std::string_view("\0\0\0", 3));
  zeros.change()[1] = std::byte{'x'};
  EXPECT_EQ(zeros.reveal()[1], std::byte{'x'});
  EXPECT_TRUE(Secret(std::vector<std::byte>()).reveal().empty());
}

TEST(SecretDeathTest, P26_DiesOfWhatWouldReadPastTheEnd) {
  const Secret secret(16);
  const volatile std::byte* const past = secret.reveal().data() + 16;  // NOLINT: the guard page
  EXPECT_DEATH((void)std::to_integer<int>(*past), "");
}

TEST(SecretTest, WipesBytes) {
  std::array<std::byte, 3> bytes{std::byte{1}, std::byte{2}, std::byte{3}};
  wipe_bytes(bytes);
  EXPECT_EQ(bytes, (std::array<std::byte, 3>{}));
  wipe_bytes({});
}

}  // namespace
}  // namespace holdall
