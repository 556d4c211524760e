// Dates: what is accepted, how it is written, and how days, months, weeks and ages are counted.
#include "holdall/core/model/date.h"

#include "holdall/core/model/timestamp.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

Date date(const char* text) {
  return parse_date(text).value();
}

TEST(DateTest, KnowsTheCalendar) {
  for (const char* date : {"2026-11-23", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
    EXPECT_TRUE(is_date(date)) << date;
  }
  for (const char* date :
       {"", "2026-11", "2026-02-29", "1900-02-29", "2100-02-29", "2026-06-31", "0000-01-01", "2026-00-10", "2026-10-00",
        "2026-10-32", "20261123", "2026/11/23", "2026-11-23Z", "2026-11-3"}) {
    EXPECT_FALSE(is_date(date)) << date;
  }
}

TEST(DateTest, WritesWhatItRead) {
  for (const char* text : {"1970-01-01", "0001-01-01", "0999-12-31", "2024-02-29", "9999-12-31", "1969-12-31"}) {
    EXPECT_EQ(format_date(date(text)), text);
  }
  EXPECT_EQ(date("1970-01-01").days, 0);
  EXPECT_EQ(date("1969-12-31").days, -1);
  EXPECT_EQ(date("2000-03-01").days, 11'017);
  EXPECT_LT(date("2026-11-23"), date("2026-11-24"));
}

TEST(DateTest, IsTheDayOfAnInstant) {
  for (const auto& [at, day] : {std::pair{"1970-01-01T00:00:00Z", "1970-01-01"},
                                {"1969-12-31T23:59:59.9Z", "1969-12-31"},
                                {"1969-12-31T00:00:00Z", "1969-12-31"},
                                {"2026-11-23T23:59:59Z", "2026-11-23"},
                                {"0001-01-01T00:00:00Z", "0001-01-01"}}) {
    EXPECT_EQ(format_date(date_of(parse_timestamp(at).value())), day) << at;
  }
}

TEST(DateTest, IsMadeOfAYearMonthAndDay) {
  EXPECT_EQ(make_date(2026, 11, 23), date("2026-11-23"));
  EXPECT_EQ(make_date(2026, 2, 31), date("2026-02-28"));
  EXPECT_EQ(make_date(2024, 2, 30), date("2024-02-29"));
  EXPECT_EQ(year_of(date("2024-12-31")), 2024);
}

TEST(DateTest, KnowsTheDayOfTheWeek) {
  EXPECT_EQ(weekday(date("2026-11-23")), Weekday::kMonday);
  EXPECT_EQ(weekday(date("2026-02-28")), Weekday::kSaturday);
  EXPECT_EQ(weekday(date("2027-02-21")), Weekday::kSunday);
  EXPECT_EQ(weekday(date("1969-12-31")), Weekday::kWednesday);
}

TEST(DateTest, CountsDaysAndMonths) {
  EXPECT_EQ(format_date(add_days(date("2026-11-23"), 45)), "2027-01-07");
  EXPECT_EQ(format_date(add_days(date("2024-03-01"), -1)), "2024-02-29");
  EXPECT_EQ(format_date(add_months(date("2026-01-31"), 1)), "2026-02-28");
  EXPECT_EQ(format_date(add_months(date("2026-01-31"), 3)), "2026-04-30");
  EXPECT_EQ(format_date(add_months(date("2026-11-23"), -12)), "2025-11-23");
  EXPECT_EQ(format_date(add_months(date("2026-12-31"), 2)), "2027-02-28");
}

TEST(DateTest, CountsAgesInWholeYears) {
  struct Case {
    const char* birth;
    const char* on;
    int years;
  };
  for (const Case& c : {Case{"2012-11-23", "2026-11-22", 13}, Case{"2012-11-23", "2026-11-23", 14},
                        Case{"2012-11-24", "2026-11-23", 13}, Case{"2012-12-01", "2026-11-30", 13},
                        Case{"2012-10-31", "2026-11-01", 14}, Case{"2012-02-29", "2026-02-28", 13},
                        Case{"2012-02-29", "2026-03-01", 14}, Case{"2012-02-29", "2024-02-29", 12},
                        Case{"2026-11-23", "2026-11-23", 0}, Case{"2026-11-24", "2026-11-23", -1}}) {
    EXPECT_EQ(years_between(date(c.birth), date(c.on)), c.years) << c.birth << " on " << c.on;
  }
}

}  // namespace
}  // namespace holdall
