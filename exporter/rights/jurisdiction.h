// Where a person lives, as laws name it: countries, their parts, and regions of countries.
//
// A place is an ISO 3166 code, "SE" or "US-CA"; a token of a profile is such a code, a region of calendars/regions.json
// ("EEA") or "*". "UK" is read as "GB".
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/calendar.h"
#include "holdall/schemas/law.h"

namespace holdall {

class Jurisdictions {
 public:
  // Of texts as schemas/calendars has them: `regions` {"regions":{"EEA":["AT",…]}}, the others calendars under the name
  // of their place. Errors: kInternal; kMalformedJson.
  static Result<Jurisdictions> parse(std::span<const EmbeddedDocument> texts);

  // Whether the law of `token` is at home in `place`: "US-CA" is in "US-CA", "US" and "*", "SE" in "EEA". An empty
  // place, of someone whose residence is not known, is in "*" alone.
  [[nodiscard]] bool is_in(std::string_view place, std::string_view token) const;
  // How closely a token names a place: 3 "US-CA", 2 "US", 1 a region, 0 "*".
  [[nodiscard]] int specificity(std::string_view token) const;

  // The calendar of that name, or nullptr.
  [[nodiscard]] const Calendar* calendar(std::string_view name) const;
  // The place's own, else its country's, else EU's in the EEA, else Saturdays and Sundays alone.
  [[nodiscard]] const Calendar& calendar_for(std::string_view place) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> regions_;
  std::map<std::string, Calendar, std::less<>> calendars_;
  Calendar weekends_;
};

// Of the texts that the build embeds.
const Jurisdictions& known_jurisdictions();

// The state, "CA", of a ZIP code "94110" or "94110-1234", by its first three digits; a territory by its own code.
// Nothing for what is no ZIP code, is not in use, or is a military post office.
std::optional<std::string_view> us_state_of_zip(std::string_view zip);

}  // namespace holdall
