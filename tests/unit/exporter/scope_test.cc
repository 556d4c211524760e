// Decisions of several rights, over rows made by hand.
#include "holdall/exporter/scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/exporter/record_fold.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing_library::kRequest;
using testing_library::replaced;

class ListedRows final : public RowReader {
 public:
  explicit ListedRows(std::vector<std::vector<Cell>> rows) : rows_(std::move(rows)) {}
  Result<Read> next(Row& out) override {
    if (at_ == rows_.size()) {
      return Read::kEnd;
    }
    out = rows_[at_++];
    return Read::kRow;
  }

 private:
  std::vector<std::vector<Cell>> rows_;
  std::size_t at_ = 0;
};

constexpr const char* kBaseline = "row-policy-baseline";

// A request under that right of someone who lives there.
std::string request_under(const std::string& right, const std::string& residence) {
  const std::string text = replaced(kRequest, "row-policy-baseline", right);
  return replaced(replaced(text, "\"SE\"", "\"" + residence + "\""), "card_and_pin", "session_reauth");
}

class ScopeTest : public testing::Test {
 protected:
  // Grant events of two records; the last of g1 has no language.
  static std::unique_ptr<RowReader> events() {
    const auto text = [](const char* value) { return Cell::text(value); };
    // id, events.at, events.state, purpose, state, state_at, notice.language
    return std::make_unique<ListedRows>(std::vector<std::vector<Cell>>{
        {text("g1"), text("t1"), text("given"), text("p"), text("given"), text("t1"), text("sv")},
        {text("g1"), text("t2"), text("withdrawn"), text("p"), text("withdrawn"), text("t2"), Cell::absent()},
        {text("g2"), text("t3"), text("refused"), text("q"), text("refused"), text("t3"), text("en")}});
  }

  // The map with one text replaced: a tag.
  void retag(const std::string& from, const std::string& to) {
    map_ = testing_library::library_map(replaced(testing_library::kMap, from, to));
  }

  // The shares of an item after everything was read under that request; what is left of a text in `texts_`.
  std::vector<std::string> shares_after(std::size_t section, std::size_t item, std::unique_ptr<RowReader> rows,
                                        const std::string& request = request_under(kBaseline, "SE")) {
    const AuthorisedRequest asked = testing_library::authorised(map_, request);
    Tally tally(map_.items().size());
    const MappedSection& mapped = map_.sections()[section];
    const PartRules rules{mapped.name, mapped.parts[0], map_, asked.scope(), person_};
    Scope scope(rules, tally, std::move(rows));
    Row row;
    texts_.clear();
    while (scope.next(row).value() == Read::kRow) {
      std::string text;
      for (std::size_t i = 1; i <= mapped.parts[0].fields.size(); ++i) {
        json_ = row[i].kind() == Cell::Kind::kJson ? std::string(row[i].as_text()) : json_;
        text += row[i].kind() == Cell::Kind::kText ? "|" + std::string(row[i].as_text()) : "|";
      }
      texts_.push_back(text);
    }
    std::vector<std::string> shares;
    for (const Share& share : tally.of(item)) {
      shares.push_back(share.outcome + " " + std::to_string(share.count) + " " + share.code);
    }
    return shares;
  }

  DataMap map_ = testing_library::library_map();
  SubjectFacts person_;
  static constexpr std::size_t kLoans = 3;  // index of the item
  static constexpr std::size_t kGrants = 4;
  static constexpr std::size_t kUsage = 2;  // index of the section
  static constexpr std::size_t kConsents = 3;
  std::vector<std::string> texts_;
  std::string json_;
};

TEST_F(ScopeTest, AGroupsOwnFieldsCountOnceARecordAndItsElementsEachTime) {
  // 3 events × 2, and per record purpose, state, state_at, and the language of g2 only
  EXPECT_THAT(shares_after(kConsents, kGrants, events()), ElementsAre("included 13 "));
  EXPECT_EQ(texts_.size(), 3U);
}

TEST_F(ScopeTest, OmittingARequiredFieldOmitsItsRecords) {
  retag(R"("grants": {"category": "ID",)", R"("grants": {"category": "ID", "class": "privileged",)");
  EXPECT_THAT(shares_after(kConsents, kGrants, events()), ElementsAre("withheld 13 LEGAL_PRIVILEGE"));
  EXPECT_THAT(texts_, IsEmpty());
}

TEST_F(ScopeTest, AValueOfWhichOnlyTheExistenceIsToldIsCountedAndLeftOut) {
  retag(R"("mail": {"category": "ID",)", R"("mail": {"category": "ID", "class": "high_risk_id",)");
  auto rows = std::make_unique<ListedRows>(
      std::vector<std::vector<Cell>>{{Cell::text("mail:7"), Cell::json("\"email\""), Cell::text("a value")},
                                     {Cell::text("mail:8"), Cell::json("\"email\""), Cell::absent()}});
  EXPECT_THAT(shares_after(0, 0, std::move(rows), request_under("us-co-access", "US-CO")),
              ElementsAre("existence 1 HIGH_RISK_ID"));
  EXPECT_THAT(texts_, IsEmpty()) << "a record with nothing but constants says nothing";
}

TEST_F(ScopeTest, WhatNeedsAPersonFirstIsCountedAndStaysBack) {
  retag(R"("grants": {"category": "ID",)", R"("grants": {"category": "ID", "class": "privileged",)");
  EXPECT_THAT(shares_after(kConsents, kGrants, events(), request_under("gdpr-art15-access", "SE")),
              ElementsAre("review 13 LEGAL_PRIVILEGE"));
  EXPECT_THAT(texts_, IsEmpty());
}

// Loans with a column that says whose they are and when they were.
class RowFactsTest : public ScopeTest {
 protected:
  RowFactsTest() {
    retag(R"({"name": "loan", "table": "loan", "owner": "card", "order": ["at"],)",
          R"({"name": "loan", "table": "loan", "owner": "card", "order": ["at"],
              "facts": {"at": "at", "tags": {"about": {"column": "late", "values": {"1": "mixed", "2": "other"}}}},)");
  }
  // id, kind, object, at, privacy_signal | at, late
  static std::vector<Cell> loan(const char* id, const char* text, const char* at, Cell about) {
    return {Cell::text(id), Cell::json("\"loan\""), Cell::text(text), Cell::text(at), Cell::absent(), Cell::text(at),
            about};
  }
};

TEST_F(RowFactsTest, ARowDecidesWhatItsItemLeavesOpen) {
  auto rows = std::make_unique<ListedRows>(
      std::vector<std::vector<Cell>>{loan("a", "p@x.example", "2026-11-01T00:00:00Z", Cell::absent()),
                                     loan("b", "p@x.example", "2026-11-01T00:00:00Z", Cell::integer(1)),
                                     loan("c", "p@x.example", "2026-11-01T00:00:00Z", Cell::integer(2))});
  EXPECT_THAT(
      shares_after(kUsage, kLoans, std::move(rows)),
      ::testing::UnorderedElementsAre("included 2 ", "masked 2 THIRD_PERSON_RIGHTS", "withheld 2 THIRD_PERSON_RIGHTS"));
  EXPECT_THAT(texts_, ElementsAre("||p@x.example|2026-11-01T00:00:00Z|", "||[e-mail]|2026-11-01T00:00:00Z|"));
}

TEST_F(RowFactsTest, P18_AValueThatTheMapDoesNotKnowStopsTheExport) {
  for (const Cell& odd : {Cell::integer(3), Cell::text("1 "), Cell::bytes("1")}) {
    const AuthorisedRequest asked = testing_library::authorised(map_, request_under(kBaseline, "SE"));
    Tally tally(map_.items().size());
    const MappedSection& usage = map_.sections()[kUsage];
    Scope scope(
        {usage.name, usage.parts[0], map_, asked.scope(), person_}, tally,
        std::make_unique<ListedRows>(std::vector<std::vector<Cell>>{loan("a", "x", "2026-11-01T00:00:00Z", odd)}));
    Row row;
    const auto read = scope.next(row);
    ASSERT_FALSE(read.ok());
    EXPECT_EQ(read.error().code, ErrorCode::kSourceData);
  }
}

TEST_F(RowFactsTest, P17_WhatCannotBeMaskedStaysBack) {
  auto bytes = loan("a", "x", "2026-11-01T00:00:00Z", Cell::integer(1));
  bytes[2] = Cell::bytes("p@x.example");
  auto number = loan("b", "x", "2026-11-01T00:00:00Z", Cell::integer(1));
  number[2] = Cell::integer(46701234567);
  auto small = loan("c", "x", "2026-11-01T00:00:00Z", Cell::integer(1));
  small[2] = Cell::integer(7);
  auto json = loan("d", "x", "2026-11-01T00:00:00Z", Cell::integer(1));
  json[2] = Cell::json(R"({"n":46701234567,"p@x.example":"q@x.example"})");
  auto rows = std::make_unique<ListedRows>(std::vector<std::vector<Cell>>{bytes, number, small, json});
  EXPECT_THAT(shares_after(kUsage, kLoans, std::move(rows)),
              ElementsAre("withheld 2 THIRD_PERSON_RIGHTS", "masked 6 THIRD_PERSON_RIGHTS"));
  EXPECT_EQ(json_, R"({"[e-mail]":"[e-mail]","n":"[number]"})");
}

TEST_F(RowFactsTest, AWindowLetsInWhatMayLieInIt) {
  auto rows = std::make_unique<ListedRows>(std::vector<std::vector<Cell>>{
      loan("a", "x", "2025-11-22T23:59:59Z", Cell::absent()), loan("b", "x", "2025-11-23T00:00:00Z", Cell::absent()),
      loan("c", "x", "2025-11", Cell::absent()), loan("d", "x", "2025-10", Cell::absent()),
      loan("e", "x", "2025", Cell::absent()), loan("f", "x", "2025-11-22", Cell::absent())});
  EXPECT_THAT(shares_after(kUsage, kLoans, std::move(rows), request_under("ccpa-know", "US-CA")),
              ElementsAre("withheld 6 OUT_OF_WINDOW", "included 6 "));
}

TEST_F(RowFactsTest, ATimeThatIsNoneStopsTheExport) {
  const AuthorisedRequest asked = testing_library::authorised(map_, request_under("ccpa-know", "US-CA"));
  Tally tally(map_.items().size());
  const MappedSection& usage = map_.sections()[kUsage];
  Scope scope({usage.name, usage.parts[0], map_, asked.scope(), person_}, tally,
              std::make_unique<ListedRows>(std::vector<std::vector<Cell>>{loan("a", "x", "CANARY", Cell::absent())}));
  Row row;
  const auto read = scope.next(row);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kSourceData);
  EXPECT_THAT(read.error().message, ::testing::Not(::testing::HasSubstr("CANARY")));
}

TEST_F(ScopeTest, AFoldKeepsARecordTogetherAcrossRowsThatEndUpEmpty) {
  const Part& part = map_.sections()[kConsents].parts[0];
  auto fold = RecordFold::create(part, map_.sections()[kConsents].layout, events());
  ASSERT_TRUE(fold.ok());
  Row row;
  ASSERT_EQ(fold.value()->next(row).value(), Read::kRow);
  const auto place = [&](const char* name) { return map_.sections()[kConsents].layout.index_of(name).value(); };
  EXPECT_EQ(row[place("events")].as_text(), R"([{"at":"t1","state":"given"},{"at":"t2","state":"withdrawn"}])");
  EXPECT_EQ(row[place("state")].as_text(), "withdrawn") << "the last row's";
  EXPECT_TRUE(row[place("notice")].is_absent()) << "the last row has none";
  ASSERT_EQ(fold.value()->next(row).value(), Read::kRow);
  EXPECT_EQ(row[place("notice")].as_text(), R"({"language":"en"})");
  EXPECT_EQ(fold.value()->next(row).value(), Read::kEnd);
  EXPECT_EQ(fold.value()->next(row).value(), Read::kEnd);
}

}  // namespace
}  // namespace holdall
