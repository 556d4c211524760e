// Decisions other than the baseline's, over rows made by hand.
#include "holdall/exporter/scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/exporter/record_fold.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::ElementsAre;

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

  // The shares of an item after everything was read with that decision on it.
  std::vector<std::string> shares_after(std::size_t section, std::size_t item, const Decision& decision,
                                        std::unique_ptr<RowReader> rows) {
    std::vector<Decision> decisions(map_.items().size());
    decisions[item] = decision;
    Tally tally(map_.items().size());
    const MappedSection& mapped = map_.sections()[section];
    auto compiled = PartScope::compile(mapped.name, mapped.parts[0], map_, decisions, tally);
    EXPECT_TRUE(compiled.ok());
    Scope scope(std::move(compiled).value(), tally, std::move(rows));
    Row row;
    left_ = 0;
    while (scope.next(row).value() == Read::kRow) {
      ++left_;
    }
    std::vector<std::string> shares;
    for (const Share& share : tally.of(item)) {
      shares.push_back(share.outcome + " " + std::to_string(share.count) + " " + share.code);
    }
    return shares;
  }

  DataMap map_ = testing_library::library_map();
  static constexpr std::size_t kGrants = 4;  // index of the item
  static constexpr std::size_t kConsents = 3;
  int left_ = 0;
};

TEST_F(ScopeTest, AGroupsOwnFieldsCountOnceARecordAndItsElementsEachTime) {
  // 3 events × 2, and per record purpose, state, state_at, and the language of g2 only
  EXPECT_THAT(shares_after(kConsents, kGrants, Decision{}, events()), ElementsAre("included 13 "));
  EXPECT_EQ(left_, 3);
}

TEST_F(ScopeTest, OmittingARequiredFieldOmitsItsRecords) {
  EXPECT_THAT(shares_after(kConsents, kGrants, Decision{Action::kOmit, "NOT_PROVIDED", "Art. 20"}, events()),
              ElementsAre("withheld 13 NOT_PROVIDED"));
  EXPECT_EQ(left_, 0);
}

TEST_F(ScopeTest, AValueOfWhichOnlyTheExistenceIsToldIsCountedAndLeftOut) {
  auto rows = std::make_unique<ListedRows>(
      std::vector<std::vector<Cell>>{{Cell::text("mail:7"), Cell::json("\"email\""), Cell::text("a value")},
                                     {Cell::text("mail:8"), Cell::json("\"email\""), Cell::absent()}});
  EXPECT_THAT(shares_after(0, 0, Decision{Action::kExist, "HIGH_RISK_ID", "x"}, std::move(rows)),
              ElementsAre("existence 1 HIGH_RISK_ID"));
  EXPECT_EQ(left_, 0) << "a record with nothing but constants says nothing";
}

TEST_F(ScopeTest, WhatNeedsAPersonFirstStopsTheExport) {
  std::vector<Decision> decisions(map_.items().size());
  decisions[kGrants] = Decision{Action::kReview, "LEGAL_PRIVILEGE", ""};
  Tally tally(map_.items().size());
  const MappedSection& consents = map_.sections()[kConsents];
  const auto compiled = PartScope::compile(consents.name, consents.parts[0], map_, decisions, tally);
  ASSERT_FALSE(compiled.ok());
  EXPECT_EQ(compiled.error().code, ErrorCode::kIncompleteRequest);
  EXPECT_THAT(compiled.error().message, ::testing::HasSubstr("/items/grants"));
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
