#include "holdall/importer/map/transforms.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "holdall/importer/map/countries.h"

namespace holdall {
namespace {

struct Case {
  Transform transform;
  const char* from;
  const char* to;  // nullptr: refused
};

class TextTransform : public testing::TestWithParam<Case> {};

std::string shown(const Cell& cell) {
  return cell.kind() == Cell::Kind::kInteger ? std::to_string(cell.as_integer()) : std::string(cell.as_text());
}

TEST_P(TextTransform, GivesTheOtherCodeSystemOrRefusesWithoutShowingTheValue) {
  Scratch scratch;
  const Cell cell = Cell::text(GetParam().from);
  const auto result = apply_transform(GetParam().transform, {&cell, 1}, scratch);
  SCOPED_TRACE(GetParam().from);
  if (GetParam().to != nullptr) {
    ASSERT_TRUE(result.ok()) << result.error().message;
    EXPECT_EQ(shown(result.value()), GetParam().to);
    return;
  }
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kMapping);
  const std::string& message = result.error().message;
  const std::size_t name = std::string_view("transform ").size();
  EXPECT_EQ(find_transform(message.substr(name, message.find(':') - name)), GetParam().transform) << message;
  EXPECT_TRUE(std::string_view(GetParam().from).size() < 3 ||
              result.error().message.find(GetParam().from) == std::string::npos);
}

using enum Transform;
INSTANTIATE_TEST_SUITE_P(
    Values, TextTransform,
    testing::Values(
        Case{kYear, "1987-04-12", "1987"}, Case{kYear, "2026-11-23T10:00:00.5Z", "2026"}, Case{kYear, "1987", nullptr},
        Case{kYear, "1987-02-30", nullptr}, Case{kYear, "0000-00-00", nullptr},
        Case{kRfc3339ToEpoch, "1970-01-01T00:00:01Z", "1"}, Case{kRfc3339ToEpoch, "1969-12-31T23:59:59Z", "-1"},
        Case{kRfc3339ToEpoch, "2026-11-23T10:00:00+01:00", nullptr}, Case{kRfc3339ToEpoch, "2026-11-23", nullptr},
        Case{kIso3166A2ToA3, "SE", "SWE"}, Case{kIso3166A2ToA3, "US-CA", "USA"}, Case{kIso3166A2ToA3, "se", nullptr},
        Case{kIso3166A2ToA3, "XX", nullptr}, Case{kIso3166A2ToA3, "", nullptr}, Case{kBcp47ToPosix, "sv-SE", "sv_SE"},
        Case{kBcp47ToPosix, "sv", "sv"}, Case{kBcp47ToPosix, "SV-se", "sv_SE"}, Case{kBcp47ToPosix, "zh-Hant", "zh_TW"},
        Case{kBcp47ToPosix, "zh-Hant-HK", "zh_HK"}, Case{kBcp47ToPosix, "sr-Latn-RS", "sr_RS@latin"},
        Case{kBcp47ToPosix, "de-DE-1996", "de_DE"}, Case{kBcp47ToPosix, "es-419", "es_419"},
        Case{kBcp47ToPosix, "ja-Hira", nullptr}, Case{kBcp47ToPosix, "", nullptr}, Case{kBcp47ToPosix, "x", nullptr},
        Case{kBcp47ToPosix, "s1-SE", nullptr}, Case{kTextToInteger, "0", "0"}, Case{kTextToInteger, "-42", "-42"},
        Case{kTextToInteger, "9007199254740991", "9007199254740991"}, Case{kTextToInteger, "9007199254740992", nullptr},
        Case{kTextToInteger, "007", nullptr}, Case{kTextToInteger, "-0", nullptr}, Case{kTextToInteger, "+1", nullptr},
        Case{kTextToInteger, "1e3", nullptr}, Case{kTextToInteger, "99999999999999999999", nullptr},
        Case{kTextToInteger, "-", nullptr}, Case{kBooleanToInteger, "yes", nullptr},
        Case{kLowerAscii, "A.B@Ä", "a.b@Ä"}));

TEST(Transforms, LeaveWhatIsMissingMissing) {
  Scratch scratch;
  const Cell absent = Cell::absent();
  for (const Transform transform : {kJoinSpace, kYear, kIso3166A2ToA3, kBooleanToInteger, kLowerAscii}) {
    const auto result = apply_transform(transform, {&absent, 1}, scratch);
    ASSERT_TRUE(result.ok());
    EXPECT_TRUE(result.value().is_absent()) << static_cast<int>(transform);
  }
}

TEST(Transforms, JoinTextsAndLeaveAbsentOnesOut) {
  Scratch scratch;
  const std::array names = {Cell::text("Astrid"), Cell::absent(), Cell::text("Berg")};
  const auto joined = apply_transform(kJoinSpace, names, scratch);
  ASSERT_TRUE(joined.ok());
  EXPECT_EQ(joined.value().as_text(), "Astrid Berg");
  const std::array mixed = {Cell::text("Astrid"), Cell::integer(1)};
  EXPECT_FALSE(apply_transform(kJoinSpace, mixed, scratch).ok());
}

TEST(Transforms, TurnBooleansIntoIntegers) {
  Scratch scratch;
  const Cell yes = Cell::boolean(true);
  EXPECT_EQ(apply_transform(kBooleanToInteger, {&yes, 1}, scratch).value().as_integer(), 1);
}

TEST(Transforms, AreFoundByTheirNames) {
  EXPECT_EQ(find_transform("bcp47_to_posix"), kBcp47ToPosix);
  EXPECT_FALSE(find_transform("eval").has_value());
}

TEST(Countries, KnowFirstMiddleAndLast) {
  EXPECT_EQ(country_alpha3("AD"), "AND");
  EXPECT_EQ(country_alpha3("JP"), "JPN");
  EXPECT_EQ(country_alpha3("ZW"), "ZWE");
  EXPECT_EQ(country_alpha3("UK"), "");
}

}  // namespace
}  // namespace holdall
