// The steps that transforms.cc has in its table, by what they are about. Internal to importer/map.
//
// Each is given a value of a kind that the table says it takes, never an absent one.
#pragma once

#include "holdall/core/model/row.h"
#include "holdall/importer/map/misfit.h"
#include "holdall/importer/map/scratch.h"
#include "holdall/importer/map/transforms.h"

namespace holdall::steps {

using Step = FittedCell(const Transform& transform, const Cell& value, Scratch& scratch);

// text_steps.cc
Step part, first_word, after_first_word, last_word, before_last_word, trim, empty_to_null, lower_ascii, upper_ascii,
    without_prefix;
// time_steps.cc
Step year, rfc3339_to_epoch, rfc3339_to_epoch_ms, rfc3339_to_date, rfc3339_to_datetime, date_to_epoch,
    date_to_epoch_day, date_to_rfc3339, epoch_to_rfc3339, epoch_ms_to_rfc3339;
// code_steps.cc
Step iso3166_a2, iso3166_a2_to_a3, iso3166_a2_to_numeric, iso3166_a3_to_a2, iso3166_a3_to_numeric,
    iso3166_numeric_to_a2, iso3166_numeric_to_a3, bcp47_to_posix, posix_to_bcp47, bcp47_to_iso639, lookup;
// type_steps.cc
Step text_to_integer, text_to_number, text_to_boolean, integer_to_text, number_to_text, boolean_to_text,
    boolean_to_integer, integer_to_boolean, decimal_to_units, base64url_to_bytes;

}  // namespace holdall::steps
