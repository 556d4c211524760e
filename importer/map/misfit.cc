#include "holdall/importer/map/misfit.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

using enum MisfitCode;

constexpr auto kTable = std::to_array<MisfitInfo>({
    {kNotScalar, "NOT_SCALAR", "an array or object where one value is wanted"},
    {kWrongType, "WRONG_TYPE", "a value of another type than the transform or the column takes"},
    {kOutOfRange, "OUT_OF_RANGE", "a number, time or date that the column cannot hold exactly"},
    {kTooLong, "TOO_LONG", "a text or JSON value of more than 8 MiB"},
    {kTooPrecise, "TOO_PRECISE", "a timestamp with more than six decimals, or a number with more than wanted"},
    {kHasNul, "HAS_NUL", "a text with a NUL in it, which databases refuse or cut"},
    {kTextAsNumber, "TEXT_AS_NUMBER", "a text that the column would turn into a number"},
    {kNotATimestamp, "NOT_A_TIMESTAMP", "no RFC 3339 timestamp in UTC"},
    {kNotADate, "NOT_A_DATE", "no date, or one that does not exist"},
    {kNotANumber, "NOT_A_NUMBER", "a text that is no number of the wanted form"},
    {kNotABoolean, "NOT_A_BOOLEAN", "not exactly true or false, or 1 or 0"},
    {kNotAUuid, "NOT_A_UUID", "no UUID of 8-4-4-4-12 hex digits"},
    {kNotBase64, "NOT_BASE64", "no canonical base64url without padding"},
    {kNotACountry, "NOT_A_COUNTRY", "no assigned ISO 3166-1 code of the wanted kind"},
    {kNotALanguage, "NOT_A_LANGUAGE", "no language tag or locale that the other code system can say"},
    {kNotInLookup, "NOT_IN_LOOKUP", "no entry in the lookup table, which has no else"},
    {kNotAFile, "NOT_A_FILE", "not an attachment"},
    {kNoParentRow, "NO_PARENT_ROW", "the record that the value names has no row under the named rule"},
});

}  // namespace

std::span<const MisfitInfo> misfit_table() {
  return kTable;
}

std::string_view misfit_name(MisfitCode code) {
  return std::ranges::find(kTable, code, &MisfitInfo::code)->name;
}

}  // namespace holdall
