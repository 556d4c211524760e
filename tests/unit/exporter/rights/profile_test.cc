// Profiles as they are compiled: kinds, inheritance, window, stores and default.
#include "holdall/exporter/rights/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::at;
using small_law::kNow;
using small_law::law;
using small_law::tags;
using small_law::try_law;
using small_law::verdict;

std::string scope(const std::string& members) {
  return R"({"scope": )" + members + "}";
}

// "action code rule" of ordinary data of that time.
std::string told(const Profile& profile, std::optional<Timestamp> at = {}, bool all = false,
                 const Tags& tags = small_law::tags(), Timestamp receipt = kNow) {
  const Decision decision = ResolvedScope(profile, receipt, all).decide(tags, at);
  return std::string(action_name(decision.action)) + " " + decision.code + " " + decision.rule;
}

TEST(ProfileTest, IsWhatItsDocumentSays) {
  const Profile profile = law(R"({"jurisdictions": ["SE", "EEA"], "auto": ["copy"], "offers": ["ccpa-know"],
      "effective": {"from": "2025-01-01", "to": "2026-01-01"}})");
  EXPECT_EQ(profile.id(), "xx-law");
  EXPECT_EQ(profile.versioned(), "xx-law/1");
  EXPECT_EQ(profile.kind(), ProfileKind::kExport);
  EXPECT_THAT(profile.jurisdictions(), testing::ElementsAre("SE", "EEA"));
  EXPECT_TRUE(profile.is_automatic("copy"));
  EXPECT_FALSE(profile.is_automatic("transfer"));
  EXPECT_THAT(profile.texts("offers"), testing::ElementsAre("ccpa-know"));
  EXPECT_THAT(profile.texts("accompany"), testing::IsEmpty());
  EXPECT_EQ(profile.reference(), "Law 1; Law 2");
  for (const auto& [day, included] :
       {std::pair{"2024-12-31", false}, {"2025-01-01", true}, {"2025-12-31", true}, {"2026-01-01", false}}) {
    EXPECT_EQ(profile.effective().include(*parse_date(day)), included) << day;
  }
}

TEST(ProfileTest, KindsAreFour) {
  EXPECT_EQ(law(R"({"kind": "categories"})").kind(), ProfileKind::kCategories);
  EXPECT_EQ(law(R"({"kind": "action"})").kind(), ProfileKind::kAction);
  EXPECT_EQ(small_law::shipped().core().kind(), ProfileKind::kCore);
  EXPECT_EQ(verdict(try_law(R"({"kind": "gift"})")), "profile-unfit");
  EXPECT_EQ(verdict(try_law(R"({"kind": null})")), "profile-unfit");
}

TEST(ProfileTest, ADefaultIsTheValueUnlessItSaysOtherwise) {
  EXPECT_EQ(told(law()), "value  xx-law#/scope/default");
  EXPECT_EQ(told(law(scope(R"({"default": {"do": "exist", "code": "CATEGORIES_ONLY", "ref": "Law 9"}})"))),
            "exist CATEGORIES_ONLY xx-law#/scope/default");
  EXPECT_EQ(verdict(try_law(scope(R"({"default": {"do": "omit"}})"))), "profile-unfit");
  EXPECT_EQ(verdict(try_law(scope(R"({"default": {"do": "omit", "code": "E_EXCESSIVE"}})"))), "profile-unfit");
}

TEST(ProfileTest, AReferenceIsTheRulesElseTheSources) {
  const Profile profile = law(scope(R"({"rules": [
      {"if": {"prov": ["derived"]}, "do": "omit", "code": "NOT_PROVIDED", "ref": "Law 5"},
      {"if": {"prov": ["inferred"]}, "do": "omit", "code": "NOT_PROVIDED"}]})"));
  const ResolvedScope resolved(profile, kNow, false);
  EXPECT_EQ(resolved.decide(tags({{Tag::kProvenance, "derived"}}), {}).reference, "Law 5");
  EXPECT_EQ(resolved.decide(tags({{Tag::kProvenance, "inferred"}}), {}).reference, "Law 1; Law 2");
  EXPECT_EQ(resolved.decide(tags(), {}).reference, "Law 1; Law 2");
  const Profile with_default = law(scope(R"({"default": {"do": "value", "ref": "Law 9"}})"));
  EXPECT_EQ(ResolvedScope(with_default, kNow, false).decide(tags(), {}).reference, "Law 9");
}

struct WindowCase {
  const char* name;
  const char* window;
  const char* at;
  bool all;
  bool in;
};

TEST(ProfileTest, TheWindowLetsInWhatLiesInIt) {
  const std::string twelve = R"({"from": "receipt-P12M", "to": "receipt", "extendable_to": "2022-01-01"})";
  const std::string year = R"({"from": "previous_calendar_year", "to": "previous_calendar_year"})";
  const std::vector<WindowCase> cases = {
      {"before the twelve months", twelve.c_str(), "2025-11-22T23:59:59Z", false, false},
      {"first moment of the twelve months", twelve.c_str(), "2025-11-23T00:00:00Z", false, true},
      {"today", twelve.c_str(), "2026-11-23T11:59:59Z", false, true},
      {"all reaches further", twelve.c_str(), "2022-01-01T00:00:00Z", true, true},
      {"all reaches no further", twelve.c_str(), "2021-12-31T23:59:59Z", true, false},
      {"year before the last", year.c_str(), "2024-12-31T23:59:59Z", false, false},
      {"first moment of last year", year.c_str(), "2025-01-01T00:00:00Z", false, true},
      {"last moment of last year", year.c_str(), "2025-12-31T23:59:59Z", false, true},
      {"this year", year.c_str(), "2026-01-01T00:00:00Z", false, false},
      {"from a date", R"({"from": "2025-09-12"})", "2025-09-11T23:59:59Z", false, false},
      {"on that date", R"({"from": "2025-09-12"})", "2025-09-12T00:00:00Z", false, true},
      {"to a date", R"({"to": "2025-09-12"})", "2025-09-11T23:59:59Z", false, true},
      {"that date is outside", R"({"to": "2025-09-12"})", "2025-09-12T00:00:00Z", false, false},
      {"to a moment before receipt", R"({"to": "receipt-P6M"})", "2026-05-22T23:59:59Z", false, true},
      {"after that moment", R"({"to": "receipt-P6M"})", "2026-05-23T00:00:00Z", false, false},
      {"no bounds", R"({"from": null, "to": "receipt"})", "1970-01-01T00:00:00Z", false, true},
      {"all without further reach", R"({"from": "2025-09-12"})", "2025-09-11T23:59:59Z", true, false},
  };
  for (const WindowCase& each : cases) {
    SCOPED_TRACE(each.name);
    const Profile profile = law(scope(R"({"window": )" + std::string(each.window) + "}"));
    EXPECT_EQ(told(profile, at(each.at), each.all),
              each.in ? "value  xx-law#/scope/default" : "omit OUT_OF_WINDOW xx-law#/scope/window");
  }
}

TEST(ProfileTest, DataWithoutATimeAreAlwaysInTheWindow) {
  EXPECT_EQ(told(law(scope(R"({"window": {"from": "receipt-P12M"}})"))), "value  xx-law#/scope/default");
}

TEST(ProfileTest, TheWindowComesBeforeTheRules) {
  const Profile profile = law(scope(R"({"window": {"from": "2026-01-01", "ref": "Law 3"}, "rules": [
      {"if": {"prov": ["provided"]}, "do": "mask", "code": "THIRD_PERSON_RIGHTS"}]})"));
  EXPECT_EQ(told(profile, at("2025-01-01")), "omit OUT_OF_WINDOW xx-law#/scope/window");
  EXPECT_EQ(told(profile, at("2026-01-01")), "mask THIRD_PERSON_RIGHTS xx-law#/scope/rules/0");
  EXPECT_EQ(ResolvedScope(profile, kNow, false).decide(tags(), at("2025-01-01")).reference, "Law 3");
}

TEST(ProfileTest, AnUnknownMomentIsRefused) {
  for (const char* member : {"from", "to", "extendable_to"}) {
    const auto profile = try_law(scope(R"({"window": {")" + std::string(member) + R"(": "last week"}})"));
    ASSERT_EQ(verdict(profile), "profile-unfit") << member;
    EXPECT_THAT(profile.error().message, testing::HasSubstr(member));
  }
}

TEST(ProfileTest, StoresAreThoseTheRightReachesInto) {
  const Tags archive = tags({{Tag::kStore, "archive"}});
  const Tags backup = tags({{Tag::kStore, "backup"}});
  EXPECT_EQ(told(law(), {}, false, backup), "value  xx-law#/scope/default");
  const Profile live = law(scope(R"({"stores": ["live"]})"));
  EXPECT_EQ(told(live), "value  xx-law#/scope/default");
  EXPECT_EQ(told(live, {}, false, archive).substr(0, 5), "omit ");
  EXPECT_TRUE(live.keeps("live"));
  EXPECT_FALSE(live.keeps("archive"));
  const Profile different = law(scope(R"({"stores": ["live", "backup_if_different"]})"));
  EXPECT_EQ(told(different, {}, false, backup), "value  xx-law#/scope/default");
  EXPECT_EQ(told(different, {}, false, archive).substr(0, 5), "omit ");
}

TEST(ProfileTest, ResolvedBoundsAndMomentsAreTold) {
  const Profile profile = law(scope(R"({"window": {"from": "receipt-P12M", "to": "receipt",
      "extendable_to": "2022-01-01"}, "rules": [
      {"if": {"before": ["2025-09-12"]}, "do": "omit", "code": "PRE_APPLICATION"}]})"));
  const ResolvedScope plain(profile, kNow, false);
  EXPECT_EQ(plain.from(), at("2025-11-23"));
  EXPECT_EQ(plain.to(), std::nullopt);
  EXPECT_EQ(ResolvedScope(profile, kNow, true).from(), at("2022-01-01"));
  std::vector<Timestamp> moments;
  plain.add_moments(moments);
  EXPECT_THAT(moments, testing::UnorderedElementsAre(at("2025-11-23"), at("2025-09-12")));
}

TEST(ProfileTest, AChildInheritsWhatItLeavesOutAndNullRemoves) {
  const auto child = small_law::shipped().compile(R"({"schema": "rights-profile/1", "profile": "xx-child",
      "version": "2", "extends": "gdpr-art15-access", "sources": [{"ref": "Law 3", "mark": "K"}],
      "requesters": {"heir": null}, "scope": {"rules": []}})");
  ASSERT_TRUE(child.ok()) << child.error().message;
  const Profile& parent = *small_law::shipped().find("gdpr-art15-access");
  EXPECT_EQ(child.value().versioned(), "xx-child/2");
  EXPECT_EQ(child.value().kind(), ProfileKind::kExport);
  EXPECT_EQ(child.value().reference(), "Law 3");
  EXPECT_EQ(child.value().effective().from, parent.effective().from);
  EXPECT_TRUE(child.value().rules().empty());
  EXPECT_EQ(child.value().document().at("requesters").find("heir"), nullptr);
  EXPECT_NE(child.value().document().at("requesters").find("guardian"), nullptr);
  EXPECT_TRUE(child.value().is_automatic("copy"));
}

TEST(ProfileTest, AParentThatIsNotThereIsRefused) {
  EXPECT_EQ(verdict(try_law(R"({"extends": "yy-law"})")), "profile-unfit");
  EXPECT_EQ(verdict(try_law(R"({"extends": "xx-law"})")), "profile-unfit");
}

TEST(ProfileTest, AnActionGivesNoData) {
  EXPECT_EQ(told(law(R"({"kind": "action"})")).substr(0, 5), "omit ");
}

}  // namespace
}  // namespace holdall
