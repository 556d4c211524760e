// Working days: weekends, every kind of holiday, and where a holiday is taken that meets a weekend.
#include "holdall/exporter/rights/calendar.h"

#include <gtest/gtest.h>

#include "unit/exporter/rights/calendars.h"

namespace holdall {
namespace {

Date date(const char* text) {
  return parse_date(text).value();
}

Calendar calendar(std::string_view name) {
  return Calendar::parse(*find_text(test_calendars(), name)).value();
}

TEST(CalendarTest, KnowsWorkingDays) {
  struct Case {
    const char* calendar;
    const char* day;
    bool works;
  };
  for (const Case& c : {
           Case{"US", "2026-11-25", true},  Case{"US", "2026-11-26", false},  // Thanksgiving Day
           Case{"US", "2026-11-27", true},  Case{"US", "2026-11-28", false},  // a Saturday
           Case{"US", "2026-07-03", false},                                   // for Saturday 4 July
           Case{"US", "2027-07-05", false},                                   // for Sunday 4 July
           Case{"US", "2021-12-31", false},                                   // for Saturday, in the year before
           Case{"US", "2026-05-25", false}, Case{"US", "2026-05-18", true},   // the last Monday of May
           Case{"UK", "2026-05-04", false}, Case{"UK", "2026-05-11", true},   // the first
           Case{"UK", "2021-12-27", false}, Case{"UK", "2021-12-28", false},  // Saturday and Sunday
           Case{"UK", "2021-12-29", true},  Case{"UK", "2022-12-26", false},  // Sunday, and Monday is taken
           Case{"UK", "2022-12-27", false}, Case{"UK", "2022-12-28", true},   //
           Case{"UK", "2028-01-03", false},                                   // for Saturday
           Case{"EU", "2026-04-03", false}, Case{"EU", "2026-04-06", false},  // around Easter
           Case{"EU", "2026-04-07", true},  Case{"EU", "2027-12-27", true},   // not taken another day
           Case{"SE", "2026-06-19", false}, Case{"SE", "2027-06-25", false},  // Midsummer Eve
           Case{"SE", "2026-05-14", false}, Case{"SE", "2027-06-18", true},   // Ascension Day
           Case{"AE", "2026-02-17", false}, Case{"AE", "2027-02-17", true},   // of one year
           Case{"AE", "2026-11-22", true},  Case{"AE", "2026-11-27", false},  // another weekend
       }) {
    EXPECT_EQ(calendar(c.calendar).is_working_day(date(c.day)), c.works) << c.calendar << ' ' << c.day;
  }
}

TEST(CalendarTest, KnowsEaster) {
  const auto easter = Calendar::parse(
      R"({"calendar": "X", "title": "", "weekend": [], "holidays": [{"name": "Easter Sunday", "easter": 0}]})");
  for (const char* day : {"1818-03-22", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2024-03-31",
                          "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"}) {
    EXPECT_FALSE(easter.value().is_working_day(date(day))) << day;
    EXPECT_TRUE(easter.value().is_working_day(add_days(date(day), 7))) << day;
    EXPECT_TRUE(easter.value().is_working_day(add_days(date(day), -7))) << day;
  }
}

TEST(CalendarTest, CountsWorkingDays) {
  const Calendar us = calendar("US");
  EXPECT_EQ(format_date(us.add_working_days(date("2026-11-23"), 10)), "2026-12-08");
  EXPECT_EQ(format_date(us.add_working_days(date("2026-11-28"), 1)), "2026-11-30");
  EXPECT_EQ(format_date(us.add_working_days(date("2026-11-28"), 0)), "2026-11-28");
  EXPECT_EQ(format_date(us.next_working_day(date("2026-11-26"))), "2026-11-27");
  EXPECT_EQ(format_date(us.next_working_day(date("2026-11-25"))), "2026-11-25");
  EXPECT_EQ(format_date(Calendar().next_working_day(date("2026-12-26"))), "2026-12-28");
  EXPECT_TRUE(Calendar().is_working_day(date("2026-12-25")));
}

TEST(CalendarTest, RefusesWhatItCannotRead) {
  for (const char* text : {
           R"({})",
           R"([])",
           R"({"calendar": "X", "weekend": ["sat"]})",
           R"({"calendar": "X", "holidays": []})",
           R"({"calendar": "X", "weekend": ["Saturday"], "holidays": []})",
           R"({"calendar": "X", "weekend": ["mon", "tue", "wed", "thu"], "holidays": []})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A"}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "date": "13-01"}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "date": "2026-01-01"}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "date": "12-25", "observed": "later"}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "weekday": "thu", "nth": 5, "month": 1}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "weekday": "thu", "nth": 4, "month": 13}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "weekday": "thu"}]})",
           R"({"calendar": "X", "weekend": [], "holidays": [{"name": "A", "on": ["2026-02-29"]}]})",
       }) {
    EXPECT_FALSE(Calendar::parse(text).ok()) << text;
  }
}

}  // namespace
}  // namespace holdall
