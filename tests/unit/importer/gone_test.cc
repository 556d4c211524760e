// What the sender no longer has: deleted here only where the map allows it and the new ledger shows it
// (docs/import.md).
#include <gtest/gtest.h>

#include "holdall/importer/plan.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY);\n"
    "CREATE TABLE page(page_id INTEGER PRIMARY KEY, pid INTEGER REFERENCES person, url TEXT);\n"
    "CREATE TABLE mark(page_id INTEGER REFERENCES page);\n"
    "INSERT INTO person(pid) VALUES(1);\n";

std::string map_with(std::string_view gone) {
  return R"({"map":"gone/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[
      {"from":"usage","into":"page","gone":")" +
         std::string(gone) + R"(","set":{"pid":{"subject":true},"url":{"from":"/object"}}}]})";
}

// Views of these pages, ids being their names.
SectionText views(const std::vector<std::string>& pages) {
  SectionText section{"usage", {}};
  for (const std::string& page : pages) {
    section.records.push_back(R"({"id":")" + page + R"(","kind":"view","object":")" + page + R"("})");
  }
  return section;
}

// A ledger with one item, whose lines have these outcomes; the item points into the section where it is included.
SectionText ledger(std::size_t records, const std::vector<std::string>& outcomes) {
  SectionText contents{"contents",
                       {R"({"id":"section:usage","kind":"section","records":)" + std::to_string(records) +
                        R"(,"schema":"urn:holdall:schema:1:usage","section":"usage"})"}};
  for (const std::string& outcome : outcomes) {
    contents.records.push_back(R"({"count":1,"id":"item:)" + outcome +
                               R"(","item":"web.view","kind":"item","outcome":")" + outcome + R"(")" +
                               (outcome == "included" ? R"(,"pointers":["usage#/object"]})" : "}"));
  }
  return contents;
}

class Gone : public testing::Test {
 protected:
  VerifiedBundle bundle(const std::vector<SectionText>& sections, std::string_view right = "gdpr-art20/2026.11") {
    const std::string number = std::to_string(10 + count_++);
    BundleFacts facts;
    facts.id.replace(facts.id.size() - 2, 2, number);
    facts.issued = "2026-11-23T10:" + number + ":00Z";
    facts.right = right;
    return shop_.bundle(sections, facts);
  }
  ImportReport import(const VerifiedBundle& bundle, std::string_view gone = "delete") {
    return value_of(club_.import(bundle, map_with(gone)));
  }
  [[nodiscard]] std::vector<std::string> pages() const { return club_.rows("SELECT url FROM page ORDER BY url"); }
  void first() { import(bundle({views({"/a", "/b"}), ledger(2, {"included"})})); }

  using Pages = std::vector<std::string>;
  Sender shop_;
  Receiver club_{kSql};
  int count_ = 0;
};

TEST_F(Gone, IsDeletedWhereTheMapAllowsIt) {
  first();
  const ImportReport second = import(bundle({views({"/a"}), ledger(1, {"included"})}));
  EXPECT_EQ(pages(), Pages{"/a"});
  EXPECT_EQ(second.rules().at(0).erased, 1U);
  EXPECT_EQ(second.rules().at(0).left, 0U);
}

TEST_F(Gone, IsDeletedWhereTheItemIsEmptyNow) {
  first();
  import(bundle({views({}), ledger(0, {"empty"})}));
  EXPECT_EQ(pages(), Pages{});
}

TEST_F(Gone, StaysWhereTheMapSaysNothingOfIt) {
  first();
  import(bundle({views({"/a"}), ledger(1, {"included"})}), "keep");
  EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
}

TEST_F(Gone, IsNotWhatIsOnlyLeftOut) {
  for (const char* outcome : {"withheld", "masked", "existence", "expired", "elsewhere", "failed", "not_collected"}) {
    SCOPED_TRACE(outcome);
    first();
    import(bundle({views({"/a"}), ledger(1, {"included", outcome})}));
    EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
  }
}

TEST_F(Gone, IsUnknownWithoutALedger) {
  first();
  import(bundle({views({"/a"})}));
  EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
}

TEST_F(Gone, IsUnknownUnderAnotherRight) {
  first();
  import(bundle({views({"/a"}), ledger(1, {"included"})}, "gdpr-art15/2026.11"));
  EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
}

TEST_F(Gone, StaysWhereItWasChangedHere) {
  first();
  club_.run("UPDATE page SET url='/mine' WHERE url='/b';\n");
  const ImportReport second = import(bundle({views({"/a"}), ledger(1, {"included"})}));
  EXPECT_EQ(pages(), (Pages{"/a", "/mine"}));
  EXPECT_EQ(second.rules().at(0).left, 1U);
}

TEST_F(Gone, StaysWhereOtherRowsHangOnIt) {
  first();
  club_.run("INSERT INTO mark SELECT page_id FROM page WHERE url='/b';\n");
  const ImportReport second = import(bundle({views({"/a"}), ledger(1, {"included"})}));
  EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
  EXPECT_EQ(second.rules().at(0).left, 1U);
}

// What an issuer makes of its pointers must not keep later imports from reading the account of this one.
TEST_F(Gone, P08_PointersIntoSectionsThatAreNotThereAreForgotten) {
  SectionText contents = ledger(1, {"included"});
  std::string pointers;
  for (int i = 0; i < 60'000; ++i) {
    pointers += (i == 0 ? "\"s" : ",\"s") + std::to_string(i) + "#/x\"";
  }
  contents.records.push_back(
      R"({"count":1,"id":"item:far","item":"far","kind":"item","outcome":"included","pointers":[)" + pointers + "]}");
  const VerifiedBundle far = bundle({views({"/a"}), contents});
  EXPECT_EQ(import(far).status, ImportReport::Status::kImported);
  EXPECT_EQ(import(far).status, ImportReport::Status::kAlreadyImported);
}

TEST_F(Gone, P14_IsNotForTablesWhoseRowsTakeOthersAlong) {
  for (const char* action : {"CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"}) {
    SCOPED_TRACE(action);
    const Receiver club(std::string(kSql) + "CREATE TABLE comment(page_id INTEGER REFERENCES Page ON DELETE " + action +
                        ", author INTEGER);\n");
    const bool spreads = std::string_view(action) != "RESTRICT" && std::string_view(action) != "NO ACTION";
    const auto store = club.open();
    const auto map = value_of(ImportMap::parse(map_with("delete")));
    EXPECT_EQ(ImportPlan::compile(map, *store).ok(), !spreads);
    EXPECT_TRUE(ImportPlan::compile(value_of(ImportMap::parse(map_with("keep"))), *store).ok());
  }
}

TEST_F(Gone, P14_IsNotForRowsThatDoNotSayWhoseTheyAre) {
  const Receiver club(std::string(kSql) + "CREATE TABLE word(text TEXT);\n");
  std::string map = map_with("delete");
  map.replace(map.find("\"page\""), 6, "\"word\"");
  map.replace(map.find(R"("pid":{"subject":true},"url")"), 28, R"("text")");
  const auto store = club.open();
  const auto plan = ImportPlan::compile(value_of(ImportMap::parse(map)), *store);
  ASSERT_FALSE(plan.ok());
  EXPECT_EQ(plan.error().code, ErrorCode::kMapUnfit);
}

TEST_F(Gone, ComesBackWithTheRecord) {
  first();
  import(bundle({views({"/a"}), ledger(1, {"included"})}));
  import(bundle({views({"/a", "/b"}), ledger(2, {"included"})}));
  EXPECT_EQ(pages(), (Pages{"/a", "/b"}));
}

}  // namespace
}  // namespace holdall::test
