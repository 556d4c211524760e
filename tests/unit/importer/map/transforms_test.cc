#include "holdall/importer/map/transforms.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/map/countries.h"
#include "holdall/importer/map/transform_reader.h"

namespace holdall {
namespace {

// A list `fn`, a value, and what comes out: JSON, "missing", or a code.
struct Case {
  const char* fn;
  const char* from;
  const char* to;
};

class TransformList : public testing::TestWithParam<Case> {};

Lookups lookups_of(const char* document) {
  auto lookups = read_lookups(parse_document(document).value());
  EXPECT_TRUE(lookups.ok());
  return lookups.ok() ? std::move(lookups).value() : Lookups();
}

const Lookups& test_lookups() {
  static const Lookups lookups = lookups_of(
      R"({"lookups":{"topic":{"sale_share":"ads","email":"mail","true":"yes","7":7},"flag":{"on":true,"off":null}}})");
  return lookups;
}

std::string shown(const FittedCell& result) {
  if (!result.ok()) {
    return std::string(misfit_name(result.misfit()));
  }
  const Cell& cell = result.cell();
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      return "missing";
    case Cell::Kind::kBool:
      return cell.as_bool() ? "true" : "false";
    case Cell::Kind::kInteger:
      return std::to_string(cell.as_integer());
    case Cell::Kind::kDouble:
      return canonical(Value(cell.as_double()));
    case Cell::Kind::kBytes:
      return "bytes " + std::to_string(cell.as_text().size());
    default:
      return canonical(Value(cell.as_text()));
  }
}

std::string outcome_of(const std::string& fn, const Value& value) {
  const auto transforms = read_transforms(parse_document("[" + fn + "]").value(), CellKinds::kScalar, test_lookups());
  EXPECT_TRUE(transforms.ok()) << fn << ": " << transforms.error().message;
  Scratch scratch;
  FittedCell result = scalar_cell(value);
  for (const Transform& transform : transforms.value()) {
    if (result.ok()) {
      const Cell before = result.cell();
      result = apply_transform(transform, {&before, 1}, scratch);
    }
  }
  return shown(result);
}

TEST_P(TransformList, GivesTheOtherFormOrSaysByACodeWhyNot) {
  EXPECT_EQ(outcome_of(GetParam().fn, parse_document(GetParam().from).value()), GetParam().to)
      << GetParam().fn << " of " << GetParam().from;
}

INSTANTIATE_TEST_SUITE_P(
    Times, TransformList,
    testing::Values(Case{R"("year")", R"("1987-04-12")", "1987"},
                    Case{R"("year")", R"("2026-11-23T10:00:00.5Z")", "2026"},
                    Case{R"("year")", R"("1987")", "NOT_A_DATE"}, Case{R"("year")", R"("1987-02-30")", "NOT_A_DATE"},
                    Case{R"("year")", R"("0000-00-00")", "NOT_A_DATE"}, Case{R"("year")", "1987", "WRONG_TYPE"},
                    Case{R"("rfc3339_to_epoch")", R"("1970-01-01T00:00:01Z")", "1"},
                    Case{R"("rfc3339_to_epoch")", R"("1969-12-31T23:59:59Z")", "-1"},
                    Case{R"("rfc3339_to_epoch")", R"("2026-11-23T10:00:00+01:00")", "NOT_A_TIMESTAMP"},
                    Case{R"("rfc3339_to_epoch")", R"("2026-11-23T10:00:00")", "NOT_A_TIMESTAMP"},
                    Case{R"("rfc3339_to_epoch")", R"("2026-11-23T23:59:60Z")", "NOT_A_TIMESTAMP"},
                    Case{R"("rfc3339_to_epoch_ms")", R"("1970-01-01T00:00:01.2349Z")", "1234"},
                    Case{R"("rfc3339_to_epoch_ms")", R"("1969-12-31T23:59:59.75Z")", "-250"},
                    Case{R"("rfc3339_to_date")", R"("2026-11-23T23:59:59Z")", R"("2026-11-23")"},
                    Case{R"("rfc3339_to_date")", R"("2026-11-23")", "NOT_A_TIMESTAMP"},
                    Case{R"("rfc3339_to_datetime")", R"("2026-11-23T10:00:09.999Z")", R"("2026-11-23 10:00:09")"},
                    Case{R"("date_to_epoch")", R"("1970-01-02")", "86400"},
                    Case{R"("date_to_epoch_day")", R"("1969-12-31")", "-1"},
                    Case{R"("date_to_epoch_day")", R"("2024-02-30")", "NOT_A_DATE"},
                    Case{R"("date_to_rfc3339")", R"("2024-02-29")", R"("2024-02-29T00:00:00Z")"},
                    Case{R"("epoch_to_rfc3339")", "-1", R"("1969-12-31T23:59:59Z")"},
                    Case{R"("epoch_to_rfc3339")", "253402300799", R"("9999-12-31T23:59:59Z")"},
                    Case{R"("epoch_to_rfc3339")", "253402300800", "OUT_OF_RANGE"},
                    Case{R"("epoch_to_rfc3339")", "-9007199254740991", "OUT_OF_RANGE"},
                    Case{R"("epoch_ms_to_rfc3339")", "-1", R"("1969-12-31T23:59:59.999Z")"},
                    Case{R"("epoch_ms_to_rfc3339")", "1000", R"("1970-01-01T00:00:01Z")"}));

INSTANTIATE_TEST_SUITE_P(
    Codes, TransformList,
    testing::Values(
        Case{R"("iso3166_a2_to_a3")", R"("SE")", R"("SWE")"}, Case{R"("iso3166_a2_to_a3")", R"("US-CA")", R"("USA")"},
        Case{R"("iso3166_a2_to_a3")", R"("se")", "NOT_A_COUNTRY"},
        Case{R"("iso3166_a2_to_a3")", R"("XX")", "NOT_A_COUNTRY"},
        Case{R"("iso3166_a2_to_a3")", R"("")", "NOT_A_COUNTRY"}, Case{R"("iso3166_a2")", R"("US-CA")", R"("US")"},
        Case{R"("iso3166_a2")", R"("UK")", "NOT_A_COUNTRY"}, Case{R"("iso3166_a2_to_numeric")", R"("AF")", R"("004")"},
        Case{R"("iso3166_a3_to_a2")", R"("SWE")", R"("SE")"},
        Case{R"("iso3166_a3_to_numeric")", R"("SWE")", R"("752")"},
        Case{R"("iso3166_a3_to_numeric")", R"("SE")", "NOT_A_COUNTRY"},
        Case{R"("iso3166_numeric_to_a2")", R"("004")", R"("AF")"}, Case{R"("iso3166_numeric_to_a2")", "4", R"("AF")"},
        Case{R"("iso3166_numeric_to_a3")", "752", R"("SWE")"},
        Case{R"("iso3166_numeric_to_a3")", R"("4")", "NOT_A_COUNTRY"},
        Case{R"("iso3166_numeric_to_a3")", "-4", "NOT_A_COUNTRY"},
        Case{R"("iso3166_numeric_to_a3")", "1004", "NOT_A_COUNTRY"},
        Case{R"("bcp47_to_posix")", R"("sv-SE")", R"("sv_SE")"}, Case{R"("bcp47_to_posix")", R"("sv")", R"("sv")"},
        Case{R"("bcp47_to_posix")", R"("SV-se")", R"("sv_SE")"},
        Case{R"("bcp47_to_posix")", R"("zh-Hant")", R"("zh_TW")"},
        Case{R"("bcp47_to_posix")", R"("zh-Hant-HK")", R"("zh_HK")"},
        Case{R"("bcp47_to_posix")", R"("sr-Latn-RS")", R"("sr_RS@latin")"},
        Case{R"("bcp47_to_posix")", R"("de-DE-1996")", R"("de_DE")"},
        Case{R"("bcp47_to_posix")", R"("es-419")", R"("es_419")"},
        Case{R"("bcp47_to_posix")", R"("ja-Hira")", "NOT_A_LANGUAGE"},
        Case{R"("bcp47_to_posix")", R"("")", "NOT_A_LANGUAGE"}, Case{R"("bcp47_to_posix")", R"("x")", "NOT_A_LANGUAGE"},
        Case{R"("bcp47_to_posix")", R"("s1-SE")", "NOT_A_LANGUAGE"},
        Case{R"("posix_to_bcp47")", R"("sv_SE.UTF-8")", R"("sv-SE")"},
        Case{R"("posix_to_bcp47")", R"("sr_RS@latin")", R"("sr-Latn-RS")"},
        Case{R"("posix_to_bcp47")", R"("fi")", R"("fi")"}, Case{R"("posix_to_bcp47")", R"("C")", "NOT_A_LANGUAGE"},
        Case{R"("posix_to_bcp47")", R"("POSIX")", "NOT_A_LANGUAGE"},
        Case{R"("posix_to_bcp47")", R"("de_DE@euro")", "NOT_A_LANGUAGE"},
        Case{R"("posix_to_bcp47")", R"("sv_")", "NOT_A_LANGUAGE"},
        Case{R"("bcp47_to_iso639")", R"("NB-no")", R"("nb")"},
        Case{R"("bcp47_to_iso639")", R"("norwegian")", "NOT_A_LANGUAGE"},
        Case{R"({"lookup": "topic"})", R"("sale_share")", R"("ads")"},
        Case{R"({"lookup": "topic"})", R"("gpc")", "NOT_IN_LOOKUP"},
        Case{R"({"lookup": "topic", "else": "other"})", R"("gpc")", R"("other")"},
        Case{R"({"lookup": "topic", "else": null})", R"("gpc")", "missing"}, Case{R"({"lookup": "topic"})", "7", "7"},
        Case{R"({"lookup": "topic"})", "true", R"("yes")"}, Case{R"({"lookup": "topic"})", "7.5", "WRONG_TYPE"},
        Case{R"({"lookup": "flag"})", R"("on")", "true"}, Case{R"({"lookup": "flag"})", R"("off")", "missing"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, TransformList,
    testing::Values(
        Case{R"("first_word")", R"("  Ada  King Lovelace ")", R"("Ada")"},
        Case{R"("after_first_word")", R"("  Ada  King Lovelace ")", R"("King Lovelace")"},
        Case{R"("last_word")", R"("  Ada  King Lovelace ")", R"("Lovelace")"},
        Case{R"("before_last_word")", R"("  Ada  King Lovelace ")", R"("Ada  King")"},
        Case{R"("first_word")", R"(" ")", "missing"}, Case{R"("last_word")", R"("")", "missing"},
        Case{R"("after_first_word")", R"("Ada")", "missing"}, Case{R"("before_last_word")", R"("Ada")", "missing"},
        Case{R"({"part": 1, "of": ", "})", R"("Berg, Astrid")", R"("Berg")"},
        Case{R"({"part": 2, "of": ", "})", R"("Berg, Astrid")", R"("Astrid")"},
        Case{R"({"part": 3, "of": ", "})", R"("Berg, Astrid")", "missing"},
        Case{R"({"part": 2, "of": ","})", R"("a,,b")", "missing"}, Case{R"("trim")", R"("\t a b\n")", R"("a b")"},
        Case{R"("trim")", R"(" ")", R"("")"}, Case{R"("trim", "empty_to_null")", R"(" ")", "missing"},
        Case{R"("lower_ascii")", R"("A.B@Ä")", R"("a.b@Ä")"}, Case{R"("upper_ascii")", R"("a.b@ä")", R"("A.B@ä")"},
        Case{R"({"without_prefix": "urn:uuid:"})", R"("urn:uuid:1")", R"("1")"},
        Case{R"({"without_prefix": "urn:uuid:"})", R"("1")", R"("1")"},
        Case{R"({"default": "none"})", "null", R"("none")"}, Case{R"({"default": "none"})", R"("x")", R"("x")"},
        Case{R"("trim", "empty_to_null", {"default": 0})", R"(" ")", "0"}, Case{R"({"join": "-"})", R"("x")", R"("x")"},
        Case{R"("join_space")", "7", "WRONG_TYPE"}));

INSTANTIATE_TEST_SUITE_P(
    Types, TransformList,
    testing::Values(
        Case{R"("text_to_integer")", R"("0")", "0"}, Case{R"("text_to_integer")", R"("-42")", "-42"},
        Case{R"("text_to_integer")", R"("9223372036854775807")", "9223372036854775807"},
        Case{R"("text_to_integer")", R"("9223372036854775808")", "OUT_OF_RANGE"},
        Case{R"("text_to_integer")", R"("-9223372036854775808")", "-9223372036854775808"},
        Case{R"("text_to_integer")", R"("-9223372036854775809")", "OUT_OF_RANGE"},
        Case{R"("text_to_integer")", R"("007")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("-0")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("+1")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("1e3")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("1.0")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("-")", "NOT_A_NUMBER"}, Case{R"("text_to_integer")", R"(" 1")", "NOT_A_NUMBER"},
        Case{R"("text_to_integer")", R"("")", "NOT_A_NUMBER"}, Case{R"("text_to_integer")", "1", "WRONG_TYPE"},
        Case{R"("text_to_number")", R"("12.50")", "12.5"}, Case{R"("text_to_number")", R"("-0")", "0"},
        Case{R"("text_to_number")", R"("NaN")", "NOT_A_NUMBER"},
        Case{R"("text_to_number")", R"("inf")", "NOT_A_NUMBER"}, Case{R"("text_to_number")", R"("1.")", "NOT_A_NUMBER"},
        Case{R"("text_to_number")", R"(".5")", "NOT_A_NUMBER"}, Case{R"("text_to_boolean")", R"("true")", "true"},
        Case{R"("text_to_boolean")", R"("True")", "NOT_A_BOOLEAN"}, Case{R"("integer_to_text")", "-7", R"("-7")"},
        Case{R"("integer_to_text")", "7.5", "WRONG_TYPE"}, Case{R"("number_to_text")", "7.5", R"("7.5")"},
        Case{R"("number_to_text")", "7", R"("7")"}, Case{R"("boolean_to_text")", "false", R"("false")"},
        Case{R"("boolean_to_integer")", "true", "1"}, Case{R"("boolean_to_integer")", R"("yes")", "WRONG_TYPE"},
        Case{R"("integer_to_boolean")", "0", "false"}, Case{R"("integer_to_boolean")", "2", "NOT_A_BOOLEAN"},
        Case{R"({"decimal_to_units": 2})", R"("12.5")", "1250"}, Case{R"({"decimal_to_units": 2})", R"("-0.05")", "-5"},
        Case{R"({"decimal_to_units": 2})", R"("1.500")", "150"},
        Case{R"({"decimal_to_units": 2})", R"("1.505")", "TOO_PRECISE"},
        Case{R"({"decimal_to_units": 2})", R"("92233720368547758.08")", "OUT_OF_RANGE"},
        Case{R"({"decimal_to_units": 0})", R"("1,5")", "NOT_A_NUMBER"},
        Case{R"("base64url_to_bytes")", R"("AAEC")", "bytes 3"},
        Case{R"("base64url_to_bytes")", R"("AB")", "NOT_BASE64"},
        Case{R"("base64url_to_bytes")", R"("AA==")", "NOT_BASE64"},
        Case{R"("text_to_boolean", "boolean_to_integer")", R"("false")", "0"}));

TEST(Transforms, LeaveWhatIsMissingMissing) {
  for (int kind = 0; kind < static_cast<int>(TransformKind::kFile); ++kind) {
    Transform transform{static_cast<TransformKind>(kind), "x", 1};
    transform.table = test_lookups().begin()->second;
    if (transform.kind != TransformKind::kDefault) {
      Scratch scratch;
      const Cell absent = Cell::absent();
      EXPECT_EQ(shown(apply_transform(transform, {&absent, 1}, scratch)), "missing") << transform_name(transform.kind);
    }
  }
}

// Whatever a record may hold: a value comes out or a code, and text stays text.
TEST(Transforms, AreTotal) {
  const std::string long_text(1U << 16U, '-');
  std::vector<Cell> values = {Cell::boolean(true),  Cell::integer(INT64_MIN), Cell::integer(INT64_MAX),
                              Cell::number(-0.0),   Cell::number(1e308),      Cell::bytes("\xFF"),
                              Cell::text(long_text)};
  for (const char* text : {"",
                           " ",
                           "-",
                           "--",
                           ".",
                           "0",
                           "-0",
                           "00",
                           "1e999",
                           "9999-12-31T23:59:59.999999999Z",
                           "0001-01-01",
                           "2024-02-29",
                           "x-x",
                           "xx",
                           "a_b@c.d",
                           "@",
                           "_",
                           ".@",
                           "sv_SE@",
                           "\xC3\xA4 \xC3\xB6",
                           "\xF0\x9F\x91\xA9 x",
                           "=1+1",
                           "'; DROP TABLE x"}) {
    values.push_back(Cell::text(text));
  }
  for (int kind = 0; kind < static_cast<int>(TransformKind::kFile); ++kind) {
    Transform transform{static_cast<TransformKind>(kind), "x", 2, Value("else")};
    transform.table = test_lookups().begin()->second;
    for (const Cell& value : values) {
      Scratch scratch;
      const FittedCell result = apply_transform(transform, {&value, 1}, scratch);
      EXPECT_TRUE(!result.ok() || result.cell().kind() != Cell::Kind::kText || is_ijson_text(result.cell().as_text()))
          << transform_name(transform.kind);
    }
  }
}

TEST(Transforms, JoinTextsAndLeaveAbsentOnesOut) {
  Scratch scratch;
  const std::array names = {Cell::text("Astrid"), Cell::absent(), Cell::text("Berg")};
  EXPECT_EQ(shown(apply_transform(*find_transform("join_space"), names, scratch)), R"("Astrid Berg")");
  EXPECT_EQ(shown(apply_transform({TransformKind::kJoin, ", "}, names, scratch)), R"("Astrid, Berg")");
  const std::array mixed = {Cell::text("Astrid"), Cell::integer(1)};
  EXPECT_EQ(shown(apply_transform({TransformKind::kJoin, ", "}, mixed, scratch)), "WRONG_TYPE");
}

struct Unfit {
  const char* fn;
  const char* at;
};

TEST(Transforms, AreCheckedWhenTheMapIsRead) {
  for (const Unfit& each : {
           Unfit{R"(["eval"])", "/0"},
           Unfit{R"(["trim", "eval"])", "/1"},
           Unfit{R"(["join"])", "/0"},
           Unfit{R"(["lookup"])", "/0"},
           Unfit{R"([7])", "/0"},
           Unfit{R"([{"eval": 1}])", "/0"},
           Unfit{R"([{"join": 1}])", "/0"},
           Unfit{R"([{"part": 1}])", "/0"},
           Unfit{R"([{"part": 1, "of": ""}])", "/0"},
           Unfit{R"([{"part": 0, "of": ","}])", "/0"},
           Unfit{R"([{"part": 65, "of": ","}])", "/0"},
           Unfit{R"([{"part": "1", "of": ","}])", "/0"},
           Unfit{R"([{"part": 1, "of": ",", "else": 1}])", "/0"},
           Unfit{R"([{"join": ",", "part": 1}])", "/0"},
           Unfit{R"([{"without_prefix": ""}])", "/0"},
           Unfit{R"([{"decimal_to_units": 10}])", "/0"},
           Unfit{R"([{"default": null}])", "/0"},
           Unfit{R"([{"default": [1]}])", "/0"},
           Unfit{R"([{"lookup": "nowhere"}])", "/0"},
           Unfit{R"([{"lookup": "topic", "else": {}}])", "/0"},
           Unfit{R"(["year", "lower_ascii"])", "/1"},
           Unfit{R"(["rfc3339_to_epoch", "rfc3339_to_date"])", "/1"},
           Unfit{R"([{"lookup": "flag"}, "lower_ascii"])", "/1"},
           Unfit{R"([])", ""},
           Unfit{R"("year")", ""},
       }) {
    const auto read = read_transforms(parse_document(each.fn).value(), CellKinds::kScalar, test_lookups());
    ASSERT_FALSE(read.ok()) << each.fn;
    EXPECT_EQ(read.error().code, ErrorCode::kMapUnfit);
    EXPECT_TRUE(read.error().message.starts_with(each.at)) << each.fn << ": " << read.error().message;
  }
}

TEST(Countries, KnowFirstMiddleAndLast) {
  EXPECT_EQ(country_by_alpha2("AD")->alpha3, "AND");
  EXPECT_EQ(country_by_alpha2("JP")->numeric, "392");
  EXPECT_EQ(country_by_alpha3("ZWE")->alpha2, "ZW");
  EXPECT_EQ(country_by_numeric("004")->alpha2, "AF");
  EXPECT_EQ(country_by_alpha2("UK"), nullptr);
  EXPECT_EQ(country_by_alpha3(""), nullptr);
}

}  // namespace
}  // namespace holdall
