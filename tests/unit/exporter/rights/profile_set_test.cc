// The shipped profiles as a set, and what a controller's overlay may do to it.
#include "holdall/exporter/rights/profile_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "holdall/exporter/rights/profile_check.h"
#include "holdall/schemas/checked_document.h"
#include "holdall/schemas/law.h"
#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using small_law::at;
using small_law::json;
using small_law::kNow;
using small_law::shipped;
using small_law::tags;
using small_law::verdict;

std::string overlay(const std::string& profiles) {
  return R"({"schema": "rights-overlay/1", "overlay": "policy", "version": "7",
      "sources": [{"ref": "Policy", "mark": "S"}], "profiles": )" +
         profiles + "}";
}

std::string rule_for(const std::string& profile, const std::string& rule) {
  return overlay(R"({")" + profile + R"(": {"rules": [)" + rule + "]}}");
}

Decision decide(const ProfileSet& set, const char* profile, const Tags& tags) {
  return ResolvedScope(*set.find(profile), kNow, false).decide(tags, {});
}

TEST(ProfileSetTest, EachShippedDocumentFitsItsSchemaAndIsSound) {
  for (const EmbeddedDocument& text : profile_texts()) {
    SCOPED_TRACE(text.name);
    const auto document = read_checked_document(text.text, "rights-profile", ErrorCode::kProfileUnfit);
    ASSERT_TRUE(document.ok()) << document.error().message;
    EXPECT_EQ(document.value().at("profile").text(), text.name);
    if (text.name == "core") {
      continue;
    }
    const Profile* profile = shipped().find(text.name);
    ASSERT_NE(profile, nullptr);
    for (const Finding& finding : check_profile(*profile, document.value(), shipped())) {
      ADD_FAILURE() << finding.kind << " " << finding.at << ": " << finding.what;
    }
  }
  EXPECT_EQ(shipped().all().size() + 1, profile_texts().size());
}

TEST(ProfileSetTest, TheFirstReleaseIsThere) {
  for (const char* id : {"gdpr-art15-access",
                         "gdpr-art20-portability",
                         "ccpa-know",
                         "uk-gdpr-art15-access",
                         "uk-gdpr-art20-portability",
                         "ch-fadp-art25-access",
                         "ch-fadp-art28-portability",
                         "ccpa-know-categories",
                         "us-co-access",
                         "us-co-portability",
                         "us-ct-access",
                         "us-ct-portability",
                         "us-ut-access",
                         "us-ut-portability",
                         "us-va-access",
                         "us-va-portability",
                         "us-nv-sale-optout",
                         "us-ca-shine-the-light",
                         "ca-qc-s27-access",
                         "ca-qc-s27-portability",
                         "cn-pipl-art45-copy",
                         "cn-pipl-art45-transfer",
                         "jp-appi-art33-disclosure",
                         "kr-pipa-art35-access",
                         "kr-pipa-art35-2-self",
                         "apac-access-generic",
                         "apac-access-tw",
                         "apac-access-th",
                         "apac-access-ph",
                         "apac-access-sg",
                         "apac-access-my",
                         "apac-access-vn",
                         "apac-access-au",
                         "apac-access-nz",
                         "apac-access-hk",
                         "apac-access-in",
                         "apac-access-id",
                         "apac-portability-th",
                         "apac-portability-ph",
                         "apac-portability-my",
                         "ca-pipeda-access",
                         "us-coppa-parent-review",
                         "eu-dma-art6-9-receive",
                         "row-policy-baseline"}) {
    EXPECT_NE(shipped().find(id), nullptr) << id;
  }
}

TEST(ProfileSetTest, AProfileIsFoundByIdOrByIdAndVersion) {
  for (const Profile& profile : shipped().all()) {
    EXPECT_EQ(shipped().find(profile.id()), &profile);
    EXPECT_EQ(shipped().find(profile.versioned()), &profile);
    EXPECT_EQ(shipped().find(profile.id() + "/1"), nullptr);
  }
  for (const char* nothing : {"", "core", "auto", "gdpr", "gdpr-art15-access/", "GDPR-ART15-ACCESS"}) {
    EXPECT_EQ(shipped().find(nothing), nullptr) << nothing;
  }
}

struct Auto {
  const char* place;
  const char* copy;
  const char* transfer;
};

TEST(ProfileSetTest, AutomaticIsTheLawOfTheMostSpecialPlace) {
  const Auto cases[] = {
      {"SE", "gdpr-art15-access", "gdpr-art20-portability"},
      {"NO", "gdpr-art15-access", "gdpr-art20-portability"},
      {"GB", "uk-gdpr-art15-access", "uk-gdpr-art20-portability"},
      {"CH", "ch-fadp-art25-access", "ch-fadp-art28-portability"},
      {"US-CA", "ccpa-know", "ccpa-know"},
      {"US-CO", "us-co-access", "us-co-portability"},
      {"US-NV", "row-policy-baseline", "row-policy-baseline"},
      {"US-TX", "row-policy-baseline", "row-policy-baseline"},
      {"US", "row-policy-baseline", "row-policy-baseline"},
      {"CA-QC", "ca-qc-s27-access", "ca-qc-s27-portability"},
      {"CA-ON", "ca-pipeda-access", "row-policy-baseline"},
      {"CA", "ca-pipeda-access", "row-policy-baseline"},
      {"CN", "cn-pipl-art45-copy", "cn-pipl-art45-transfer"},
      {"JP", "jp-appi-art33-disclosure", "row-policy-baseline"},
      {"KR", "kr-pipa-art35-access", "kr-pipa-art35-2-self"},
      {"TW", "apac-access-tw", "row-policy-baseline"},
      {"TH", "apac-access-th", "apac-portability-th"},
      {"PH", "apac-access-ph", "apac-portability-ph"},
      {"SG", "apac-access-sg", "row-policy-baseline"},
      {"MY", "apac-access-my", "apac-portability-my"},
      {"VN", "apac-access-vn", "row-policy-baseline"},
      {"AU", "apac-access-au", "row-policy-baseline"},
      {"NZ", "apac-access-nz", "row-policy-baseline"},
      {"HK", "apac-access-hk", "row-policy-baseline"},
      {"IN", "apac-access-generic", "row-policy-baseline"},
      {"ID", "apac-access-id", "row-policy-baseline"},
      {"FJ", "apac-access-generic", "row-policy-baseline"},
      {"BR", "row-policy-baseline", "row-policy-baseline"},
      {"", "row-policy-baseline", "row-policy-baseline"},
  };
  for (const Auto& each : cases) {
    for (const auto& [delivery, expected] : {std::pair{"copy", each.copy}, {"transfer", each.transfer}}) {
      const Profile* found = shipped().automatic(each.place, delivery, kNow);
      ASSERT_NE(found, nullptr) << each.place << " " << delivery;
      EXPECT_EQ(found->id(), expected) << each.place << " " << delivery;
    }
  }
}

TEST(ProfileSetTest, AutomaticLooksAtTheDayOfReceipt) {
  EXPECT_EQ(shipped().automatic("US-UT", "copy", at("2023-12-30T23:59:59Z"))->id(), "row-policy-baseline");
  EXPECT_EQ(shipped().automatic("US-UT", "copy", at("2023-12-31"))->id(), "us-ut-access");
  EXPECT_EQ(shipped().automatic("IN", "copy", at("2027-05-12T23:59:59Z"))->id(), "apac-access-generic");
  EXPECT_EQ(shipped().automatic("IN", "copy", at("2027-05-13"))->id(), "apac-access-in");
  EXPECT_EQ(shipped().automatic("VN", "copy", at("2025-12-31"))->id(), "apac-access-generic");
  EXPECT_EQ(shipped().automatic("VN", "copy", at("2026-01-01"))->id(), "apac-access-vn");
}

TEST(ProfileSetTest, APlaceIsInItsRegionItsCountryAndEverywhere) {
  const auto applies = [](const char* profile, const char* place) {
    return applies_in(*shipped().find(profile), place);
  };
  EXPECT_TRUE(applies("gdpr-art15-access", "SE"));
  EXPECT_TRUE(applies("gdpr-art15-access", "IS"));
  EXPECT_FALSE(applies("gdpr-art15-access", "CH"));
  EXPECT_TRUE(applies("ccpa-know", "US-CA"));
  EXPECT_FALSE(applies("ccpa-know", "US"));
  EXPECT_FALSE(applies("ccpa-know", "US-CO"));
  EXPECT_TRUE(applies("ca-pipeda-access", "CA"));
  EXPECT_TRUE(applies("ca-pipeda-access", "CA-BC"));
  EXPECT_FALSE(applies("ca-pipeda-access", "CA-QC"));
  EXPECT_TRUE(applies("us-coppa-parent-review", "US-TX"));
  EXPECT_TRUE(applies("row-policy-baseline", "SE"));
  EXPECT_TRUE(applies("row-policy-baseline", ""));
  EXPECT_FALSE(applies("gdpr-art15-access", ""));
}

TEST(ProfileSetTest, TheOverlayOfTheExampleIsTaken) {
  std::ifstream file("examples/shes/overlay-shes-2024-02-20.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(text.empty());
  ProfileSet set = ProfileSet::shipped().value();
  const auto added = set.add_overlay(text);
  ASSERT_TRUE(added.ok()) << added.error().message;
  EXPECT_THAT(set.overlays(), testing::ElementsAre("overlay-shes-2024-02-20/2024-02-20"));
  EXPECT_EQ(set.find("us-ca-shine-the-light")->document().at("request").text_or("subject_tag", ""),
            "Your California Privacy Rights – SHES Account.");
  EXPECT_EQ(*set.find("cn-pipl-art45-copy")->document().at("age").at("account_minimum").integer(), 14);
  EXPECT_EQ(*set.find("gdpr-art15-access")->document().at("age").at("account_minimum").integer(), 16);
  EXPECT_EQ(set.find("us-ut-access")->document().at("appeal").items().front().at("to").text(), "controller");
}

TEST(ProfileSetTest, AnOverlayMayGiveMoreThanTheLaw) {
  ProfileSet set = ProfileSet::shipped().value();
  const Tags inferred = tags({{Tag::kProvenance, "inferred"}});
  ASSERT_EQ(decide(set, "gdpr-art20-portability", inferred).action, Action::kOmit);
  const auto added = set.add_overlay(rule_for(
      "gdpr-art20-portability", R"({"if": {"prov": ["inferred"]}, "do": "value", "ref": "Policy, section 8"})"));
  ASSERT_TRUE(added.ok()) << added.error().message;
  const Decision given = decide(set, "gdpr-art20-portability", inferred);
  EXPECT_EQ(given.action, Action::kValue);
  EXPECT_EQ(given.rule, "policy#/profiles/gdpr-art20-portability/rules/0");
  EXPECT_EQ(given.reference, "Policy, section 8");
  EXPECT_EQ(decide(set, "gdpr-art20-portability", tags({{Tag::kProvenance, "derived"}})).action, Action::kOmit);
  EXPECT_EQ(decide(set, "uk-gdpr-art20-portability", inferred).action, Action::kOmit);
}

TEST(ProfileSetTest, ALaterOverlayKeepsWhatAnEarlierOneGave) {
  ProfileSet set = ProfileSet::shipped().value();
  for (const char* prov : {"inferred", "derived"}) {
    const std::string rule = R"({"if": {"prov": [")" + std::string(prov) + R"("]}, "do": "value", "ref": "Policy"})";
    ASSERT_TRUE(set.add_overlay(rule_for("gdpr-art20-portability", rule)).ok());
  }
  EXPECT_EQ(decide(set, "gdpr-art20-portability", tags({{Tag::kProvenance, "inferred"}})).action, Action::kValue);
  EXPECT_EQ(decide(set, "gdpr-art20-portability", tags({{Tag::kProvenance, "derived"}})).action, Action::kValue);
}

struct Refused {
  const char* name;
  std::string text;
};

void expect_refused(const std::vector<Refused>& cases) {
  for (const Refused& each : cases) {
    SCOPED_TRACE(each.name);
    ProfileSet set = ProfileSet::shipped().value();
    EXPECT_EQ(verdict(set.add_overlay(each.text)), "profile-unfit");
  }
}

const char* const kAccess = "gdpr-art15-access";

TEST(ProfileSetTest, P18_AnOverlayNeverGivesLessThanTheLaw) {
  expect_refused({
      {"withheld", rule_for(kAccess, R"({"if": {"prov": ["inferred"]}, "do": "omit", "code": "NOT_PROVIDED"})")},
      {"existence only", rule_for(kAccess, R"({"if": {"cat": ["ID"]}, "do": "exist", "code": "HIGH_RISK_ID"})")},
      {"a person must decide",
       rule_for(kAccess, R"({"if": {"cat": ["ID"]}, "do": "review", "code": "SECURITY_DATA"})")},
      {"masked", rule_for(kAccess, R"({"if": {"cat": ["ID"]}, "do": "mask", "code": "THIRD_PERSON_RIGHTS"})")},
      {"everywhere", rule_for("all", R"({"if": {"prov": ["inferred"]}, "do": "omit", "code": "NOT_PROVIDED"})")},
      {"of some time", rule_for(kAccess, R"({"if": {"before": ["2026-01-01"]}, "do": "omit", "code": "ERASED"})")},
      {"of some age", rule_for(kAccess, R"({"if": {"older_than": ["P12M"]}, "do": "omit", "code": "ERASED"})")},
      {"from some day on", rule_for(kAccess, R"({"if": {"cat": ["ID"]}, "do": "omit", "code": "ERASED",
           "effective": {"from": "2026-01-01"}})")},
  });
}

TEST(ProfileSetTest, P18_AnOverlayShowsNoOtherPeoplesData) {
  expect_refused({
      {"in other people's words", rule_for(kAccess, R"({"if": {"about": ["mixed"]}, "do": "value", "ref": "P"})")},
      {"told by something else", rule_for(kAccess, R"({"if": {"prov": ["authored"]}, "do": "value", "ref": "P"})")},
      {"of some time", rule_for(kAccess, R"({"if": {"about": ["mixed"], "before": ["2099-01-01"]}, "do": "value",
           "ref": "P"})")},
      {"from some day on", rule_for(kAccess, R"({"if": {"about": ["mixed"]}, "do": "value", "ref": "P",
           "effective": {"from": "2026-01-01"}})")},
  });
}

TEST(ProfileSetTest, P18_AnOverlayWeakensNoCoreRule) {
  expect_refused({
      {"secrets", rule_for(kAccess, R"({"if": {"class": ["credential"]}, "do": "value", "ref": "P"})")},
      {"other controllers",
       rule_for(kAccess, R"({"if": {"holder": ["other_controller"]}, "do": "value", "ref": "P"})")},
      {"other people", rule_for(kAccess, R"({"if": {"about": ["other"]}, "do": "value", "ref": "P"})")},
      {"core itself", overlay(R"({"core": {"rules": [{"if": {"cat": ["ID"]}, "do": "value"}]}})")},
      {"core as a member", overlay(R"({"gdpr-art15-access": {"core": []}})")},
  });
}

// What the law gives beside data: who may ask, where to complain.
TEST(ProfileSetTest, P18_AnOverlayTakesNoRightAway) {
  expect_refused({
      {"agents", overlay(R"({"gdpr-art15-access": {"requesters": {"agent": null}}})")},
      {"guardians", overlay(R"({"gdpr-art15-access": {"requesters": {"guardian": null}}})")},
      {"the person", overlay(R"({"gdpr-art15-access": {"requesters": {"subject": null}}})")},
      {"a method", overlay(R"({"gdpr-art15-access": {"requesters": {"subject": {"assurance": ["in_person"]}}}})")},
      {"the young", overlay(R"({"gdpr-art15-access": {"age": {"guardian_below": 18}}})")},
  });
}

TEST(ProfileSetTest, P18_WaysToAppealComeToThoseOfTheLaw) {
  for (const char* added :
       {R"({"gdpr-art15-access": {"appeal": [{"to": "controller"}]}})", R"({"gdpr-art15-access": {"appeal": []}})"}) {
    ProfileSet set = ProfileSet::shipped().value();
    const std::size_t before = set.find(kAccess)->document().at("appeal").items().size();
    ASSERT_TRUE(set.add_overlay(overlay(added)).ok());
    const auto& after = set.find(kAccess)->document().at("appeal").items();
    EXPECT_GE(after.size(), before);
    EXPECT_EQ(after.front().at("to").text(), "supervisory_authority");
  }
}

TEST(ProfileSetTest, WhatIsNoOverlayIsRefused) {
  expect_refused({
      {"no JSON", "{"},
      {"another document", small_law::law_text()},
      {"unknown profile", rule_for("gdpr-art16-access", R"({"if": {"cat": ["ID"]}, "do": "value"})")},
      {"nothing added", overlay(R"({"gdpr-art15-access": {}})")},
      {"no profile", overlay("{}")},
      {"unknown member", overlay(R"({"gdpr-art15-access": {"deadline": null}})")},
      {"scope as a member", overlay(R"({"gdpr-art15-access": {"scope": {"rules": []}}})")},
      {"rule of another shape", rule_for(kAccess, R"({"when": {"cat": ["ID"]}, "do": "value"})")},
      {"unknown condition", rule_for(kAccess, R"({"if": {"colour": ["red"]}, "do": "value"})")},
      {"unknown action", rule_for(kAccess, R"({"if": {"cat": ["ID"]}, "do": "publish"})")},
      {"appeal of another shape", overlay(R"({"gdpr-art15-access": {"appeal": [{"whom": "x"}]}})")},
      {"requester nobody knows", overlay(R"({"gdpr-art15-access": {"requesters": {"neighbour": {}}}})")},
  });
  ProfileSet set = ProfileSet::shipped().value();
  EXPECT_FALSE(set.add_overlay("{").ok());
  EXPECT_THAT(set.overlays(), testing::IsEmpty());
}

}  // namespace
}  // namespace holdall
