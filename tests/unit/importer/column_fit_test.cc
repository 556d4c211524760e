#include "holdall/importer/column_fit.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "support/shown.h"

namespace holdall {
namespace {

using enum StoreType;

struct Case {
  StoreType type;
  Cell cell;
  std::string fitted;  // kind and value, or a code
};

std::string shown(const FittedCell& result) {
  return result.ok() ? test::shown(result.cell()) : std::string(misfit_name(result.misfit()));
}

class FitOf : public testing::TestWithParam<Case> {};

TEST_P(FitOf, IsTheValueInOneFormOrACode) {
  Scratch scratch;
  EXPECT_EQ(shown(fit_column(GetParam().cell, GetParam().type, scratch)), GetParam().fitted);
}

Cell text(std::string_view value) {
  return Cell::text(value);
}

constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

INSTANTIATE_TEST_SUITE_P(
    Numbers, FitOf,
    testing::Values(Case{kInteger, Cell::integer(kMost), "integer 9223372036854775807"},
                    Case{kInteger, Cell::number(1.5), "WRONG_TYPE"}, Case{kInteger, Cell::boolean(true), "WRONG_TYPE"},
                    Case{kInteger, text("1"), "WRONG_TYPE"}, Case{kReal, Cell::number(1.5), "number 1.500000"},
                    Case{kReal, Cell::integer(kSafe), "number 9007199254740991.000000"},
                    Case{kReal, Cell::integer(kSafe + 1), "OUT_OF_RANGE"},
                    Case{kReal, Cell::integer(-kMost), "OUT_OF_RANGE"},
                    Case{kReal, Cell::number(std::numeric_limits<double>::quiet_NaN()), "OUT_OF_RANGE"},
                    Case{kAny, Cell::number(std::numeric_limits<double>::infinity()), "OUT_OF_RANGE"},
                    Case{kReal, text("1.5"), "WRONG_TYPE"}, Case{kNumeric, Cell::number(12.0), "integer 12"},
                    Case{kNumeric, Cell::number(-12.5), "number -12.500000"},
                    Case{kNumeric, text("12"), "TEXT_AS_NUMBER"}, Case{kNumeric, text(" +1e3 "), "TEXT_AS_NUMBER"},
                    Case{kNumeric, text("-.5"), "TEXT_AS_NUMBER"}, Case{kNumeric, text("1e999"), "TEXT_AS_NUMBER"},
                    Case{kNumeric, text("nan(1)"), "text nan(1)"},
                    Case{kNumeric, text("12 Main St"), "text 12 Main St"}, Case{kNumeric, Cell::boolean(true), "true"},
                    Case{kDecimal, text("-012.500"), "text -12.5"}, Case{kDecimal, text("-0.00"), "text 0"},
                    Case{kDecimal, text("000"), "text 0"}, Case{kDecimal, text("100"), "text 100"},
                    Case{kDecimal, text("123456789012345678901234567890.10"), "text 123456789012345678901234567890.1"},
                    Case{kDecimal, text("1e3"), "NOT_A_NUMBER"}, Case{kDecimal, text("1."), "NOT_A_NUMBER"},
                    Case{kDecimal, text(""), "NOT_A_NUMBER"}, Case{kDecimal, text("NaN"), "NOT_A_NUMBER"},
                    Case{kDecimal, Cell::integer(-7), "text -7"}, Case{kDecimal, Cell::number(0.25), "text 0.25"},
                    Case{kDecimal, Cell::number(1e300), "OUT_OF_RANGE"},
                    Case{kDecimal, Cell::boolean(true), "WRONG_TYPE"}, Case{kBoolean, Cell::boolean(false), "false"},
                    Case{kBoolean, Cell::integer(1), "WRONG_TYPE"}, Case{kBoolean, text("true"), "WRONG_TYPE"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, FitOf,
    testing::Values(Case{kText, text("x"), "text x"}, Case{kText, text(""), "text "},
                    Case{kText, Cell::integer(1), "WRONG_TYPE"}, Case{kText, Cell::bytes("x"), "WRONG_TYPE"},
                    Case{kText, Cell::json(R"({"id":"1"})"), R"(json {"id":"1"})"},
                    Case{kText, text(std::string_view("a\0b", 3)), "HAS_NUL"},
                    Case{kAny, text(std::string_view("\0", 1)), "HAS_NUL"},
                    Case{kNumeric, text(std::string_view("a\0", 2)), "HAS_NUL"},
                    Case{kAny, Cell::bytes("x"), "bytes x"}, Case{kAny, Cell::boolean(true), "true"},
                    Case{kBytes, Cell::bytes("\xFF"), "bytes \xFF"}, Case{kBytes, text("AAEC"), "WRONG_TYPE"},
                    Case{kUnsupported, text("x"), "WRONG_TYPE"}, Case{kUnsupported, Cell::absent(), "absent"},
                    Case{kUuid, text("0B7F2A3C-0000-4000-8000-00000000000F"),
                         "text 0b7f2a3c-0000-4000-8000-00000000000f"},
                    Case{kUuid, text("0b7f2a3c-0000-4000-8000-00000000000"), "NOT_A_UUID"},
                    Case{kUuid, text("0b7f2a3c-0000-4000-8000-00000000000ff"), "NOT_A_UUID"},
                    Case{kUuid, text("0b7f2a3c00000-4000-8000-00000000000f"), "NOT_A_UUID"},
                    Case{kUuid, text("urn:uuid:0b7f2a3c-0000-4000-8000-00000000000f"), "NOT_A_UUID"},
                    Case{kUuid, text(""), "NOT_A_UUID"}, Case{kUuid, Cell::integer(1), "WRONG_TYPE"}));

INSTANTIATE_TEST_SUITE_P(
    Times, FitOf,
    testing::Values(Case{kTimestamp, text("2026-11-23T10:00:00.120Z"), "text 2026-11-23T10:00:00.12Z"},
                    Case{kTimestamp, text("2026-11-23T10:00:00.000000Z"), "text 2026-11-23T10:00:00Z"},
                    Case{kTimestamp, text("2026-11-23T10:00:00.123456Z"), "text 2026-11-23T10:00:00.123456Z"},
                    Case{kTimestamp, text("2026-11-23T10:00:00.1234567Z"), "TOO_PRECISE"},
                    Case{kTimestamp, text("2026-11-23"), "NOT_A_TIMESTAMP"},
                    Case{kTimestamp, text("2026-11-23T10:00:00"), "NOT_A_TIMESTAMP"},
                    Case{kTimestamp, text("2026-11-23T10:00:00+00:00"), "NOT_A_TIMESTAMP"},
                    Case{kTimestamp, text("infinity"), "NOT_A_TIMESTAMP"},
                    Case{kTimestamp, Cell::integer(0), "WRONG_TYPE"},
                    Case{kDate, text("2024-02-29"), "text 2024-02-29"}, Case{kDate, text("2023-02-29"), "NOT_A_DATE"},
                    Case{kDate, text("0000-00-00"), "NOT_A_DATE"}, Case{kDate, text("today"), "NOT_A_DATE"},
                    Case{kDate, text("2024-02-29T00:00:00Z"), "NOT_A_DATE"},
                    Case{kDate, Cell::integer(1), "WRONG_TYPE"}));

INSTANTIATE_TEST_SUITE_P(
    Json, FitOf,
    testing::Values(Case{kJson, text("a\"b"), R"(json "a\"b")"}, Case{kJson, Cell::integer(7), "json 7"},
                    Case{kJson, Cell::number(1.5), "json 1.5"}, Case{kJson, Cell::boolean(true), "json true"},
                    Case{kJson, Cell::json("[1]"), "json [1]"}, Case{kJson, Cell::bytes("x"), "WRONG_TYPE"},
                    Case{kJson, text(std::string_view("\0", 1)), "HAS_NUL"},
                    Case{kJson, Cell::json(R"({"a":"\u0000"})"), "HAS_NUL"},
                    Case{kJson, Cell::json(R"({"a":"\\\u0000"})"), "HAS_NUL"},
                    Case{kJson, Cell::json(R"({"a":"\\u0000"})"), R"(json {"a":"\\u0000"})"}));

TEST(ColumnFit, TakesAMissingValueEverywhere) {
  for (const StoreType type :
       {kAny, kInteger, kReal, kText, kNumeric, kDecimal, kBoolean, kTimestamp, kDate, kJson, kBytes, kUuid}) {
    Scratch scratch;
    EXPECT_EQ(shown(fit_column(Cell::absent(), type, scratch)), "absent");
  }
}

TEST(ColumnFit, TakesTextsOfEightMebibytesAndNoMore) {
  std::string long_text(kMaxTextBytes, 'x');
  Scratch scratch;
  for (const StoreType type : {kText, kAny}) {
    EXPECT_TRUE(fit_column(Cell::text(long_text), type, scratch).ok());
  }
  long_text.push_back('x');
  for (const StoreType type : {kText, kAny, kNumeric, kJson}) {
    EXPECT_EQ(shown(fit_column(Cell::text(long_text), type, scratch)), "TOO_LONG");
  }
}

// What went into a column is what would go into it again: a row that comes back from a database compares equal.
TEST_P(FitOf, GivesAFormThatStaysTheSame) {
  Scratch scratch;
  const FittedCell first = fit_column(GetParam().cell, GetParam().type, scratch);
  if (first.ok()) {
    EXPECT_EQ(shown(fit_column(first.cell(), GetParam().type, scratch)), shown(first));
  }
}

// What plan.cc refuses before there is a value is never what the mapper would have taken.
TEST(ColumnFit, MayFitWhateverFits) {
  using C = CellKinds;
  const std::vector<std::pair<C, Cell>> cells = {
      {C::kText, text("x")},         {C::kText, text("2026-11-23")},    {C::kText, text("2026-11-23T10:00:00Z")},
      {C::kText, text("12")},        {C::kInteger, Cell::integer(1)},   {C::kNumber, Cell::number(1.5)},
      {C::kBytes, Cell::bytes("x")}, {C::kBoolean, Cell::boolean(true)}};
  for (const StoreType type : {kAny, kInteger, kReal, kText, kNumeric, kDecimal, kBoolean, kTimestamp, kDate, kJson,
                               kBytes, kUuid, kUnsupported}) {
    for (const auto& [kinds, cell] : cells) {
      Scratch scratch;
      EXPECT_TRUE(may_fit(kinds, type) || !fit_column(cell, type, scratch).ok());
    }
  }
  EXPECT_FALSE(may_fit(C::kInteger, kText));
  EXPECT_TRUE(may_fit(C::kInteger | C::kText, kText));
}

}  // namespace
}  // namespace holdall
