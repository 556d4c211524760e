// Transforms between code systems: the public ones, and the map's own tables.
#include <optional>
#include <string>

#include "holdall/importer/map/countries.h"
#include "holdall/importer/map/languages.h"
#include "holdall/importer/map/transform_steps.h"

namespace holdall::steps {
namespace {

using Text = std::string_view;

// Bundles name a part of a country after a hyphen (ISO 3166-2): "US-CA".
const Country* by_alpha2(const Cell& value) {
  const Text text = value.as_text();
  return country_by_alpha2(text.substr(0, text.find('-')));
}

const Country* by_numeric(const Cell& value) {
  if (value.kind() == Cell::Kind::kText) {
    return country_by_numeric(value.as_text());
  }
  const std::int64_t number = value.as_integer();
  std::string code = number < 0 || number > 999 ? "" : std::to_string(number);
  return country_by_numeric(code.insert(0, code.empty() ? 0 : 3 - code.size(), '0'));
}

FittedCell code_of(const Country* country, Text Country::*system) {
  return country == nullptr ? FittedCell(MisfitCode::kNotACountry) : Cell::text(country->*system);
}

FittedCell language_of(std::optional<std::string> text, Scratch& scratch) {
  return text ? FittedCell(Cell::text(scratch.keep(std::move(*text)))) : MisfitCode::kNotALanguage;
}

// The text under which a lookup table has the value.
std::string lookup_key(const Cell& value) {
  return value.kind() == Cell::Kind::kBool ? (value.as_bool() ? "true" : "false") : cell_text(value);
}

}  // namespace

FittedCell iso3166_a2(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(by_alpha2(value), &Country::alpha2);
}

FittedCell iso3166_a2_to_a3(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(by_alpha2(value), &Country::alpha3);
}

FittedCell iso3166_a2_to_numeric(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(by_alpha2(value), &Country::numeric);
}

FittedCell iso3166_a3_to_a2(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(country_by_alpha3(value.as_text()), &Country::alpha2);
}

FittedCell iso3166_a3_to_numeric(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(country_by_alpha3(value.as_text()), &Country::numeric);
}

FittedCell iso3166_numeric_to_a2(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(by_numeric(value), &Country::alpha2);
}

FittedCell iso3166_numeric_to_a3(const Transform& /*transform*/, const Cell& value, Scratch& /*scratch*/) {
  return code_of(by_numeric(value), &Country::alpha3);
}

FittedCell bcp47_to_posix(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return language_of(posix_locale_of(value.as_text()), scratch);
}

FittedCell posix_to_bcp47(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return language_of(language_tag_of(value.as_text()), scratch);
}

FittedCell bcp47_to_iso639(const Transform& /*transform*/, const Cell& value, Scratch& scratch) {
  return language_of(primary_language_of(value.as_text()), scratch);
}

FittedCell lookup(const Transform& transform, const Cell& value, Scratch& /*scratch*/) {
  if (const Value* found = transform.table->find(lookup_key(value))) {
    return scalar_cell(*found);
  }
  return transform.scalar ? FittedCell(scalar_cell(*transform.scalar)) : MisfitCode::kNotInLookup;
}

}  // namespace holdall::steps
