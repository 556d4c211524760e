#include "holdall/importer/map/import_map.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace holdall {
namespace {

std::string map_with(const std::string& rules, const std::string& more = "") {
  return R"({"map":"a-to-b/1","subject":{"table":"person","column":"pid","type":"integer"},)" + more + R"("rules":[)" +
         rules + "]}";
}

const std::string kEmailRule =
    R"({"from":"identifiers","into":"ident","set":{"pid":{"subject":true},"value":{"from":"/value"}}})";

std::string named(std::string rule, std::string_view name) {
  return rule.insert(1, R"("name":")" + std::string(name) + R"(",)");
}

TEST(ImportMap, KeepsWhatTheDocumentSays) {
  const auto map = ImportMap::parse(map_with(
      kEmailRule + "," + named(kEmailRule, "2") + R"(,{"from":"devices","reject":"NOT_RELEVANT","item":"gadgets"})",
      R"("from":["https://shop.example"],"unlisted":"LEFT_OUT",)"));
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(map.value().name(), "a-to-b/1");
  EXPECT_EQ(map.value().issuers().front(), "https://shop.example");
  EXPECT_EQ(map.value().unlisted(), "LEFT_OUT");
  EXPECT_TRUE(map.value().subject().is_integer);
  ASSERT_EQ(map.value().rules().size(), 3U);
  EXPECT_EQ(map.value().rules()[0].key, "ident");
  EXPECT_EQ(map.value().rules()[1].key, "ident#2");
  EXPECT_EQ(map.value().rules()[2].item, "gadgets");
  EXPECT_FALSE(map.value().rules()[2].stores());
}

TEST(ImportMap, TellsRulesApartByNameAndNotByPlace) {
  const std::string other_table = R"({"from":"identifiers","into":"ident#a","set":{"v":{"from":"/value"}}})";
  const std::string other_section = R"({"from":"devices","into":"ident","set":{"value":{"from":"/kind"}}})";
  struct Case {
    std::vector<std::string> rules;
    std::string refused_at;
  };
  for (const Case& c : std::vector<Case>{{{kEmailRule, kEmailRule}, "/rules/1: "},
                                         {{named(kEmailRule, "a"), named(kEmailRule, "a")}, "/rules/1/name: "},
                                         {{other_table, named(kEmailRule, "a")}, "/rules/1/name: "},
                                         {{named(kEmailRule, "a"), other_table}, "/rules/1: "},
                                         {{kEmailRule, named(kEmailRule, "a"), named(kEmailRule, "b")}, ""},
                                         {{kEmailRule, other_section}, ""}}) {
    std::string rules;
    for (const std::string& rule : c.rules) {
      rules.append(rules.empty() ? "" : ",").append(rule);
    }
    SCOPED_TRACE(rules);
    const auto map = ImportMap::parse(map_with(rules));
    ASSERT_EQ(map.ok(), c.refused_at.empty()) << (map.ok() ? "" : map.error().message);
    if (!map.ok()) {
      EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
      EXPECT_EQ(map.error().message.find(c.refused_at), 0U) << map.error().message;
      EXPECT_NE(map.error().message.find("`name`"), std::string::npos);
    }
  }
}

TEST(ImportMap, HasADigestThatSpacesDoNotChange) {
  const std::string text = map_with(kEmailRule);
  std::string spaced = text;
  spaced.insert(1, "\n  ");
  EXPECT_EQ(ImportMap::parse(text).value().sha256(), ImportMap::parse(spaced).value().sha256());
  EXPECT_NE(ImportMap::parse(text).value().sha256(),
            ImportMap::parse(map_with(kEmailRule, R"("unlisted":"X",)")).value().sha256());
}

struct Unfit {
  const char* name;
  const char* rule;
  ErrorCode code = ErrorCode::kMapUnfit;
};

class UnfitRule : public testing::TestWithParam<Unfit> {};

TEST_P(UnfitRule, IsRefused) {
  const auto map = ImportMap::parse(map_with(GetParam().rule));
  ASSERT_FALSE(map.ok());
  EXPECT_EQ(map.error().code, GetParam().code) << map.error().message;
  EXPECT_NE(map.error().message.find("/rules/0"), std::string::npos) << map.error().message;
}

std::string name_of(const testing::TestParamInfo<Unfit>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    EitherOr, UnfitRule,
    testing::Values(
        Unfit{"neither_into_nor_reject", R"({"from":"usage"})"},
        Unfit{"into_and_reject", R"({"from":"usage","into":"t","reject":"X","set":{"a":{"const":1}}})"},
        Unfit{"reject_with_set", R"({"from":"usage","reject":"X","set":{"a":{"const":1}}})"},
        Unfit{"reject_with_mode", R"({"from":"usage","reject":"X","mode":"insert"})"},
        Unfit{"reject_with_kind", R"({"from":"usage","reject":"X","kind":"data"})"},
        Unfit{"reject_with_reliance", R"({"from":"usage","reject":"X","reliance":"r"})"},
        Unfit{"reject_with_name", R"({"from":"usage","reject":"X","name":"n"})"},
        Unfit{"name_with_a_blank", R"({"from":"usage","into":"t","name":"a b","set":{"a":{"const":1}}})"},
        Unfit{"empty_name", R"({"from":"usage","into":"t","name":"","set":{"a":{"const":1}}})"},
        Unfit{"into_with_item", R"({"from":"usage","into":"t","item":"x","set":{"a":{"const":1}}})"},
        Unfit{"into_without_set", R"({"from":"usage","into":"t"})"},
        Unfit{"two_sources", R"({"from":"usage","into":"t","set":{"a":{"const":1,"from":"/at"}}})"},
        Unfit{"no_source", R"({"from":"usage","into":"t","set":{"a":{"fn":["year"]}}})"},
        Unfit{"const_with_transform", R"({"from":"usage","into":"t","set":{"a":{"const":1,"fn":["year"]}}})"},
        Unfit{"subject_false", R"({"from":"usage","into":"t","set":{"a":{"subject":false}}})"},
        Unfit{"pointers_not_joined", R"({"from":"usage","into":"t","set":{"a":{"from":["/at","/object"]}}})"},
        Unfit{"unknown_transform", R"({"from":"usage","into":"t","set":{"a":{"from":"/at","fn":["eval"]}}})"},
        Unfit{"bad_pointer", R"({"from":"usage","into":"t","set":{"a":{"from":"at"}}})"},
        Unfit{"bad_escape", R"({"from":"usage","into":"t","set":{"a":{"from":"/a~2"}}})"},
        Unfit{"fill_elsewhere", R"({"from":"usage","into":"t","mode":"fill","set":{"a":{"const":1}}})"},
        Unfit{"insert_person", R"({"from":"usage","into":"person","set":{"nick":{"const":"x"}}})"},
        Unfit{"fill_key", R"({"from":"usage","into":"person","mode":"fill","set":{"pid":{"subject":true}}})"},
        Unfit{"fill_evidence",
              R"({"from":"usage","into":"person","mode":"fill","kind":"evidence","set":{"nick":{"from":"/at"}}})"},
        Unfit{"reliance_of_data", R"({"from":"usage","into":"t","reliance":"r","set":{"a":{"const":1}}})"},
        Unfit{"reliance_set_by_map",
              R"({"from":"usage","into":"t","kind":"evidence","reliance":"r","set":{"r":{"const":"full"}}})"},
        Unfit{"evidence_without_reliance",
              R"({"from":"consents","into":"t","kind":"evidence","set":{"a":{"const":1}}})"},
        Unfit{"misspelt_section", R"({"from":"usgae","into":"t","set":{"a":{"const":1}}})"},
        Unfit{"unknown_pseudo_section", R"({"from":"@all","into":"t","set":{"a":{"const":1}}})"},
        Unfit{"bundle_has_no_record", R"({"from":"@bundle","into":"t","set":{"a":{"from":"/id"}}})"},
        Unfit{"bundle_under_a_list", R"({"from":"@bundle","when":{"/iss":["x"]},"into":"t","set":{"a":{"const":1}}})"},
        Unfit{"bundle_under_a_test",
              R"({"from":"@bundle","when":{"/iss":{"present":true}},"into":"t","set":{"a":{"const":1}}})"},
        Unfit{"bundle_rejected", R"({"from":"@bundle","reject":"X"})"},
        Unfit{"suppressions_rejected", R"({"from":"@suppressions","reject":"X"})"},
        Unfit{"suppressions_as_data",
              R"({"from":"@suppressions","into":"t","kind":"data","set":{"a":{"from":"/topic"}}})"},
        Unfit{"suppressions_as_evidence",
              R"({"from":"@suppressions","into":"t","kind":"evidence","reliance":"r","set":{"a":{"from":"/topic"}}})"},
        Unfit{"suppressions_filled_in",
              R"({"from":"@suppressions","into":"person","mode":"fill","set":{"nick":{"from":"/topic"}}})"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    NeverMatches, UnfitRule,
    testing::Values(
        Unfit{"no_such_field", R"({"from":"usage","into":"t","set":{"a":{"from":"/objct"}}})"},
        Unfit{"no_such_field_in_condition", R"({"from":"usage","reject":"X","when":{"/knd":["view"]}})"},
        Unfit{"no_such_field_in_test", R"({"from":"usage","reject":"X","when":{"/knd":{"present":true}}})"},
        Unfit{"inside_a_text", R"({"from":"usage","into":"t","set":{"a":{"from":"/object/x"}}})"},
        Unfit{"inside_a_number", R"({"from":"usage","into":"t","set":{"a":{"from":"/count/_file/name"}}})"},
        Unfit{"no_such_member_of_file", R"({"from":"usage","into":"t","set":{"a":{"from":"/object/_file/path"}}})"},
        Unfit{"no_such_member_of_list", R"({"from":"consents","reject":"X","when":{"/events/0/stat":["given"]}})"},
        Unfit{"name_for_an_index", R"({"from":"consents","reject":"X","when":{"/events/last/state":["given"]}})"},
        Unfit{"no_such_choice", R"({"from":"consents","reject":"X","when":{"/state":["withdrawn","gone"]}})"},
        Unfit{"no_such_choice_excluded", R"({"from":"consents","reject":"X","when":{"/state":{"not":["gone"]}}})"},
        Unfit{"no_such_choice_in_list", R"({"from":"consents","reject":"X","when":{"/events/0/state":["gone"]}})"},
        Unfit{"text_for_a_number", R"({"from":"usage","reject":"X","when":{"/count":["7"]}})"},
        Unfit{"number_for_a_text", R"({"from":"usage","reject":"X","when":{"/kind":[7]}})"},
        Unfit{"text_for_a_boolean", R"({"from":"usage","reject":"X","when":{"/privacy_signal":["true"]}})"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Gone, UnfitRule,
    testing::Values(
        Unfit{"gone_of_fill",
              R"({"from":"usage","into":"person","mode":"fill","gone":"delete","set":{"nick":{"from":"/at"}}})"},
        Unfit{
            "gone_of_evidence",
            R"({"from":"usage","into":"t","kind":"evidence","reliance":"r","gone":"delete","set":{"a":{"from":"/at"}}})"},
        Unfit{"gone_of_suppression",
              R"({"from":"usage","into":"t","kind":"suppression","gone":"keep","set":{"a":{"from":"/at"}}})"},
        Unfit{"gone_of_bundle", R"({"from":"@bundle","into":"t","gone":"keep","set":{"a":{"const":1}}})"},
        Unfit{"gone_of_reject", R"({"from":"usage","reject":"X","gone":"delete"})"},
        Unfit{"gone_otherwise", R"({"from":"usage","into":"t","gone":"erase","set":{"a":{"const":1}}})"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    P15_Authority, UnfitRule,
    testing::Values(
        Unfit{"role", R"({"from":"profile","into":"person","mode":"fill","set":{"role":{"from":"/status"}}})",
              ErrorCode::kAuthorityColumn},
        Unfit{"verified", R"({"from":"usage","into":"t","set":{"verified":{"const":1}}})", ErrorCode::kAuthorityColumn},
        Unfit{"camel_case", R"({"from":"usage","into":"t","set":{"isAdmin":{"const":false}}})",
              ErrorCode::kAuthorityColumn},
        Unfit{"reliance_column",
              R"({"from":"usage","into":"t","kind":"evidence","reliance":"enabled","set":{"a":{"const":1}}})",
              ErrorCode::kAuthorityColumn},
        Unfit{"marketing_table", R"({"from":"usage","into":"marketing","set":{"pid":{"subject":true}}})",
              ErrorCode::kAuthorityColumn},
        Unfit{"own_ledger", R"({"from":"usage","into":"holdall_import","set":{"a":{"const":1}}})",
              ErrorCode::kAuthorityColumn}),
    name_of);

TEST(P15_Authority, IsExtendedByTheMapButNotReduced) {
  const std::string rule = R"({"from":"usage","into":"t","set":{"a":{"const":1}}})";
  EXPECT_TRUE(ImportMap::parse(map_with(rule)).ok());
  for (const char* closed : {"t.a", "t.*", "a"}) {
    const auto map = ImportMap::parse(map_with(rule, std::string(R"("authority":[")") + closed + "\"],"));
    ASSERT_FALSE(map.ok()) << closed;
    EXPECT_EQ(map.error().code, ErrorCode::kAuthorityColumn);
  }
  EXPECT_TRUE(ImportMap::parse(map_with(rule, R"("authority":["t.b","u.*","u.a"],)")).ok());
}

const std::string kSuppressions =
    R"({"from":"@suppressions","into":"s","set":{"pid":{"subject":true},"topic":{"from":"/topic"}}})";

TEST(P16_Consent, IsEvidenceAndNothingElse) {
  for (const char* when : {"", R"("when":{"/state":["given"]},)", R"("when":{"/state":["withdrawn"]},)"}) {
    for (const char* kind : {"data", "evidence", "suppression"}) {
      SCOPED_TRACE(std::string(when) + " " + kind);
      const bool is_evidence = kind == std::string("evidence");
      const std::string rule = std::string(R"({"from":"consents",)") + when + R"("into":"t","kind":")" + kind +
                               R"(",)" + (is_evidence ? R"("reliance":"r",)" : "") +
                               R"("set":{"a":{"from":"/purpose"}}})";
      const auto map = ImportMap::parse(map_with(rule + "," + kSuppressions));
      EXPECT_EQ(map.ok(), is_evidence);
      EXPECT_TRUE(is_evidence || map.error().code == ErrorCode::kMapUnfit);
    }
  }
}

TEST(P16_Consent, AMapThatKeepsARefusalSaysWhereItHasAnEffect) {
  const std::string evidence =
      R"({"from":"consents","into":"t","kind":"evidence","reliance":"r","set":{"a":{"from":""}}})";
  const std::string setting = R"({"from":"preferences","into":"t","kind":"suppression","set":{"a":{"from":"/key"}}})";
  const std::string counted = R"({"from":"consents","reject":"NOT_RELEVANT"})";
  for (const std::string& rule : {evidence, setting}) {
    const auto map = ImportMap::parse(map_with(kEmailRule + "," + rule));
    ASSERT_FALSE(map.ok()) << rule;
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_EQ(map.error().message.find("/rules/1: "), 0U) << map.error().message;
    EXPECT_TRUE(ImportMap::parse(map_with(rule + "," + kSuppressions)).ok()) << rule;
  }
  EXPECT_TRUE(ImportMap::parse(map_with(kEmailRule + "," + counted)).ok());
}

TEST(P16_Consent, SuppressionsAreStoredWhateverIsChosen) {
  const auto map = ImportMap::parse(
      map_with(kEmailRule + "," + kSuppressions +
               R"(,{"from":"preferences","into":"s","kind":"suppression","set":{"a":{"from":"/key"}}})"));
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_FALSE(map.value().rules()[0].always());
  EXPECT_TRUE(map.value().rules()[1].always());
  EXPECT_TRUE(map.value().rules()[2].always());
}

std::string message_of(const std::string& rules, const std::string& more = "") {
  const auto map = ImportMap::parse(map_with(rules, more));
  EXPECT_TRUE(map.ok() || map.error().code == ErrorCode::kMapUnfit);
  return map.ok() ? "" : map.error().message;
}

// What the registered schema says of a pointer is what verify() holds records to.
TEST(ImportMap, PointsAtFieldsThatRecordsMayHave) {
  for (const char* rule :
       {R"({"from":"usage","into":"t","set":{"a":{"from":"/id"},"b":{"from":"/ext/com.example.x/y/0"}}})",
        R"({"from":"usage","into":"t","set":{"a":{"from":"/object/_file/name"},"b":{"from":"/object/_bytes"}}})",
        R"({"from":"communications","into":"t","set":{"a":{"from":"/detail/any/thing"}}})",
        R"({"from":"consents","reject":"X","when":{"/events/0/state":["given"],"/rights/12":["x",null]}})",
        R"({"from":"consents","reject":"X","when":{"/notice/language":["sv"],"/purposes/0/data/1/special":[true]}})",
        R"({"from":"inferences","reject":"X","when":{"/confidence":[1,0.5,null]}})",
        R"({"from":"com.example.photos","into":"t","set":{"a":{"from":"/whatever/it/is"}}})"}) {
    EXPECT_EQ(message_of(rule), "") << rule;
  }
}

TEST(ImportMap, TellsWhereItIsWrong) {
  EXPECT_EQ(message_of(R"({"from":"usage","into":"t","set":{"a/b":{"from":"/object","fn":["trim","eval"]}}})"),
            "/rules/0/set/a~1b/fn/1: there is no such transform");
  EXPECT_EQ(message_of(R"({"from":"usage","into":"t","set":{"a":{"from":"/object","fn":[{"lookup":"x"}]}}})"),
            "/rules/0/set/a/fn/0: lookup: there is no such table in /lookups");
  EXPECT_EQ(message_of(R"({"from":"consents","reject":"X","when":{"/state":["given","gone"]}})"),
            "/rules/0/when/~1state/1: the section's field never has this value");
  EXPECT_EQ(message_of(kEmailRule, R"("lookups":{"topic":{"a":1}},)"), "/lookups/topic: no rule uses it");
}

TEST(ImportMap, HasAPolicy) {
  EXPECT_EQ(ImportMap::parse(map_with(kEmailRule)).value().policy().misfit, MapPolicy::Misfit::kRefuseAll);
  EXPECT_EQ(ImportMap::parse(map_with(kEmailRule)).value().policy().unlisted, MapPolicy::Unlisted::kReport);
  const auto map =
      ImportMap::parse(map_with(kEmailRule, R"("policy":{"misfit":"store_rest","unlisted":"refuse_all"},)"));
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(map.value().policy().misfit, MapPolicy::Misfit::kStoreRest);
  EXPECT_EQ(map.value().policy().unlisted, MapPolicy::Unlisted::kRefuseAll);
  EXPECT_NE(message_of(kEmailRule, R"("policy":{"misfit":"guess"},)"), "");
}

TEST(ImportMap, DeletesOnlyWhereARuleSaysSo) {
  const auto map = ImportMap::parse(
      map_with(kEmailRule + R"(,{"from":"usage","into":"t","gone":"delete","set":{"a":{"from":"/object"}}})"));
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(map.value().rules()[0].gone, WhenGone::kKeep);
  EXPECT_EQ(map.value().rules()[1].gone, WhenGone::kDelete);
}

std::string linked(const std::string& from, const std::string& into, const std::string& parent_from,
                   const std::string& parent_into) {
  return R"({"from":")" + from + R"(","into":")" + into + R"(","set":{"k":{"row":{"from":")" + parent_from +
         R"(","into":")" + parent_into + R"(","id":"/id","column":"rid"}}}})";
}

std::string plain(const std::string& from, const std::string& into) {
  return R"({"from":")" + from + R"(","into":")" + into + R"(","set":{"a":{"from":"/id"}}})";
}

TEST(RowLinks, NameARuleAndSetTheOrderOfSections) {
  const auto map =
      ImportMap::parse(map_with(linked("com.example.a", "a", "com.example.b", "b") + "," + plain("usage", "u") + "," +
                                linked("com.example.b", "b", "usage", "u") + "," + plain("com.example.b", "b2") + "," +
                                linked("com.example.b", "c", "com.example.b", "b2")));
  ASSERT_TRUE(map.ok()) << map.error().message;
  EXPECT_EQ(std::vector<std::string>(map.value().sections().begin(), map.value().sections().end()),
            (std::vector<std::string>{"usage", "com.example.b", "com.example.a"}));
  EXPECT_EQ(map.value().rules()[0].set.front().row.key, "b");
  EXPECT_EQ(map.value().rules()[4].set.front().row.key, "b2");
}

TEST(RowLinks, ThatLeadNowhereOrInACircleAreRefused) {
  const std::string fill = R"({"from":"usage","into":"person","mode":"fill","set":{"nick":{"from":"/object"}}})";
  for (const auto& [rules, message] : std::vector<std::pair<std::string, std::string>>{
           {linked("usage", "a", "usage", "b"), "/rules/0/set/k/row: no rule stores"},
           {plain("usage", "b") + "," + linked("usage", "a", "devices", "b"), "/rules/1/set/k/row: no rule stores"},
           {plain("usage", "b") + "," + named(plain("usage", "b"), "more") + "," + linked("usage", "a", "usage", "b"),
            "/rules/2/set/k/row: several rules"},
           {linked("usage", "a", "usage", "a"), "/rules/0/set/k/row: the rule that stores"},
           {linked("usage", "a", "usage", "b") + "," + plain("usage", "b"), "/rules/0/set/k/row: the rule that stores"},
           {fill + "," + linked("usage", "a", "usage", "person"), "/rules/1/set/k/row: the subject's own row"},
           {R"({"from":"@bundle","into":"b","set":{"a":{"const":1}}},)" + linked("usage", "a", "@bundle", "b"),
            "/rules"},
           {linked("usage", "a", "devices", "b") + "," + linked("devices", "b", "usage", "a"), "/rules: the rows of"},
           {linked("usage", "a", "devices", "b") + "," + plain("devices", "b") + "," + plain("usage", "c") + "," +
                linked("devices", "d", "usage", "c"),
            "/rules: the rows of"}}) {
    EXPECT_TRUE(message_of(rules).starts_with(message)) << rules << ": " << message_of(rules);
  }
}

TEST(RowLinks, NeedAllTheirMembersAndNoTransforms) {
  const auto rule = [](const std::string& value) {
    return plain("usage", "b") + R"(,{"from":"usage","into":"a","set":{"k":)" + value + "}}";
  };
  EXPECT_EQ(message_of(rule(R"({"row":{"from":"usage","into":"b","id":"/id","column":"r"}})")), "");
  for (const char* value :
       {R"({"row":{"into":"b","id":"/id","column":"r"}})", R"({"row":{"from":"usage","id":"/id","column":"r"}})",
        R"({"row":{"from":"usage","into":"b","column":"r"}})", R"({"row":{"from":"usage","into":"b","id":"/id"}})",
        R"({"row":{"from":"usage","into":"b","id":"","column":"r"}})",
        R"({"row":{"from":"usage","into":"b","id":"/idd","column":"r"}})",
        R"({"row":{"from":"usage","into":"b","id":"/id","column":"r"},"fn":["trim"]})", R"({"row":true})"}) {
    EXPECT_NE(message_of(rule(value)), "") << value;
  }
}

TEST(RecordPointer, IsSplitWhereRowsEnd) {
  const auto pointer = RecordPointer::parse("/a~1b~0c/0/d").value();
  EXPECT_EQ(pointer.member, "a/b~c");
  EXPECT_EQ(pointer.rest, "/0/d");
  EXPECT_EQ(RecordPointer::parse("").value().member, "");
  EXPECT_FALSE(RecordPointer::parse("/").ok());
  EXPECT_FALSE(RecordPointer::parse("a").ok());
  EXPECT_FALSE(RecordPointer::parse("/a/~").ok());
}

TEST(ImportMap, RefusesWhatItsSchemaDoesNotKnow) {
  const auto map = ImportMap::parse(map_with(kEmailRule, R"("sql":"DROP TABLE person",)"));
  ASSERT_FALSE(map.ok());
  EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
  EXPECT_EQ(map.error().message.find("DROP"), std::string::npos);
}

}  // namespace
}  // namespace holdall
