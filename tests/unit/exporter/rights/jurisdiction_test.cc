// Which law is at home where, whose working days count, and the state of a ZIP code.
#include "holdall/exporter/rights/jurisdiction.h"

#include <gtest/gtest.h>

#include "unit/exporter/rights/calendars.h"

namespace holdall {
namespace {

Jurisdictions known() {
  return Jurisdictions::parse(test_calendars()).value();
}

TEST(JurisdictionTest, PlacesAreInCountriesRegionsAndTheWorld) {
  struct Case {
    const char* place;
    const char* token;
    bool is_in;
  };
  const Jurisdictions jurisdictions = known();
  for (const Case& c : {Case{"US-CA", "US-CA", true}, Case{"US-CA", "US", true},  Case{"US-CA", "*", true},
                        Case{"US-CA", "US-C", false}, Case{"US", "US-CA", false}, Case{"US-CA", "US-CO", false},
                        Case{"SE", "EEA", true},      Case{"SE", "EU", true},     Case{"SE", "SE", true},
                        Case{"NO", "EU", false},      Case{"SE-AB", "EEA", true}, Case{"SE", "APAC", false},
                        Case{"UK", "GB", true},       Case{"GB", "UK", true},     Case{"GB-SCT", "UK", true},
                        Case{"GB", "EEA", false},     Case{"", "EEA", false},     Case{"", "*", true},
                        Case{"", "", false},          Case{"USA", "US", false},   Case{"SE", "NOWHERE", false}}) {
    EXPECT_EQ(jurisdictions.is_in(c.place, c.token), c.is_in) << c.place << " in " << c.token;
  }
}

TEST(JurisdictionTest, TheCloserTokenIsTheMoreSpecific) {
  const Jurisdictions jurisdictions = known();
  EXPECT_GT(jurisdictions.specificity("US-CA"), jurisdictions.specificity("US"));
  EXPECT_GT(jurisdictions.specificity("US"), jurisdictions.specificity("EU"));
  EXPECT_EQ(jurisdictions.specificity("EEA"), jurisdictions.specificity("EU"));
  EXPECT_GT(jurisdictions.specificity("EU"), jurisdictions.specificity("*"));
}

TEST(JurisdictionTest, FindsTheNearestCalendar) {
  const Jurisdictions jurisdictions = known();
  for (const auto& [place, name] :
       {std::pair{"SE", "SE"}, {"DK", "EU"}, {"US-CA", "US"}, {"GB", "UK"}, {"GB-SCT", "UK"}, {"JP", ""}, {"", ""}}) {
    EXPECT_EQ(jurisdictions.calendar_for(place).name(), name) << place;
  }
  EXPECT_EQ(jurisdictions.calendar("EU")->name(), "EU");
  EXPECT_EQ(jurisdictions.calendar("CA-QC"), nullptr);
}

TEST(JurisdictionTest, RefusesWhatItCannotRead) {
  for (const EmbeddedDocument& text :
       {EmbeddedDocument{"regions", "{}"}, EmbeddedDocument{"regions", "["},
        EmbeddedDocument{"regions", R"({"regions": {"EU": "SE"}})"},
        EmbeddedDocument{"regions", R"({"regions": {"EU": [1]}})"},
        EmbeddedDocument{"SE", R"({"calendar": "NO", "weekend": [], "holidays": []})"}, EmbeddedDocument{"SE", "{}"}}) {
    EXPECT_FALSE(Jurisdictions::parse(std::vector{text}).ok()) << text.text;
  }
}

TEST(JurisdictionTest, ReadsWhatTheBuildEmbeds) {
  const auto embedded = Jurisdictions::parse(calendar_texts());
  ASSERT_TRUE(embedded.ok()) << embedded.error().message;
  EXPECT_TRUE(known_jurisdictions().is_in("SE", "EEA"));
  EXPECT_FALSE(known_jurisdictions().is_in("GB", "EEA"));
  EXPECT_EQ(known_jurisdictions().calendar_for("US-CA").name(), "US");
  const Calendar& uk = known_jurisdictions().calendar_for("GB");
  for (const auto& [day, works] : {std::pair{"2026-12-28", false},  // for Boxing Day, a Saturday
                                   {"2026-12-29", true},
                                   {"2027-12-27", false},
                                   {"2027-12-28", false},
                                   {"2027-12-29", true},
                                   {"2033-12-27", false},
                                   {"2033-12-28", true}}) {
    EXPECT_EQ(uk.is_working_day(parse_date(day).value()), works) << day;
  }
}

TEST(JurisdictionTest, KnowsTheStateOfAZipCode) {
  for (const auto& [zip, state] : {std::pair{"94110", "CA"},
                                   {"94110-1234", "CA"},
                                   {"90001", "CA"},
                                   {"96162", "CA"},
                                   {"89101", "NV"},
                                   {"80202", "CO"},
                                   {"06103", "CT"},
                                   {"84101", "UT"},
                                   {"23219", "VA"},
                                   {"20101", "VA"},
                                   {"20001", "DC"},
                                   {"00501", "NY"},
                                   {"10001", "NY"},
                                   {"00901", "PR"},
                                   {"88510", "TX"},
                                   {"73301", "TX"},
                                   {"99501", "AK"},
                                   {"96813", "HI"},
                                   {"99999", "AK"}}) {
    const auto found = us_state_of_zip(zip);
    ASSERT_TRUE(found) << zip;
    EXPECT_EQ(*found, state) << zip;
  }
  for (const char* zip : {"", "9411", "941101", "94110-", "94110-123", "94110-12345", "94110 1234", "9411O", "00001",
                          "09012", "34002", "96201", "94110-12a4", "SE-11", "-9411", "11122 "}) {
    EXPECT_FALSE(us_state_of_zip(zip)) << zip;
  }
}

}  // namespace
}  // namespace holdall
