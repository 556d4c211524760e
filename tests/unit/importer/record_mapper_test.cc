#include "holdall/importer/record_mapper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/importer/column_fit.h"
#include "holdall/importer/map/import_map.h"

namespace holdall {
namespace {

// A rule of a one-rule map on the section com.example.all, bound to a table whose column c has the type.
class OneRule {
 public:
  OneRule(const std::string& set, StoreType type, const std::string& more = "")
      : map_(ImportMap::parse(R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},)" + more +
                              R"("rules":[{"from":"com.example.all","into":"t","set":)" + set + "}]}")) {
    EXPECT_TRUE(map_.ok()) << map_.error().message;
    const Rule& rule = map_.value().rules().front();
    std::vector<std::string> members = {"", "id"};
    for (const ColumnSource& source : rule.set) {
      for (const RecordPointer& pointer : source.pointers) {
        const bool is_new = std::ranges::find(members, pointer.member) == members.end();
        members.insert(members.end(), is_new ? 1 : 0, pointer.member);
      }
    }
    layout_ = Layout::compile(members).value();
    table_.name = "t";
    bound_.rule = &rule;
    bound_.table = &table_;
    for (const ColumnSource& source : rule.set) {
      bound_.columns.push_back({&source, source.column == "c" ? type : StoreType::kAny, {}});
      for (const RecordPointer& pointer : source.pointers) {
        bound_.columns.back().pointers.push_back({*layout_.index_of(pointer.member), &pointer});
      }
    }
  }

  // As map(), of a record that is only this member: it may be larger than a document.
  std::string map_text(const std::string& member, const std::string& text) {
    std::vector<Cell> cells(layout_.size());
    cells[*layout_.index_of(member)] = Cell::text(text);
    scratch_.clear();
    return shown(RecordMapper(Cell::integer(1), {}).map(bound_, cells, scratch_).value());
  }

  // What becomes of the record: the cells of c, a code with its pointer, or "no row".
  std::string map(const std::string& json, const ReadFile& files = {}, const FindRow& rows = {}) {
    const Value record = parse_document(json).value();
    texts_.clear();
    std::vector<Cell> cells(layout_.size());
    for (std::size_t i = 0; i < layout_.size(); ++i) {
      const std::string& name = layout_.fields()[i].name;
      const Value* value = name.empty() ? &record : record.find(name);
      cells[i] = value == nullptr ? Cell::absent() : cell_of(*value);
    }
    scratch_.clear();
    const std::vector<Cell> facts(bundle_facts().size(), Cell::text("fact"));
    const RecordMapper mapper(Cell::integer(1), facts, files, rows);
    const auto row = mapper.map(bound_, cells, scratch_);
    EXPECT_TRUE(row.ok()) << "what a value is, is never an error: " << row.error().message;
    return row.ok() ? shown(row.value()) : "";
  }

 private:
  Cell cell_of(const Value& value) {
    if (value.array() != nullptr || value.object() != nullptr) {
      return Cell::json(texts_.emplace_back(canonical(value)));
    }
    return value.string() != nullptr ? Cell::text(texts_.emplace_back(*value.string())) : scalar_cell(value);
  }

  static std::string shown(const std::optional<MappedRow>& row) {
    if (!row) {
      return "no row";
    }
    std::string text;
    for (const Misfit& misfit : row->misfits) {
      EXPECT_TRUE(row->cells.empty() && row->content.empty() && row->left.empty());
      text.append(text.empty() ? "" : " ").append(misfit_name(misfit.code)).append(" ").append(misfit.pointer);
    }
    for (const NamedCell& named : row->cells) {
      text.append(named.column == "c" ? shown(named.cell) : "");
    }
    return text;
  }

  static std::string shown(const Cell& cell) {
    switch (cell.kind()) {
      case Cell::Kind::kAbsent:
        return "NULL";
      case Cell::Kind::kBool:
        return cell.as_bool() ? "true" : "false";
      case Cell::Kind::kInteger:
        return std::to_string(cell.as_integer());
      case Cell::Kind::kDouble:
        return canonical(Value(cell.as_double()));
      default:
        return std::string(cell.as_text());
    }
  }

  Result<ImportMap> map_;
  Layout layout_;
  StoreTable table_;
  BoundRule bound_;
  Scratch scratch_;
  std::deque<std::string> texts_;
};

struct Attack {
  const char* name;
  const char* source;  // of column c
  StoreType type;
  const char* record;
  const char* outcome;
};

class P31_R25_R35 : public testing::TestWithParam<Attack> {};

// Group R of the attacks: what a validly signed record may hold that a column would bend, cut or refuse.
TEST_P(P31_R25_R35, AreRefusedByCodeAndPointerAndNeverBent) {
  OneRule rule(std::string(R"({"c":)") + GetParam().source + "}", GetParam().type);
  EXPECT_EQ(rule.map(GetParam().record), GetParam().outcome);
}

using enum StoreType;
INSTANTIATE_TEST_SUITE_P(
    Values, P31_R25_R35,
    testing::Values(
        Attack{"R27_most_int64", R"({"from":"/n","fn":["text_to_integer"]})", kInteger,
               R"({"n":"9223372036854775807"})", "9223372036854775807"},
        Attack{"R27_int64_plus_1", R"({"from":"/n","fn":["text_to_integer"]})", kInteger,
               R"({"n":"9223372036854775808"})", "OUT_OF_RANGE /n"},
        Attack{"R27_int64_minus_1", R"({"from":"/n","fn":["text_to_integer"]})", kInteger,
               R"({"n":"-9223372036854775809"})", "OUT_OF_RANGE /n"},
        Attack{"R27_int64_in_a_double", R"({"from":"/n","fn":["text_to_integer"]})", kReal,
               R"({"n":"9223372036854775807"})", "OUT_OF_RANGE /n"},
        Attack{"R28_zero_date", R"({"from":"/d"})", kDate, R"({"d":"0000-00-00"})", "NOT_A_DATE /d"},
        Attack{"R28_year_of_zero_date", R"({"from":"/d","fn":["year"]})", kInteger, R"({"d":"0000-00-00"})",
               "NOT_A_DATE /d"},
        Attack{"R29_30_february", R"({"from":"/d"})", kDate, R"({"d":"2024-02-30"})", "NOT_A_DATE /d"},
        Attack{"R29_30_february_in_a_timestamp", R"({"from":"/t"})", kTimestamp, R"({"t":"2024-02-30T00:00:00Z"})",
               "NOT_A_TIMESTAMP /t"},
        Attack{"R30_time_without_zone", R"({"from":"/t"})", kTimestamp, R"({"t":"2024-02-29T00:00:00"})",
               "NOT_A_TIMESTAMP /t"},
        Attack{"R30_time_without_zone_to_epoch", R"({"from":"/t","fn":["rfc3339_to_epoch"]})", kInteger,
               R"({"t":"2024-02-29T00:00:00"})", "NOT_A_TIMESTAMP /t"},
        Attack{"R30_word_for_a_time", R"({"from":"/t"})", kTimestamp, R"({"t":"now"})", "NOT_A_TIMESTAMP /t"},
        Attack{"R32_base64_with_padding", R"({"from":"/b","fn":["base64url_to_bytes"]})", kBytes, R"({"b":"AA=="})",
               "NOT_BASE64 /b"},
        Attack{"R32_base64_with_unused_bits", R"({"from":"/b","fn":["base64url_to_bytes"]})", kBytes, R"({"b":"AB"})",
               "NOT_BASE64 /b"},
        Attack{"R32_bad_base64_of_bytes", R"({"from":"/b"})", kBytes, R"({"b":{"_bytes":"A+"}})", "NOT_BASE64 /b"},
        Attack{"R32_bytes", R"({"from":"/b"})", kBytes, R"({"b":{"_bytes":"eHl6"}})", "xyz"},
        Attack{"R32_bytes_in_text", R"({"from":"/b"})", kText, R"({"b":{"_bytes":"eHl6"}})", "WRONG_TYPE /b"},
        Attack{"R33_nan", R"({"from":"/n","fn":["text_to_number"]})", kReal, R"({"n":"NaN"})", "NOT_A_NUMBER /n"},
        Attack{"R33_nan_as_decimal", R"({"from":"/n"})", kDecimal, R"({"n":"NaN"})", "NOT_A_NUMBER /n"},
        Attack{"R34_string_in_integer", R"({"from":"/n"})", kInteger, R"({"n":"7"})", "WRONG_TYPE /n"},
        Attack{"R34_boolean_in_integer", R"({"from":"/n"})", kInteger, R"({"n":true})", "WRONG_TYPE /n"},
        Attack{"R34_number_text_in_numeric", R"({"from":"/n"})", kNumeric, R"({"n":"007"})", "TEXT_AS_NUMBER /n"},
        Attack{"R34_zero_in_boolean", R"({"from":"/n"})", kBoolean, R"({"n":0})", "WRONG_TYPE /n"},
        Attack{"R35_array", R"({"from":"/a"})", kText, R"({"a":["x"]})", "NOT_SCALAR /a"},
        Attack{"R35_array_in_any", R"({"from":"/a"})", kAny, R"({"a":["x"]})", "NOT_SCALAR /a"},
        Attack{"R35_nested_object", R"({"from":"/a/0"})", kText, R"({"a":[{"x":1}]})", "NOT_SCALAR /a/0"},
        Attack{"R35_array_transformed", R"({"from":"/a","fn":["trim"]})", kJson, R"({"a":["x"]})", "NOT_SCALAR /a"},
        Attack{"R35_array_in_json", R"({"from":"/a"})", kJson, R"({"a":["x"]})", R"(["x"])"}),
    [](const auto& each) { return each.param.name; });

TEST(P31_R25_NulInText, IsRefusedInEveryColumnOfText) {
  for (const StoreType type : {kText, kAny, kNumeric, kJson}) {
    OneRule rule(R"({"c":{"from":"/t"}})", type);
    EXPECT_EQ(rule.map("{\"t\":\"a\\u0000b\"}"), "HAS_NUL /t");
  }
}

TEST(P31_R26_TenMegabytesOfText, AreRefused) {
  OneRule rule(R"({"c":{"from":"/t"}})", kText);
  EXPECT_EQ(rule.map_text("t", std::string(10U << 20U, 'x')), "TOO_LONG /t");
  EXPECT_EQ(rule.map_text("t", "x"), "x");
}

TEST(P31_R31_UnknownEnum, IsRefusedWhereTheLookupHasNoElse) {
  const std::string lookups = R"("lookups":{"kind":{"a":"A"}},)";
  OneRule strict(R"({"c":{"from":"/k","fn":[{"lookup":"kind"}]}})", kText, lookups);
  EXPECT_EQ(strict.map(R"({"k":"a"})"), "A");
  EXPECT_EQ(strict.map(R"({"k":"b"})"), "NOT_IN_LOOKUP /k");
  OneRule lenient(R"({"c":{"from":"/k","fn":[{"lookup":"kind","else":"?"}]}})", kText, lookups);
  EXPECT_EQ(lenient.map(R"({"k":"b"})"), "?");
}

TEST(Misfits, AreListedForEveryColumnAndLeaveNothingOfTheRecord) {
  OneRule rule(R"({"c":{"from":"/n"},"d":{"from":"/d","fn":["year"]},"e":{"from":"/e"},"pid":{"subject":true}})",
               kInteger);
  EXPECT_EQ(rule.map(R"({"n":"x","d":"y","e":"z"})"), "WRONG_TYPE /n NOT_A_DATE /d");
}

TEST(RecordMapper, DoesNotTakeADefaultForSomethingOfTheRecord) {
  OneRule rule(R"({"c":{"from":"/a","fn":[{"default":"none"}]},"d":{"from":"/b"}})", kText);
  EXPECT_EQ(rule.map(R"({"id":"1"})"), "no row");
  EXPECT_EQ(rule.map(R"({"b":"x"})"), "none");
  EXPECT_EQ(rule.map(R"({"a":"x"})"), "x");
  OneRule emptied(R"({"c":{"from":"/a","fn":["empty_to_null"]}})", kText);
  EXPECT_EQ(emptied.map(R"({"a":""})"), "no row");
}

// A map whose second rule links its rows to those of the first.
const std::string kLinked = R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[)"
                            R"({"from":"com.example.all","into":"p","set":{"c":{"from":"/x"}}},)"
                            R"({"from":"com.example.all","into":"t","set":{"c":{"row":)"
                            R"({"from":"com.example.all","into":"p","id":"/parent","column":"rid"}}}}]})";

class LinkedRow : public testing::Test {
 protected:
  // What the column that links gets where the parent's row has `found`.
  Result<std::optional<MappedRow>> map(const Cell& parent, const FindRow& rows) {
    const Rule& rule = map_.rules()[1];
    BoundRule bound;
    bound.rule = &rule;
    bound.table = &table_;
    bound.columns.push_back({&rule.set.front(), kInteger, {{0, &rule.set.front().pointers.front()}}});
    std::array<Cell, 1> record = {parent};
    return RecordMapper(Cell::integer(1), {}, {}, rows).map(bound, record, scratch_);
  }

  ImportMap map_ = ImportMap::parse(kLinked).value();
  StoreTable table_;
  Scratch scratch_;
};

TEST_F(LinkedRow, GetsItsKeyByTheNameOfTheRuleAndTheRecordsId) {
  std::string asked;
  const auto row = map(Cell::text("r1"), [&](const BoundColumn& column, std::string_view id) {
    asked = column.source->row.key + " " + column.source->row.column + " " + std::string(id);
    return Result<std::optional<Cell>>(Cell::integer(42));
  });
  EXPECT_EQ(asked, "p rid r1");
  EXPECT_EQ(row.value()->cells.front().cell.as_integer(), 42);
}

TEST_F(LinkedRow, WithoutParentIsAMisfitAndWithoutIdNull) {
  const FindRow none = [](const BoundColumn&, std::string_view) { return Result<std::optional<Cell>>(std::nullopt); };
  EXPECT_EQ(map(Cell::text("r1"), none).value()->misfits.front().code, MisfitCode::kNoParentRow);
  EXPECT_EQ(map(Cell::text("r1"), none).value()->misfits.front().pointer, "/parent");
  EXPECT_EQ(map(Cell::text("r1"), {}).value()->misfits.front().code, MisfitCode::kNoParentRow);
  EXPECT_EQ(map(Cell::integer(1), none).value()->misfits.front().code, MisfitCode::kWrongType);
  EXPECT_EQ(map(Cell::json("[1]"), none).value()->misfits.front().code, MisfitCode::kNotScalar);
  EXPECT_TRUE(map(Cell::absent(), none).value()->cells.front().cell.is_absent());
}

TEST_F(LinkedRow, FitsItsColumnAndPassesErrorsOn) {
  const FindRow text = [](const BoundColumn&, std::string_view) {
    return Result<std::optional<Cell>>(Cell::text("x"));
  };
  EXPECT_EQ(map(Cell::text("r1"), text).value()->misfits.front().code, MisfitCode::kWrongType);
  const FindRow broken = [](const BoundColumn&, std::string_view) {
    return Result<std::optional<Cell>>(Error{ErrorCode::kBackend, "gone", {}});
  };
  EXPECT_EQ(map(Cell::text("r1"), broken).error().code, ErrorCode::kBackend);
}

std::string digest_of(const Cell& cell) {
  const NamedCell named{"c", cell};
  return content_digest({&named, 1});
}

// Two ways of asking one question must not answer differently: one decides before a row is written, one after.
TEST(SameContent, AgreesWithTheDigest) {
  const std::array cells = {Cell::absent(),      Cell::boolean(false), Cell::boolean(true), Cell::integer(0),
                            Cell::integer(1),    Cell::number(0.0),    Cell::number(-0.0),  Cell::number(1.0),
                            Cell::text(""),      Cell::text("1"),      Cell::json("1"),     Cell::bytes("1"),
                            Cell::bytes("\xFF"), Cell::text("0")};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t j = 0; j < cells.size(); ++j) {
      EXPECT_EQ(same_content(cells[i], cells[j]), digest_of(cells[i]) == digest_of(cells[j])) << i << " " << j;
    }
  }
  EXPECT_TRUE(same_content(Cell::boolean(true), Cell::integer(1)));
  EXPECT_TRUE(same_content(Cell::json("1"), Cell::text("1")));
  EXPECT_FALSE(same_content(Cell::number(1.0), Cell::integer(1)));
}

}  // namespace
}  // namespace holdall
