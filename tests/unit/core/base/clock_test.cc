// Time and chance as they are handed in.
#include "holdall/core/base/clock.h"

#include <set>

#include "holdall/core/crypto/keys.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

// Fills with one byte, or with zeros.
class Constant final : public Random {
 public:
  explicit Constant(std::byte byte) : byte_(byte) {}
  void fill(std::span<std::byte> out) override { std::fill(out.begin(), out.end(), byte_); }

 private:
  std::byte byte_;
};

TEST(UuidTest, SetsVersionAndVariantAndNothingElse) {
  Constant zeros{std::byte{0}};
  Constant ones{std::byte{0xFF}};
  EXPECT_EQ(new_uuid_urn(zeros), "urn:uuid:00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(new_uuid_urn(ones), "urn:uuid:ffffffff-ffff-4fff-bfff-ffffffffffff");
}

TEST(UuidTest, IsAnotherOneEachTime) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(seen.insert(new_uuid_urn(random)).second);
  }
}

TEST(ClockTest, StandsWhereItWasSetAndElseIsInOurTime) {
  const Timestamp at = parse_timestamp("2026-11-23T12:00:00Z").value();
  EXPECT_EQ(FixedClock(at).now(), at);
  const Timestamp now = SystemClock().now();
  EXPECT_GT(now, parse_timestamp("2020-01-01T00:00:00Z").value());
  EXPECT_LT(now.nanoseconds, 1'000'000'000U);
  EXPECT_EQ(parse_timestamp(format_timestamp(now)), now);
}

}  // namespace
}  // namespace holdall
