// What rights ask about data: the table of docs/rights.md#tags.
#include "holdall/exporter/map/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace holdall {
namespace {

struct Case {
  const char* name;
  Tag tag;
  std::vector<std::string> values;  // none: the controller's own words
};

std::vector<Case> table() {
  return {
      {"prov",
       Tag::kProvenance,
       {"provided", "observed", "assigned", "directed", "third_party", "authored", "derived", "inferred"}},
      {"basis", Tag::kBasis, {}},
      {"basis_state", Tag::kBasisState, {"active", "withdrawn", "expired"}},
      {"cat", Tag::kCategory, {}},
      {"class", Tag::kClass, {"-", "credential", "high_risk_id", "security", "privileged"}},
      {"kind", Tag::kKind, {"data", "consent_record", "optout"}},
      {"about", Tag::kAbout, {"subject", "mixed", "other"}},
      {"holder", Tag::kHolder, {"self", "processor", "other_controller"}},
      {"store", Tag::kStore, {"live", "archive", "backup"}},
      {"medium", Tag::kMedium, {"electronic", "paper"}},
      {"source", Tag::kSource, {"account", "product_data", "related_service", "content"}},
      {"purpose", Tag::kPurpose, {"-", "direct_marketing", "other"}},
  };
}

TEST(TagsTest, NamesAndValuesAreThoseOfTheTable) {
  std::set<Tag> seen;
  for (const Case& each : table()) {
    SCOPED_TRACE(each.name);
    EXPECT_EQ(find_tag(each.name), each.tag);
    EXPECT_EQ(tag_name(each.tag), each.name);
    const auto values = tag_values(each.tag);
    EXPECT_THAT(std::vector<std::string>(values.begin(), values.end()),
                testing::UnorderedElementsAreArray(each.values));
    for (const std::string& value : each.values) {
      EXPECT_TRUE(is_tag_value(each.tag, value)) << value;
    }
    const bool own_words = each.values.empty();
    EXPECT_EQ(is_tag_value(each.tag, "something-else"), own_words);
    seen.insert(each.tag);
  }
  EXPECT_EQ(seen.size(), kTagCount);
}

TEST(TagsTest, NothingElseIsATag) {
  for (const char* name : {"", "before", "older_than", "not_prov", "Prov", "provenance", "category", "prov "}) {
    EXPECT_EQ(find_tag(name), std::nullopt) << name;
  }
}

TEST(TagsTest, ATagThatNobodySetSaysNothing) {
  Tags tags;
  for (const Case& each : table()) {
    EXPECT_EQ(tags[each.tag], "-");
  }
  const Tags before = tags;
  tags[Tag::kAbout] = "mixed";
  EXPECT_EQ(tags[Tag::kAbout], "mixed");
  EXPECT_FALSE(tags == before);
}

}  // namespace
}  // namespace holdall
