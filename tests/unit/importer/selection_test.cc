// Groups of items that a person agrees to, and the plan they agreed to.
#include "holdall/importer/selection.h"

#include <gtest/gtest.h>

#include "holdall/importer/agreed_plan.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, nick TEXT);\n"
    "CREATE TABLE page(pid INTEGER REFERENCES person, url TEXT);\n"
    "CREATE TABLE visit(pid INTEGER REFERENCES person, url TEXT);\n"
    "INSERT INTO person(pid) VALUES(1);\n";
constexpr std::string_view kMap = R"({
  "map": "select/1", "subject": {"table": "person", "column": "pid", "type": "integer"},
  "rules": [
    {"from": "usage", "into": "page", "set": {"pid": {"subject": true}, "url": {"from": "/object"}}},
    {"from": "usage", "into": "visit", "set": {"pid": {"subject": true}, "url": {"from": "/object"}}},
    {"from": "profile", "into": "person", "mode": "fill", "set": {"nick": {"from": "/display_name"}}}
  ]})";

using Groups = std::vector<std::string>;

class Selected : public testing::Test {
 protected:
  [[nodiscard]] Selection select(const Groups& only, const Groups& except = {}) const {
    return value_of(Selection::make(map_, only, except));
  }
  ImportReport import(const Selection& selection, bool dry_run = false) {
    ImportOptions options;
    options.selection = selection;
    options.dry_run = dry_run;
    return value_of(club_.import(bundle_, kMap, options));
  }
  [[nodiscard]] PlanScope scope() const {
    return {bundle_.manifest().id, bundle_.manifest().iss, bundle_.manifest_sha256(), "1"};
  }
  std::string plan(const Selection& selection = {}) {
    return canonical(plan_document(import(selection, true), map_, scope(), selection));
  }
  Result<ImportReport> apply(const std::string& text) {
    HOLDALL_ASSIGN(const AgreedPlan agreed, AgreedPlan::parse(text, map_, scope()));
    ImportOptions options;
    HOLDALL_ASSIGN(options.selection, Selection::make(map_, {}, agreed.left_out()));
    options.approve = [&](const ImportReport& report) { return agreed.check(report, map_, options.selection); };
    return club_.import(bundle_, kMap, options);
  }
  [[nodiscard]] std::string counts() const {
    return club_.one("SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM visit), nick FROM person");
  }

  ImportMap map_ = value_of(ImportMap::parse(kMap));
  Sender shop_;
  Receiver club_{kSql};
  VerifiedBundle bundle_ = shop_.bundle({{"usage", {R"({"id":"u1","kind":"view","object":"/a"})"}},
                                         {"profile", {R"({"id":"p1","source":"account","display_name":"A"})"}}});
};

TEST_F(Selected, OnlyAndExceptNameSectionsOrTables) {
  struct Case {
    Groups only, except;
    std::string stored;
  };
  for (const Case& c : {Case{{"usage"}, {}, "1|1|"}, Case{{"usage:visit"}, {}, "0|1|"}, Case{{}, {"usage"}, "0|0|A"},
                        Case{{"usage", "profile"}, {"usage:page"}, "0|1|A"}, Case{{}, {}, "1|1|A"}}) {
    SCOPED_TRACE(c.stored);
    club_.run(
        "DELETE FROM page;\nDELETE FROM visit;\nUPDATE person SET nick=NULL;\nDROP TABLE IF EXISTS holdall_record;\n"
        "DROP TABLE IF EXISTS holdall_segment;\nDROP TABLE IF EXISTS holdall_import;\n");
    import(select(c.only, c.except));
    EXPECT_EQ(counts(), c.stored);
  }
}

TEST_F(Selected, ToLeaveOutAllThatWasAskedForIsAMistake) {
  const auto token = [&](const Groups& only, const Groups& except) {
    const auto made = Selection::make(map_, only, except);
    return made.ok() ? "" : std::string(error_info(made.error().code).token);
  };
  EXPECT_EQ(token({"usage"}, {"usage"}), "usage");
  EXPECT_EQ(token({"usage:page"}, {"usage"}), "usage");
  EXPECT_EQ(token({"usage"}, {"usage:page"}), "");
  EXPECT_EQ(token({}, {"usage", "profile"}), "");  // whoever objected is heard all the same
}

TEST_F(Selected, WhatIsNotSelectedIsToldAndTheRestComesLater) {
  const ImportReport part = import(select({}, {"profile"}));
  EXPECT_EQ(part.refused(), (CodeCounts{{"NOT_SELECTED", 1}}));
  const ImportReport rest = import({});
  EXPECT_EQ(rest.status, ImportReport::Status::kImported);
  EXPECT_EQ(rest.unchanged(), 1U);
  EXPECT_EQ(counts(), "1|1|A");
  EXPECT_EQ(import({}).status, ImportReport::Status::kAlreadyImported);
  EXPECT_EQ(import(select({}, {"profile"})).status, ImportReport::Status::kAlreadyImported);
}

// What is here is not denied, whoever chose what now: the receipt of the second import says the same of it as the
// first.
TEST_F(Selected, P31_WhatAnEarlierImportStoredIsUnchangedAlsoWhereItIsNotSelected) {
  import({});
  const ImportReport again = import(select({"usage:page"}));
  EXPECT_EQ(again.status, ImportReport::Status::kImported);
  EXPECT_EQ(again.refused(), CodeCounts{});
  EXPECT_EQ(again.unchanged(), 2U);
  EXPECT_EQ(again.stored(), CodeCounts{});
  for (const SegmentOutcome& segment : again.outcomes) {
    EXPECT_EQ(segment.stored + segment.unchanged, 1U) << segment.section;
  }
  EXPECT_EQ(counts(), "1|1|A");
}

TEST_F(Selected, P31_WhatIsOtherThanWhatIsStoredIsNotSelected) {
  import({});
  BundleFacts facts;
  facts.id.back() = '2';
  facts.issued = "2026-11-23T10:05:00Z";
  bundle_ = shop_.bundle({{"usage",
                           {R"({"id":"u1","kind":"view","object":"/changed"})",
                            R"({"id":"u2","kind":"view","object":"/b"})", R"({"id":"u3","kind":"view"})"}},
                          {"profile", {R"({"id":"p1","source":"account","display_name":"A"})"}}},
                         facts);
  const ImportReport report = import(select({}, {"usage", "profile"}));
  EXPECT_EQ(report.refused(), (CodeCounts{{"NOT_SELECTED", 3}}));
  EXPECT_EQ(report.unchanged(), 1U);
  EXPECT_EQ(club_.one("SELECT url FROM page"), "/a");
  EXPECT_EQ(import({}).stored(), (CodeCounts{{"page", 2}, {"visit", 2}}));
}

TEST_F(Selected, AGroupThatTheMapDoesNotStoreIsRefused) {
  for (const char* group : {"usages", "usage:person", "@bundle", "", "page"}) {
    const Groups groups = {group};
    const auto selection = Selection::make(map_, groups, {});
    ASSERT_FALSE(selection.ok()) << group;
    EXPECT_EQ(selection.error().code, ErrorCode::kUsage);
  }
}

TEST_F(Selected, APlanIsDoneAsItWasAgreed) {
  const std::string before = club_.bytes();
  const std::string agreed = plan();
  EXPECT_EQ(club_.bytes(), before);
  ASSERT_TRUE(apply(agreed).ok());
  EXPECT_EQ(counts(), "1|1|A");
}

TEST_F(Selected, APersonTakesAGroupOutOfAPlan) {
  Value document = parse_document(plan()).value();
  for (Value::Member& member : *document.object()) {
    if (member.key == "groups") {
      for (Value& group : *member.value.array()) {
        group.set("selected", Value(group.at("group").text() == "usage:page"));
      }
    }
  }
  ASSERT_TRUE(apply(canonical(document)).ok());
  EXPECT_EQ(counts(), "1|0|");
}

TEST_F(Selected, APlanForSomethingElseIsRefused) {
  const std::string agreed = plan();
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{R"("subject":"1")", R"("subject":"2")"},
                                                        {bundle_.manifest_sha256(), std::string(64, '0')},
                                                        {map_.sha256(), std::string(64, '0')},
                                                        {R"("plan":1)", R"("plan":2)"},
                                                        {R"("plan":1)", R"("more":0,"plan":1)"}}) {
    std::string changed = agreed;
    changed.replace(changed.find(from), from.size(), to);
    const std::string before = club_.bytes();
    const auto report = apply(changed);
    ASSERT_FALSE(report.ok()) << to;
    EXPECT_EQ(report.error().code, ErrorCode::kPlanStale) << report.error().message;
    EXPECT_EQ(club_.bytes(), before);
  }
}

TEST_F(Selected, APlanWhoseStoreHasChangedIsRefused) {
  const std::string agreed = plan();
  club_.run("UPDATE person SET nick='mine';\n");
  const std::string before = club_.bytes();
  const auto report = apply(agreed);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kPlanStale);
  EXPECT_NE(report.error().message.find("profile:person"), std::string::npos);
  EXPECT_EQ(club_.bytes(), before);
}

}  // namespace
}  // namespace holdall::test
