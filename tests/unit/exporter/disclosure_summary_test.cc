// Who received which categories of data, from the records of disclosures.
#include "holdall/exporter/disclosure_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

struct Disclosure {
  const char* recipient;
  const char* role;  // or nullptr
  const char* items;
  bool sold;
};

const Layout& layout() {
  static const Layout all = Layout::compile({"id", "country", "items", "recipient", "role", "sold_or_shared"}).value();
  return all;
}

// Gives the disclosure to `take` as a row.
template <typename Take>
void as_row(const Disclosure& each, const Take& take) {
  std::vector<Cell> cells(layout().size(), Cell::absent());
  const auto cell = [&](std::string_view name) -> Cell& { return cells[layout().index_of(name).value()]; };
  cell("id") = Cell::text("d");
  cell("country") = Cell::text("US");
  cell("recipient") = Cell::text(each.recipient);
  cell("items") = Cell::json(each.items);
  cell("sold_or_shared") = Cell::boolean(each.sold);
  if (each.role != nullptr) {
    cell("role") = Cell::text(each.role);
  }
  take(Row(cells));
}

// Canonical details of each notice, by "topic key".
std::map<std::string, std::string> told(const std::vector<Disclosure>& disclosures) {
  const DataMap map = small_law::data_map(R"({"categories": {"LOG": {"en": "Logs"}},
      "items": {"log": {"category": "LOG"}}})");
  DisclosureSummary summary(map);
  for (const Disclosure& each : disclosures) {
    as_row(each, [&](Row row) { EXPECT_TRUE(summary.add(row, layout()).ok()); });
  }
  std::map<std::string, std::string> all;
  for (const Value& notice : summary.notices()) {
    EXPECT_EQ(notice.at("kind").text(), "notice");
    all[notice.at("topic").text() + " " + notice.at("key").text()] = canonical(notice.at("details"));
  }
  return all;
}

TEST(DisclosureSummaryTest, RecipientsAndCategoriesAreToldOnce) {
  using testing::Pair;
  EXPECT_THAT(
      told({{"Ads Inc", "ad_vendor", R"(["mail"])", true},
            {"Hosting", "processor", R"(["mail","log"])", false},
            {"Ads Inc", "ad_vendor", R"(["log"])", false}}),
      testing::ElementsAre(
          Pair("category disclosed:ID",
               R"({"category":"ID","disclosed_to":["processor"],"sold_or_shared_to":["ad_vendor"]})"),
          Pair("category disclosed:LOG",
               R"({"category":"LOG","disclosed_to":["ad_vendor","processor"],"sold_or_shared_to":[]})"),
          Pair(
              "recipient disclosed:Ads Inc",
              R"({"categories":["ID","LOG"],"country":"US","name":"Ads Inc","role":"ad_vendor","sold_or_shared":true})"),
          Pair(
              "recipient disclosed:Hosting",
              R"({"categories":["ID","LOG"],"country":"US","name":"Hosting","role":"processor","sold_or_shared":false})")));
}

TEST(DisclosureSummaryTest, WhatTheMapDoesNotKnowIsToldWithoutACategory) {
  const auto all = told({{"Hosting", nullptr, R"(["mail","forgotten"])", false}});
  EXPECT_EQ(all.at("recipient disclosed:Hosting"),
            R"({"categories":["-","ID"],"country":"US","name":"Hosting","role":"recipient","sold_or_shared":false})");
}

TEST(DisclosureSummaryTest, NothingDisclosedIsNothingTold) {
  EXPECT_THAT(told({}), testing::IsEmpty());
}

class Counting final : public RowWriter {
 public:
  Result<void> write(Row /*row*/) override {
    ++rows;
    return {};
  }
  Result<void> finish() override {
    ++ends;
    return {};
  }
  int rows = 0;
  int ends = 0;
};

TEST(DisclosureSummaryTest, RecordsGoOnWhereSomebodyTakesThem) {
  const DataMap map = small_law::data_map();
  DisclosureSummary summary(map);
  Counting next;
  SummarisingWriter writer(summary, layout(), &next);
  SummarisingWriter last(summary, layout(), nullptr);
  for (SummarisingWriter* each : {&writer, &last}) {
    as_row({"Hosting", "processor", R"(["mail"])", false}, [&](Row row) { EXPECT_TRUE(each->write(row).ok()); });
    EXPECT_TRUE(each->finish().ok());
  }
  EXPECT_EQ(next.rows, 1);
  EXPECT_EQ(next.ends, 1);
  EXPECT_EQ(summary.notices().size(), 2U);
}

}  // namespace
}  // namespace holdall
