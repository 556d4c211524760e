// The dates of a request (docs/rights.md#deadlines), and profiles' deadlines as they are read.
#include "holdall/exporter/rights/deadline.h"

#include <gtest/gtest.h>

#include <string>

#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/exporter/rights/profile_set.h"
#include "unit/exporter/rights/calendars.h"

namespace holdall {
namespace {

Timestamp at(std::string text) {
  return parse_timestamp(text.size() == 10 ? text += "T12:00:00Z" : text).value();
}

RequestClock received(const char* day) {
  RequestClock clock;
  clock.received = at(day);
  return clock;
}

DeadlineRule rule(const char* json) {
  return read_deadline(parse_document(json).value()).value();
}

Calendar calendar(std::string_view name) {
  const std::string* text = find_text(test_calendars(), name);
  return text == nullptr ? Calendar() : Calendar::parse(*text).value();
}

std::string text_of(const std::optional<Date>& date) {
  return date ? format_date(*date) : "-";
}

// "acknowledge due tell max", "-" for what is absent.
std::string dates_of(const char* json, const RequestClock& clock, std::string_view name) {
  const DueDates dates = due_dates(rule(json), clock, calendar(name));
  return text_of(dates.acknowledge_by) + " " + text_of(dates.due) + " " + text_of(dates.tell_extension_by) + " " +
         text_of(dates.due_if_extended);
}

constexpr const char* kGdpr =
    R"({"ack": null, "respond": {"n": 1, "unit": "month", "from": "receipt"},
        "extend": {"n": 2, "unit": "month", "tell_within": {"n": 1, "unit": "month"}, "causes": ["complexity"]},
        "pause_on": ["identity_info", "clarification"], "roll": "next_working_day", "calendar": "EU"})";
constexpr const char* kUk =
    R"({"respond": {"n": 1, "unit": "month", "from": "latest"},
        "extend": {"n": 2, "unit": "month", "tell_within": {"n": 1, "unit": "month"}},
        "pause_on": ["identity_info", "clarification", "fee"], "roll": "next_working_day", "calendar": "UK"})";
constexpr const char* kCcpa =
    R"({"ack": {"n": 10, "unit": "business_day"}, "respond": {"n": 45, "unit": "day"},
        "extend": {"n": 45, "unit": "day", "tell_within": {"n": 45, "unit": "day"}}, "roll": "none"})";

// Scenario 33 of the rights table, received 2026-11-23 where no other day is named.
TEST(DeadlineTest, TheLawsAreCountedAsTheySay) {
  RequestClock gdpr = received("2026-01-31");
  EXPECT_EQ(dates_of(kGdpr, gdpr, "EU"), "- 2026-03-02 2026-03-02 2026-04-30");
  RequestClock uk = received("2026-09-03");
  uk.identity_info_asked = at("2026-09-04");
  uk.identity_info_received = at("2026-09-14");
  EXPECT_EQ(dates_of(kUk, uk, "UK"), "- 2026-10-14 2026-10-14 2026-12-14");
  const RequestClock today = received("2026-11-23");
  EXPECT_EQ(dates_of(kCcpa, today, "US"), "2026-12-08 2027-01-07 2027-01-07 2027-02-21");
  for (const auto& [json, due] :
       {std::pair{R"({"respond": {"n": 30, "unit": "day"}})", "2026-12-23"},                     // QC, CH
        {R"({"respond": {"n": 10, "unit": "day"}, "roll": "next_working_day"})", "2026-12-03"},  // KR 35
        {R"({"respond": {"n": 60, "unit": "day"}})", "2027-01-22"}}) {                           // NV
    EXPECT_EQ(dates_of(json, today, ""), std::string("- ") + due + " - -");
  }
}

// The same of the profiles and calendars that are shipped.
TEST(DeadlineTest, TheShippedProfilesAndCalendarsGiveTheSameDates) {
  struct Case {
    const char* profile;
    const char* residence;
    const char* received;
    const char* due;
  };
  for (const Case& c : {Case{"gdpr-art15-access", "SE", "2026-01-31", "2026-03-02"},
                        Case{"gdpr-art15-access", "NO", "2026-01-31", "2026-03-02"},
                        Case{"gdpr-art15-access", "SE", "2026-05-19", "2026-06-22"},  // over Midsummer Eve
                        Case{"uk-gdpr-art15-access", "GB", "2026-09-14", "2026-10-14"},
                        Case{"ccpa-know", "US-CA", "2026-11-23", "2027-01-07"},
                        Case{"ca-qc-s27-access", "CA-QC", "2026-11-23", "2026-12-23"},
                        Case{"ch-fadp-art25-access", "CH", "2026-11-23", "2026-12-23"},
                        Case{"kr-pipa-art35-access", "KR", "2026-11-23", "2026-12-03"},
                        Case{"us-nv-sale-optout", "US-NV", "2026-11-23", "2027-01-22"}}) {
    const std::string* profile = find_text(profile_texts(), c.profile);
    ASSERT_NE(profile, nullptr) << c.profile;
    const Value document = parse_document(*profile).value();
    const DeadlineRule shipped = read_deadline(document.at("deadline")).value();
    const Calendar* named = known_jurisdictions().calendar(shipped.calendar);
    EXPECT_EQ(named != nullptr, !shipped.calendar.empty()) << shipped.calendar;
    const Calendar& working_days = named != nullptr ? *named : known_jurisdictions().calendar_for(c.residence);
    const DueDates dates = due_dates(shipped, received(c.received), working_days);
    EXPECT_EQ(text_of(dates.due), c.due) << c.profile;
    if (c.profile == std::string("ccpa-know")) {
      EXPECT_EQ(text_of(dates.acknowledge_by), "2026-12-08");
      EXPECT_EQ(text_of(dates.due_if_extended), "2027-02-21");
    }
  }
}

// The laws of Asia and Oceania and of Canada, with the dates counted by hand on calendars of paper.
TEST(DeadlineTest, TheLawsOfMorePlacesAreCountedAsTheySay) {
  struct Case {
    const char* profile;
    const char* place;
    const char* received;
    const char* dates;  // acknowledge, due, tell, max
  };
  const ProfileSet shipped = ProfileSet::shipped().value();
  for (const Case& c : {
           Case{"apac-access-tw", "TW", "2026-11-23", "- 2026-12-08 2026-12-08 2026-12-23"},  // 15 + 15
           Case{"apac-access-th", "TH", "2026-11-23", "- 2026-12-23 - -"},
           Case{"apac-portability-th", "TH", "2026-11-23", "- 2026-12-23 - -"},
           Case{"apac-access-ph", "PH", "2026-11-23", "- 2026-12-23 - -"},
           Case{"apac-access-sg", "SG", "2026-11-23", "- 2026-12-23 - -"},
           Case{"apac-access-my", "MY", "2026-11-23", "- 2026-12-14 2026-12-14 2026-12-28"},  // 21 + 14
           Case{"apac-portability-my", "MY", "2026-11-23", "- 2026-12-23 - -"},               // inherits no extension
           // Receipt in two working days: Wednesday; over a weekend; over Reunification and Labour Day, Thursday and
           // Friday; over the whole of the Lunar New Year of 2027.
           Case{"apac-access-vn", "VN", "2026-11-23", "2026-11-25 2026-12-03 2026-12-03 2026-12-18"},
           Case{"apac-access-vn", "VN", "2026-11-27", "2026-12-01 2026-12-07 2026-12-07 2026-12-22"},
           Case{"apac-access-vn", "VN", "2026-04-29", "2026-05-05 2026-05-09 2026-05-09 2026-05-24"},
           Case{"apac-access-vn", "VN", "2027-02-03", "2027-02-12 2027-02-13 2027-02-13 2027-02-28"},
           Case{"apac-access-au", "AU", "2026-11-23", "- 2026-12-23 - -"},
           // Twenty working days: eight to Christmas Eve, none from 25 December to 2 January, a Saturday that gives
           // Monday 4 January off, and twelve more.
           Case{"apac-access-nz", "NZ", "2026-12-14", "- 2027-01-20 - -"},
           Case{"apac-access-nz", "NZ", "2026-11-23", "- 2026-12-21 - -"},
           Case{"apac-access-nz", "NZ", "2026-12-24", "- 2027-02-01 - -"},
           // 2028: 1 and 2 January are a Saturday and a Sunday, so that Monday and Tuesday are off; Waitangi Day, a
           // Sunday, gives Monday 7 February.
           Case{"apac-access-nz", "NZ", "2027-12-31", "- 2028-02-01 - -"},
           Case{"apac-access-nz", "NZ", "2028-01-10", "- 2028-02-08 - -"},
           // Good Friday 3 and Easter Monday 6 April, Anzac Day a Saturday (27 April off).
           Case{"apac-access-nz", "NZ", "2026-04-01", "- 2026-05-04 - -"},
           Case{"apac-access-hk", "HK", "2026-11-23", "- 2027-01-02 - -"},  // 40 days
           // Hours run over midnight and over Sunday.
           Case{"apac-access-id", "ID", "2026-11-23T00:00:00Z", "- 2026-11-26 - -"},
           Case{"apac-access-id", "ID", "2026-11-27T23:59:59Z", "- 2026-11-30 - -"},
           Case{"apac-access-in", "IN", "2027-05-13", "- 2027-06-12 - -"},
           Case{"apac-access-generic", "IN", "2027-05-12", "- 2027-06-11 - -"},
           Case{"ca-pipeda-access", "CA-ON", "2026-11-23", "- 2026-12-23 2026-12-23 2027-01-22"},  // 30 + 30
           Case{"us-coppa-parent-review", "US-TX", "2026-11-23", "- 2026-12-23 - -"},
           Case{"eu-dma-art6-9-receive", "FR", "2026-11-23", "- - - -"},
       }) {
    const DeadlineRule& deadline = shipped.find(c.profile)->deadline();
    const DueDates dates =
        due_dates(deadline, received(c.received),
                  known_jurisdictions().calendar_for(deadline.calendar.empty() ? c.place : deadline.calendar));
    EXPECT_EQ(text_of(dates.acknowledge_by) + " " + text_of(dates.due) + " " + text_of(dates.tell_extension_by) + " " +
                  text_of(dates.due_if_extended),
              c.dates)
        << c.profile << " " << c.received;
  }
}

// What waits for identity moves Taiwan's days; Indonesia's hours run on.
TEST(DeadlineTest, NothingStopsIndonesiasHours) {
  const ProfileSet shipped = ProfileSet::shipped().value();
  RequestClock clock = received("2026-11-23");
  clock.identity_info_asked = at("2026-11-24");
  clock.identity_info_received = at("2026-11-25");
  EXPECT_EQ(text_of(due_dates(shipped.find("apac-access-tw")->deadline(), clock, Calendar()).due), "2026-12-09");
  EXPECT_EQ(text_of(due_dates(shipped.find("apac-access-id")->deadline(), clock, Calendar()).due), "2026-11-26");
}

TEST(DeadlineTest, EveryShippedDeadlineIsRead) {
  for (const EmbeddedDocument& profile : profile_texts()) {
    const Value document = parse_document(profile.text).value();
    if (const Value* deadline = document.find("deadline"); deadline != nullptr) {
      const auto read = read_deadline(*deadline);
      ASSERT_TRUE(read.ok()) << profile.name;
      const std::string& name = read.value().calendar;
      EXPECT_TRUE(name.empty() || known_jurisdictions().calendar(name) != nullptr) << profile.name << ": " << name;
    }
  }
}

TEST(DeadlineTest, AMonthEndsOnItsDayOrItsLastAndRolls) {
  struct Case {
    const char* received;
    const char* dates;
  };
  for (const Case& c : {Case{"2026-01-30", "- 2026-03-02 2026-03-02 2026-04-30"},
                        Case{"2026-11-23", "- 2026-12-23 2026-12-23 2027-02-23"},
                        Case{"2026-11-25", "- 2026-12-28 2026-12-28 2027-02-25"},  // Christmas, then a weekend
                        Case{"2026-03-03", "- 2026-04-07 2026-04-07 2026-06-03"},  // Good Friday to Easter Monday
                        Case{"2026-08-31", "- 2026-09-30 2026-09-30 2026-11-30"},
                        Case{"2026-11-23T23:59:59Z", "- 2026-12-23 2026-12-23 2027-02-23"}}) {
    EXPECT_EQ(dates_of(kGdpr, received(c.received), "EU"), c.dates) << c.received;
  }
}

TEST(DeadlineTest, APauseMovesTheAnswerByItsDays) {
  RequestClock clock = received("2026-09-01");
  clock.identity_info_asked = at("2026-09-04T20:00:00Z");
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- - - -");
  clock.identity_info_received = at("2026-09-14T08:00:00Z");
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-10-12 2026-10-12 2026-12-11");  // 10-11 is a Sunday
  clock.clarification_asked = at("2026-09-10");
  clock.clarification_received = at("2026-09-16");  // four of its days are paused already
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-10-13 2026-10-13 2026-12-14");
  clock.fee_asked = at("2026-09-20");  // does not pause here
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-10-13 2026-10-13 2026-12-14");
  clock.extended = at("2026-10-01");
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-12-14 2026-10-13 2026-12-14");
}

TEST(DeadlineTest, NothingPausesAClockThatHasRunOut) {
  RequestClock clock = received("2026-09-01");
  clock.identity_info_asked = at("2026-10-01");
  clock.identity_info_received = at("2026-10-04");
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-10-05 2026-10-05 2026-12-04");
  clock.identity_info_asked = at("2026-10-02");  // the answer was due the day before
  clock.identity_info_received.reset();
  EXPECT_EQ(dates_of(kGdpr, clock, "EU"), "- 2026-10-01 2026-10-01 -");
}

TEST(DeadlineTest, TheLatestEventStartsTheClock) {
  RequestClock clock = received("2026-09-03");
  EXPECT_EQ(dates_of(kUk, clock, "UK"), "- 2026-10-05 2026-10-05 2026-12-03");
  clock.fee_asked = at("2026-09-04");
  EXPECT_EQ(dates_of(kUk, clock, "UK"), "- - - -");
  clock.fee_received = at("2026-09-30");
  EXPECT_EQ(dates_of(kUk, clock, "UK"), "- 2026-10-30 2026-10-30 2026-12-30");
  clock.clarification_asked = at("2026-09-25");  // stands still from the start of the clock on
  clock.clarification_received = at("2026-10-02");
  EXPECT_EQ(dates_of(kUk, clock, "UK"), "- 2026-11-02 2026-11-02 2027-01-04");
  clock.identity_info_asked = at("2026-10-03");
  EXPECT_EQ(dates_of(kUk, clock, "UK"), "- - - -");
}

TEST(DeadlineTest, ConfirmingReceiptWaitsForNothing) {
  RequestClock clock = received("2026-11-23");
  clock.identity_info_asked = at("2026-11-24");
  EXPECT_EQ(dates_of(R"({"ack": {"n": 2, "unit": "business_day"}, "respond": {"n": 20, "unit": "day"},
                         "pause_on": ["identity_info"]})",
                     clock, "US"),
            "2026-11-25 - - -");
}

TEST(DeadlineTest, CountsHoursAndWorkingDaysAndMixedUnits) {
  const RequestClock late = received("2026-11-23T23:00:00Z");
  EXPECT_EQ(dates_of(R"({"respond": {"n": 72, "unit": "hour"}})", late, ""), "- 2026-11-26 - -");
  EXPECT_EQ(dates_of(R"({"respond": {"n": 2, "unit": "hour"}})", late, ""), "- 2026-11-24 - -");
  EXPECT_EQ(dates_of(R"({"respond": {"n": 15, "unit": "business_day"},
                         "extend": {"n": 5, "unit": "business_day"}})",
                     late, "US"),
            "- 2026-12-15 2026-12-15 2026-12-22");
  EXPECT_EQ(dates_of(R"({"respond": {"n": 1, "unit": "month"}, "extend": {"n": 10, "unit": "day"}})", late, "US"),
            "- 2026-12-23 2026-12-23 2027-01-02");
}

TEST(DeadlineTest, IsReadFromAProfile) {
  const DeadlineRule gdpr = rule(kGdpr);
  EXPECT_FALSE(gdpr.ack);
  EXPECT_TRUE(gdpr.pauses_on_identity && gdpr.pauses_on_clarification && !gdpr.pauses_on_fee && gdpr.rolls);
  EXPECT_EQ(gdpr.calendar, "EU");
  EXPECT_FALSE(gdpr.silence_is_refusal);
  EXPECT_TRUE(rule(kUk).respond->from_latest);
  EXPECT_TRUE(rule(R"({"silence": "deemed_refusal"})").silence_is_refusal);
  EXPECT_FALSE(rule("null").respond);
  EXPECT_EQ(dates_of("null", received("2026-11-23"), ""), "- - - -");
  EXPECT_EQ(dates_of(R"({"respond": null, "extend": {"n": 1, "unit": "day"}})", received("2026-11-23"), ""), "- - - -");
  EXPECT_FALSE(read_deadline(parse_document(R"({"ack": {"n": 1, "unit": "week"}})").value()).ok());
}

}  // namespace
}  // namespace holdall
