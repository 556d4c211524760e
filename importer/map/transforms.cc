// The table of transforms: the only place that knows their names, and what each takes and gives.
#include "holdall/importer/map/transforms.h"

#include <algorithm>
#include <array>

#include "holdall/importer/map/transform_steps.h"

namespace holdall {
namespace {

using K = TransformKind;
using C = CellKinds;

struct TransformSpec {
  TransformKind kind;
  std::string_view name;
  bool has_argument;
  CellKinds takes;
  CellKinds gives;
  steps::Step* step;
};

constexpr auto kSpecs = std::to_array<TransformSpec>({
    {K::kJoin, "join", true, C::kText, C::kText, nullptr},
    {K::kPart, "part", true, C::kText, C::kText, steps::part},
    {K::kFirstWord, "first_word", false, C::kText, C::kText, steps::first_word},
    {K::kAfterFirstWord, "after_first_word", false, C::kText, C::kText, steps::after_first_word},
    {K::kLastWord, "last_word", false, C::kText, C::kText, steps::last_word},
    {K::kBeforeLastWord, "before_last_word", false, C::kText, C::kText, steps::before_last_word},
    {K::kTrim, "trim", false, C::kText, C::kText, steps::trim},
    {K::kEmptyToNull, "empty_to_null", false, C::kText, C::kText, steps::empty_to_null},
    {K::kLowerAscii, "lower_ascii", false, C::kText, C::kText, steps::lower_ascii},
    {K::kUpperAscii, "upper_ascii", false, C::kText, C::kText, steps::upper_ascii},
    {K::kWithoutPrefix, "without_prefix", true, C::kText, C::kText, steps::without_prefix},
    {K::kYear, "year", false, C::kText, C::kInteger, steps::year},
    {K::kRfc3339ToEpoch, "rfc3339_to_epoch", false, C::kText, C::kInteger, steps::rfc3339_to_epoch},
    {K::kRfc3339ToEpochMs, "rfc3339_to_epoch_ms", false, C::kText, C::kInteger, steps::rfc3339_to_epoch_ms},
    {K::kRfc3339ToDate, "rfc3339_to_date", false, C::kText, C::kText, steps::rfc3339_to_date},
    {K::kRfc3339ToDatetime, "rfc3339_to_datetime", false, C::kText, C::kText, steps::rfc3339_to_datetime},
    {K::kDateToEpoch, "date_to_epoch", false, C::kText, C::kInteger, steps::date_to_epoch},
    {K::kDateToEpochDay, "date_to_epoch_day", false, C::kText, C::kInteger, steps::date_to_epoch_day},
    {K::kDateToRfc3339, "date_to_rfc3339", false, C::kText, C::kText, steps::date_to_rfc3339},
    {K::kEpochToRfc3339, "epoch_to_rfc3339", false, C::kInteger, C::kText, steps::epoch_to_rfc3339},
    {K::kEpochMsToRfc3339, "epoch_ms_to_rfc3339", false, C::kInteger, C::kText, steps::epoch_ms_to_rfc3339},
    {K::kIso3166A2, "iso3166_a2", false, C::kText, C::kText, steps::iso3166_a2},
    {K::kIso3166A2ToA3, "iso3166_a2_to_a3", false, C::kText, C::kText, steps::iso3166_a2_to_a3},
    {K::kIso3166A2ToNumeric, "iso3166_a2_to_numeric", false, C::kText, C::kText, steps::iso3166_a2_to_numeric},
    {K::kIso3166A3ToA2, "iso3166_a3_to_a2", false, C::kText, C::kText, steps::iso3166_a3_to_a2},
    {K::kIso3166A3ToNumeric, "iso3166_a3_to_numeric", false, C::kText, C::kText, steps::iso3166_a3_to_numeric},
    {K::kIso3166NumericToA2, "iso3166_numeric_to_a2", false, C::kText | C::kInteger, C::kText,
     steps::iso3166_numeric_to_a2},
    {K::kIso3166NumericToA3, "iso3166_numeric_to_a3", false, C::kText | C::kInteger, C::kText,
     steps::iso3166_numeric_to_a3},
    {K::kBcp47ToPosix, "bcp47_to_posix", false, C::kText, C::kText, steps::bcp47_to_posix},
    {K::kPosixToBcp47, "posix_to_bcp47", false, C::kText, C::kText, steps::posix_to_bcp47},
    {K::kBcp47ToIso639, "bcp47_to_iso639", false, C::kText, C::kText, steps::bcp47_to_iso639},
    {K::kTextToInteger, "text_to_integer", false, C::kText, C::kInteger, steps::text_to_integer},
    {K::kTextToNumber, "text_to_number", false, C::kText, C::kNumber, steps::text_to_number},
    {K::kTextToBoolean, "text_to_boolean", false, C::kText, C::kBoolean, steps::text_to_boolean},
    {K::kIntegerToText, "integer_to_text", false, C::kInteger, C::kText, steps::integer_to_text},
    {K::kNumberToText, "number_to_text", false, C::kInteger | C::kNumber, C::kText, steps::number_to_text},
    {K::kBooleanToText, "boolean_to_text", false, C::kBoolean, C::kText, steps::boolean_to_text},
    {K::kBooleanToInteger, "boolean_to_integer", false, C::kBoolean, C::kInteger, steps::boolean_to_integer},
    {K::kIntegerToBoolean, "integer_to_boolean", false, C::kInteger, C::kBoolean, steps::integer_to_boolean},
    {K::kDecimalToUnits, "decimal_to_units", true, C::kText, C::kInteger, steps::decimal_to_units},
    {K::kBase64urlToBytes, "base64url_to_bytes", false, C::kText, C::kBytes, steps::base64url_to_bytes},
    {K::kLookup, "lookup", true, C::kText | C::kInteger | C::kBoolean, C::kNone, steps::lookup},
    {K::kDefault, "default", true, C::kScalar, C::kScalar, nullptr},
    {K::kFile, "file", false, C::kScalar, C::kBytes, nullptr},
});

constexpr bool in_enum_order() {
  for (std::size_t i = 0; i < kSpecs.size(); ++i) {
    if (static_cast<std::size_t>(kSpecs.at(i).kind) != i) {
      return false;
    }
  }
  return kSpecs.back().kind == K::kFile;
}
static_assert(in_enum_order(), "spec_of() indexes the table by kind");

const TransformSpec& spec_of(TransformKind kind) {
  return kSpecs.at(static_cast<std::size_t>(kind));
}

CellKinds kinds_of(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kText:
      return C::kText;
    case Cell::Kind::kInteger:
      return C::kInteger;
    case Cell::Kind::kDouble:
      return C::kNumber;
    case Cell::Kind::kBool:
      return C::kBoolean;
    case Cell::Kind::kBytes:
      return C::kBytes;
    case Cell::Kind::kAbsent:
    case Cell::Kind::kJson:
      break;
  }
  return C::kNone;
}

// The texts that are there, with `separator` between.
FittedCell join(std::string_view separator, std::span<const Cell> values, Scratch& scratch) {
  std::string joined;
  bool any = false;
  for (const Cell& value : values) {
    if (value.is_absent()) {
      continue;
    }
    if (value.kind() != Cell::Kind::kText) {
      return MisfitCode::kWrongType;
    }
    joined.append(any ? separator : "").append(value.as_text());
    any = true;
  }
  return any ? Cell::text(scratch.keep(std::move(joined))) : Cell::absent();
}

}  // namespace

CellKinds kinds_of(const Value& scalar) {
  return kinds_of(scalar_cell(scalar));
}

const Value* LookupTable::find(std::string_view key) const {
  const auto found = std::ranges::lower_bound(entries, key, {}, &Value::Member::key);
  return found != entries.end() && found->key == key ? &found->value : nullptr;
}

CellKinds Transform::takes() const {
  return spec_of(kind).takes;
}

CellKinds Transform::gives() const {
  CellKinds all = spec_of(kind).gives;
  if (kind == K::kLookup) {
    for (const Value::Member& entry : table->entries) {
      all = all | kinds_of(entry.value);
    }
    all = scalar ? all | kinds_of(*scalar) : all;
  }
  return all;
}

std::optional<Transform> find_transform(std::string_view name) {
  if (name == "join_space") {
    return Transform{K::kJoin, " "};
  }
  const auto* found = std::ranges::find(kSpecs, name, &TransformSpec::name);
  return found == kSpecs.end() || found->has_argument ? std::nullopt : std::optional(Transform{found->kind});
}

std::string_view transform_name(TransformKind kind) {
  return spec_of(kind).name;
}

Cell scalar_cell(const Value& scalar) {
  if (const bool* boolean = scalar.boolean()) {
    return Cell::boolean(*boolean);
  }
  if (const std::int64_t* integer = scalar.integer()) {
    return Cell::integer(*integer);
  }
  if (const double* number = scalar.number()) {
    return Cell::number(*number);
  }
  const std::string* text = scalar.string();
  return text == nullptr ? Cell::absent() : Cell::text(*text);
}

FittedCell apply_transform(const Transform& transform, std::span<const Cell> values, Scratch& scratch) {
  if (transform.kind == K::kJoin) {
    return join(transform.text, values, scratch);
  }
  HOLDALL_CHECK(values.size() == 1 && transform.kind != K::kFile);
  const Cell& value = values.front();
  if (transform.kind == K::kDefault) {
    return value.is_absent() ? scalar_cell(*transform.scalar) : value;
  }
  if (value.is_absent()) {
    return value;
  }
  const TransformSpec& spec = spec_of(transform.kind);
  return overlap(spec.takes, kinds_of(value)) ? spec.step(transform, value, scratch) : MisfitCode::kWrongType;
}

}  // namespace holdall
