// Timestamps: what is accepted, how it is written, and the months that the law counts in.
#include "holdall/core/model/timestamp.h"

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

TEST(TimestampTest, ReadsInstantsOfUtc) {
  struct Case {
    const char* text;
    std::int64_t seconds;
    std::uint32_t nanoseconds;
  };
  for (const Case& c : {Case{"1970-01-01T00:00:00Z", 0, 0}, Case{"1969-12-31T23:59:59.5Z", -1, 500'000'000},
                        Case{"2000-02-29T12:34:56Z", 951'827'696, 0}, Case{"2038-01-19T03:14:08Z", 2'147'483'648, 0},
                        Case{"0001-01-01T00:00:00Z", -62'135'596'800, 0},
                        Case{"9999-12-31T23:59:59.999999999Z", 253'402'300'799, 999'999'999},
                        Case{"2026-11-23T00:00:00.000000001Z", 1'795'392'000, 1},
                        Case{"2026-11-23T00:00:00.10Z", 1'795'392'000, 100'000'000},
                        Case{"2026-11-23T00:00:00.000Z", 1'795'392'000, 0}}) {
    SCOPED_TRACE(c.text);
    const auto at = parse_timestamp(c.text);
    ASSERT_TRUE(at);
    EXPECT_EQ(at->seconds, c.seconds);
    EXPECT_EQ(at->nanoseconds, c.nanoseconds);
  }
}

TEST(TimestampTest, RefusesEveryOtherSpelling) {
  for (const char* text : {"",
                           "Z",
                           "2026-11-23",
                           "2026-11-23T00:00:00",
                           "2026-11-23T00:00:00z",
                           "2026-11-23t00:00:00Z",
                           "2026-11-23 00:00:00Z",
                           "2026-11-23T00:00:00+00:00",
                           "2026-11-23T00:00:00.Z",
                           "2026-11-23T00:00:00,5Z",
                           "2026-11-23T00:00:00.1234567890Z",
                           "2026-11-23T00:00:00.5 Z",
                           "2026-11-23T00:00:00.-5Z",
                           "2026-11-23T24:00:00Z",
                           "2026-11-23T23:60:00Z",
                           "2026-11-23T23:59:60Z",
                           "2026-11-23T-1:00:00Z",
                           "2026-11-23T00:00Z",
                           "2026-11-23T00-00-00Z",
                           "2026-1-23T00:00:00Z",
                           "+2026-11-3T00:00:00Z",
                           "0000-01-01T00:00:00Z",
                           "10000-01-01T00:00:00Z",
                           "-001-01-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "1900-02-29T00:00:00Z",
                           " 2026-11-23T00:00:00Z",
                           "2026-11-23T00:00:00Z\n",
                           "2026-11-23T00:00:00ZZ",
                           "1795392000"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

TEST(TimestampTest, WritesWhatItReadInShortestForm) {
  for (const char* text : {"1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0999-12-31T23:59:59.1Z",
                           "1969-12-31T23:59:59.5Z", "2024-02-29T01:02:03.045Z", "9999-12-31T23:59:59.999999999Z"}) {
    EXPECT_EQ(format_timestamp(parse_timestamp(text).value()), text);
  }
  EXPECT_EQ(format_timestamp(parse_timestamp("2026-11-23T00:00:00.120Z").value()), "2026-11-23T00:00:00.12Z");
  EXPECT_EQ(format_timestamp(parse_timestamp("2026-11-23T00:00:00.000Z").value()), "2026-11-23T00:00:00Z");
}

TEST(TimestampTest, OrdersByInstant) {
  EXPECT_LT(parse_timestamp("2026-11-23T00:00:00.9Z").value(), parse_timestamp("2026-11-23T00:00:01Z").value());
  EXPECT_LT(parse_timestamp("1969-12-31T23:59:59Z").value(), parse_timestamp("1969-12-31T23:59:59.1Z").value());
}

TEST(AddMonthsTest, KeepsTheDayOrTakesTheLastOne) {
  struct Case {
    const char* from;
    int months;
    const char* to;
  };
  for (const Case& c : {Case{"2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"},
                        Case{"2024-01-31T10:00:00Z", 1, "2024-02-29T10:00:00Z"},
                        Case{"2024-02-29T00:00:00Z", 12, "2025-02-28T00:00:00Z"},
                        Case{"2026-11-30T23:59:59.5Z", 3, "2027-02-28T23:59:59.5Z"},
                        Case{"2026-12-15T00:00:00Z", 1, "2027-01-15T00:00:00Z"},
                        Case{"2026-02-28T00:00:00Z", 1, "2026-03-28T00:00:00Z"},
                        Case{"2026-03-31T00:00:00Z", -1, "2026-02-28T00:00:00Z"},
                        Case{"1969-12-31T23:00:00Z", 2, "1970-02-28T23:00:00Z"},
                        Case{"2026-05-31T12:00:00Z", 0, "2026-05-31T12:00:00Z"}}) {
    SCOPED_TRACE(c.from);
    EXPECT_EQ(format_timestamp(add_months(parse_timestamp(c.from).value(), c.months)), c.to);
  }
}

}  // namespace
}  // namespace holdall
