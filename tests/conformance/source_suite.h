// What every source must do, whatever database stands behind it: one suite, instantiated per implementation.
//
// A fixture makes the tables and people of tests/unit/exporter/town_library.h in its own database and opens it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "holdall/exporter/source/source.h"
#include "unit/exporter/town_library.h"

namespace holdall {

// Backend: `std::unique_ptr<Source> open()` and `void run(sql)`, which changes the data behind the source's back.
template <typename Backend>
class SourceSuite : public testing::Test {
 protected:
  void SetUp() override {
    source_ = backend_.open();
    ASSERT_NE(source_, nullptr);
    ASSERT_TRUE(source_->snapshot().ok());
  }

  const Query& query(std::size_t section, std::size_t part) { return map_.sections()[section].parts[part].query; }

  // Cells as text: `-` for NULL.
  static std::string show(const Cell& cell) {
    switch (cell.kind()) {
      case Cell::Kind::kAbsent:
        return "-";
      case Cell::Kind::kInteger:
        return std::to_string(cell.as_integer());
      case Cell::Kind::kText:
        return std::string(cell.as_text());
      default:
        return "?";
    }
  }

  // What answers a Query, or OwnedRows.
  template <typename Question>
  std::vector<std::string> rows(const Question& question, const Value& subject) {
    std::vector<std::string> all;
    auto reader = source_->read(question, subject);
    EXPECT_TRUE(reader.ok()) << reader.error().message;
    Row row;
    while (reader.ok()) {
      const auto read = reader.value()->next(row);
      EXPECT_TRUE(read.ok());
      if (!read.ok() || read.value() == Read::kEnd) {
        break;
      }
      std::string text;
      for (const Cell& cell : row) {
        text += (text.empty() ? "" : "|") + show(cell);
      }
      all.push_back(text);
    }
    return all;
  }

  static OwnedRows owned(const DataMap& map, std::string_view table) {
    for (OwnedRows& rows : map.owned_rows()) {
      if (rows.path.table == table) {
        return std::move(rows);
      }
    }
    ADD_FAILURE() << "no owner of " << table;
    return map.owned_rows().front();
  }

  Backend backend_;
  DataMap map_ = testing_library::library_map();
  std::unique_ptr<Source> source_;
};

TYPED_TEST_SUITE_P(SourceSuite);

TYPED_TEST_P(SourceSuite, AMapThatFitsIsAccepted) {
  const auto checked = check_map(this->map_, *this->source_);
  EXPECT_TRUE(checked.ok()) << checked.error().message;
}

TYPED_TEST_P(SourceSuite, P17_OnlyTheRowsOfTheSubjectComeInOrder) {
  EXPECT_THAT(
      this->rows(this->query(2, 0), Value(7)),
      testing::ElementsAre("7|102|OWN7-title-a|2026-03-01T09:00:00Z|0", "7|100|OWN7-title-b|2026-03-02T10:00:00Z|1"));
  EXPECT_THAT(this->rows(this->query(2, 0), Value(77)), testing::IsEmpty());
}

TYPED_TEST_P(SourceSuite, JoinsReachTheOwnerAndConditionsNarrow) {
  EXPECT_THAT(this->rows(this->query(4, 0), Value(8)), testing::ElementsAre("8|2|2|OWN8-letter"));
  EXPECT_THAT(this->rows(this->query(5, 0), Value(7)), testing::IsEmpty());
}

TYPED_TEST_P(SourceSuite, P18_OfAPresenceFieldOnlyThePresenceIsRead) {
  EXPECT_THAT(this->rows(this->query(0, 1), Value(7)), testing::ElementsAre("7|1"));
  EXPECT_THAT(this->rows(this->query(0, 1), Value(9)), testing::ElementsAre("9|-"));
}

TYPED_TEST_P(SourceSuite, AReaderAtItsEndStaysThere) {
  auto reader = this->source_->read(this->query(0, 0), Value(7));
  ASSERT_TRUE(reader.ok());
  Row row;
  EXPECT_EQ(reader.value()->next(row).value(), Read::kRow);
  EXPECT_EQ(reader.value()->next(row).value(), Read::kEnd);
  EXPECT_EQ(reader.value()->next(row).value(), Read::kEnd);
}

TYPED_TEST_P(SourceSuite, OneSnapshotSeesOneState) {
  const auto before = this->rows(this->query(2, 0), Value(7));
  this->backend_.run("DELETE FROM loan");
  EXPECT_EQ(this->rows(this->query(2, 0), Value(7)), before);
  ASSERT_TRUE(this->source_->snapshot().ok());
  EXPECT_THAT(this->rows(this->query(2, 0), Value(7)), testing::IsEmpty());
}

TYPED_TEST_P(SourceSuite, PeopleAreFoundByTheirKeysAndNothingElse) {
  const SubjectTable& people = this->map_.subject();
  const auto find = [&](std::size_t key, const Value& value) {
    auto found = this->source_->find(people, people.keys[key], value);
    EXPECT_TRUE(found.ok());
    std::string text;
    for (const Value& each : found.value()) {
      text += std::to_string(*each.integer()) + " ";
    }
    return text;
  };
  EXPECT_EQ(find(0, Value("7")), "7 ");
  EXPECT_EQ(find(0, Value(8)), "8 ");
  EXPECT_EQ(find(1, Value("OWN8-mail@x.example")), "8 ");
  EXPECT_EQ(find(1, Value("Gone@x.example")), "") << "not an active reader";
  for (const char* other : {"", "%", "7 OR 1=1", "' OR ''='", "OWN8-mail@x.example' --"}) {
    EXPECT_EQ(find(0, Value(other)) + find(1, Value(other)), "") << other;
  }
}

struct UnfitQuery {
  const char* name;
  void (*change)(Query&);
  const char* pointer;
};

TYPED_TEST_P(SourceSuite, P27_NamesThatAreNotInTheCatalogAreRefusedWithTheirPointer) {
  const std::vector<UnfitQuery> cases = {
      {"a table", [](Query& query) { query.table = "loan\"; DROP TABLE loan; --"; }, "/sections/usage/1/table"},
      {"a system table", [](Query& query) { query.table = "sqlite_schema"; }, "/sections/usage/1/table"},
      {"an owner", [](Query& query) { query.owner.column = "1=1 OR card"; }, "/sections/usage/1/owner"},
      {"a joined table", [](Query& query) { query.joins[0].table = "nowhere"; }, "/sections/usage/1/joins/0/table"},
      {"a joined column", [](Query& query) { query.joins[0].on[0].second.column = "x"; },
       "/sections/usage/1/joins/0/on"},
      {"an order", [](Query& query) { query.order[0].column = "random()"; }, "/sections/usage/1/id/columns/0"},
      {"a selected column", [](Query& query) { query.select[1].column.column = "*"; }, "/owners/visit/key/1"},
      {"another case", [](Query& query) { query.owner.column = "CARD"; }, "/sections/usage/1/owner"},
      {"a key of too few columns", [](Query& query) { query.key.pop_back(); }, "/sections/usage/1/id/columns"},
  };
  for (const UnfitQuery& each : cases) {
    SCOPED_TRACE(each.name);
    Query query = this->query(2, 1);
    each.change(query);
    const auto checked = this->source_->check(query);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(checked.error().message, testing::StartsWith(each.pointer));
    EXPECT_FALSE(this->source_->read(query, Value(7)).ok()) << "read checks too";
  }
}

TYPED_TEST_P(SourceSuite, AKeyMustFixTheRowsOfJoinedTablesToo) {
  Query query = this->query(4, 0);  // letter joined to its thread, whose key follows from the letter's
  EXPECT_TRUE(this->source_->check(query).ok());
  query.joins[0].on[0] = {ColumnRef{"letter", "letter_no", "/x"}, ColumnRef{"thread", "card", "/x"}};  // one to many
  EXPECT_FALSE(this->source_->check(query).ok());
}

TYPED_TEST_P(SourceSuite, AViewIsReadWhereTheKeyIsAGroup) {
  Query query = this->query(3, 0);
  for (ColumnRef* ref : {&query.owner, &query.select[0].column, &query.key[0]}) {
    *ref = ColumnRef{"loans_by_day", "card", "/x"};
  }
  query.table = "loans_by_day";
  query.select.resize(1);
  query.order = query.key;
  EXPECT_THAT(this->rows(query, Value(7)), testing::ElementsAre("7", "7"));
  query.key_is_group = false;
  EXPECT_FALSE(this->source_->check(query).ok());
}

TYPED_TEST_P(SourceSuite, P17_ThePersonsRowsComeWithWhatEachReaderTakes) {
  EXPECT_THAT(this->rows(this->owned(this->map_, "reader"), Value(7)), testing::ElementsAre("7|1|1|1|1|0"));
  EXPECT_THAT(this->rows(this->owned(this->map_, "visit"), Value(7)),
              testing::UnorderedElementsAre("7|2026-01-02|N|1", "7|2026-01-01|S|1"));
  EXPECT_THAT(this->rows(this->owned(this->map_, "letter"), Value(8)), testing::ElementsAre("2|2|1"));
  EXPECT_THAT(this->rows(this->owned(this->map_, "thread"), Value(7)), testing::ElementsAre("1|7"));
  EXPECT_THAT(this->rows(this->owned(this->map_, "loan"), Value(77)), testing::IsEmpty());
}

TYPED_TEST_P(SourceSuite, P17_ARowJoinedToSomebodyElsesIsNotTaken) {
  OwnedRows letters = this->owned(this->map_, "letter");
  Query reader = *letters.readers.front();
  reader.joins.front().on.front().first.column = "letter_no";  // its thread is another one now
  letters.readers = {&reader, letters.readers.front()};
  this->backend_.run("INSERT INTO letter VALUES (3, 1, 'OWN7-more', NULL)");
  this->backend_.run("INSERT INTO thread VALUES (3, 8)");
  ASSERT_TRUE(this->source_->snapshot().ok());
  EXPECT_THAT(this->rows(letters, Value(7)), testing::UnorderedElementsAre("1|1|1|1", "3|1|0|1"));
}

TYPED_TEST_P(SourceSuite, P27_OwnerPathsThatAreNotInTheCatalogAreRefusedWithTheirPointer) {
  struct Bad {
    const char* from;
    const char* to;
    const char* pointer;
  };
  for (const Bad& each : {
           Bad{R"("loan": {"key": ["loan_no"], "column": "card"})", R"("loan": {"key": ["loan_no"], "column": "CARD"})",
               "/owners/loan/column"},
           Bad{R"({"key": ["letter_no"])", R"({"key": ["letter"])", "/owners/letter/key/0"},
           Bad{R"("key": ["card", "day", "branch"])", R"("key": ["card", "day"])", "/owners/visit/key"},
           Bad{R"({"thread_no": "thread.thread_no"})", R"({"thread": "thread.thread_no"})", "/owners/letter/via"},
           Bad{R"({"thread_no": "thread.thread_no"})", R"({"body": "thread.thread_no"})", "/owners/letter/via"},
           Bad{R"("key": ["loan_no"], "column": "card")",
               R"("key": ["loan_no"], "column": "card", "where": {"x": [1]})", "/owners/loan/where/x"},
           Bad{R"("owners": {)", R"("owners": {"nowhere": {"key": ["x"], "column": "y"}, )", "/owners/nowhere"},
       }) {
    const auto map = DataMap::parse(testing_library::replaced(testing_library::kMap, each.from, each.to));
    const auto checked = map.ok() ? check_map(map.value(), *this->source_) : Result<void>(map.error());
    ASSERT_FALSE(checked.ok()) << each.to;
    EXPECT_EQ(checked.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(checked.error().message, testing::HasSubstr(each.pointer));
  }
}

// Where readers are known by their names: one column, or two.
inline KnownBy known_names(std::vector<std::string> columns) {
  KnownBy known;
  known.query.table = "reader";
  known.query.pointer = "/subject/known_by/0";
  known.query.owner = ColumnRef{"reader", "card", "/x"};
  known.query.key = known.query.order = {known.query.owner};
  known.query.key_is_group = true;
  known.query.select = {Selected{known.query.owner}};
  for (std::string& column : columns) {
    known.query.select.push_back(Selected{ColumnRef{"reader", std::move(column), "/x"}});
  }
  return known;
}

TYPED_TEST_P(SourceSuite, SpellingsLeadToTheirOwnersAndNothingElse) {
  this->backend_.run(
      "INSERT INTO reader(card, name, state) VALUES(20,'Jo','Lee'),(21,'Jo','Lee'),(22,'Jo','Ek'),"
      "(23,'Bo','Lee'),(24,NULL,'Lee'),(25,'',''),(26,'a''b','x')");
  ASSERT_TRUE(this->source_->snapshot().ok());
  const auto owners = [&](const KnownBy& known, const std::vector<Spelling>& spellings) {
    std::vector<std::string> found;
    const auto asked = this->source_->recognise(known, spellings, [&](KnownOwner&& each) {
      std::string text = std::to_string(*each.owner.integer());
      for (const std::string& part : each.spelling) {
        text += "|" + part;
      }
      found.push_back(text);
    });
    EXPECT_TRUE(asked.ok()) << asked.error().message;
    return found;
  };
  const KnownBy whole = known_names({"name"});
  EXPECT_THAT(owners(whole, {{"Jo"}, {"OWN7-name"}, {"a'b"}, {"nobody"}}),
              testing::UnorderedElementsAre("20|Jo", "21|Jo", "22|Jo", "7|OWN7-name", "26|a'b"));
  EXPECT_THAT(owners(whole, {{"jo"}, {"JO"}, {"%"}, {"' OR ''='"}, {"NULL"}, {"Jo "}}), testing::IsEmpty());
  EXPECT_THAT(owners(known_names({"mail"}), {{"own8-MAIL@x.example"}}), testing::IsEmpty())
      << "exactly as it is spelt, whatever the column calls equal";
  const KnownBy parts = known_names({"name", "state"});
  EXPECT_THAT(owners(parts, {{"Jo", "Lee"}, {"Bo", "Ek"}}), testing::UnorderedElementsAre("20|Jo|Lee", "21|Jo|Lee"));
  EXPECT_THAT(owners(whole, {}), testing::IsEmpty());
  std::vector<Spelling> many(Source::kMostSpellings, Spelling{"x"});
  for (std::size_t i = 0; i < many.size(); ++i) {
    many[i][0] += std::to_string(i);
  }
  many.back() = {"Bo"};
  EXPECT_THAT(owners(whole, many), testing::ElementsAre("23|Bo"));
  const auto asked = this->source_->recognise(known_names({"nowhere"}), many, [](KnownOwner&&) {});
  ASSERT_FALSE(asked.ok());
  EXPECT_EQ(asked.error().code, ErrorCode::kMapUnfit);
}

TYPED_TEST_P(SourceSuite, TheCatalogIsListedWithItsKeys) {
  const auto tables = this->source_->tables();
  ASSERT_TRUE(tables.ok()) << tables.error().message;
  std::vector<std::string> names;
  const sqlite::Table* loans = nullptr;
  for (const sqlite::Table& table : tables.value()) {
    names.push_back(table.name);
    EXPECT_EQ(table.is_view, table.name == "loans_by_day") << table.name;
    EXPECT_FALSE(table.columns.empty()) << table.name;
    loans = table.name == "loan" ? &table : loans;
  }
  EXPECT_THAT(names, testing::IsSupersetOf({"loan", "loans_by_day", "reader", "letter", "thread"}));
  EXPECT_THAT(names, testing::WhenSorted(testing::ElementsAreArray(names))) << "by name, the same every time";
  ASSERT_NE(loans, nullptr);
  EXPECT_THAT(loans->unique_keys, testing::Contains(testing::ElementsAre("loan_no")));
  EXPECT_NE(loans->find("card"), nullptr);
}

TYPED_TEST_P(SourceSuite, ASampleHasNoMoreRowsThanAskedForAndNamesOfTheCatalogOnly) {
  const auto count = [&](std::size_t most) {
    const auto rows = this->source_->sample("loan", {"title", "card"}, most);
    EXPECT_TRUE(rows.ok());
    std::size_t read = 0;
    for (Row row; rows.value()->next(row).value() == Read::kRow; ++read) {
      EXPECT_EQ(row.size(), 2U);
    }
    return read;
  };
  EXPECT_EQ(count(1), 1U);
  EXPECT_GT(count(200), 1U);
  EXPECT_EQ(this->source_->sample("loan", {"title\", 1 --"}, 1).error().code, ErrorCode::kMapUnfit);
  EXPECT_EQ(this->source_->sample("sqlite_schema", {"sql"}, 1).error().code, ErrorCode::kMapUnfit);
}

REGISTER_TYPED_TEST_SUITE_P(SourceSuite, AMapThatFitsIsAccepted, P17_OnlyTheRowsOfTheSubjectComeInOrder,
                            JoinsReachTheOwnerAndConditionsNarrow, P18_OfAPresenceFieldOnlyThePresenceIsRead,
                            AReaderAtItsEndStaysThere, OneSnapshotSeesOneState, PeopleAreFoundByTheirKeysAndNothingElse,
                            SpellingsLeadToTheirOwnersAndNothingElse,
                            P27_NamesThatAreNotInTheCatalogAreRefusedWithTheirPointer,
                            AKeyMustFixTheRowsOfJoinedTablesToo, AViewIsReadWhereTheKeyIsAGroup,
                            P17_ThePersonsRowsComeWithWhatEachReaderTakes, P17_ARowJoinedToSomebodyElsesIsNotTaken,
                            P27_OwnerPathsThatAreNotInTheCatalogAreRefusedWithTheirPointer,
                            TheCatalogIsListedWithItsKeys, ASampleHasNoMoreRowsThanAskedForAndNamesOfTheCatalogOnly);

}  // namespace holdall
