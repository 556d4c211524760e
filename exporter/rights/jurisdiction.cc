#include "holdall/exporter/rights/jurisdiction.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/json/value.h"
#include "holdall/core/model/date.h"

namespace holdall {
namespace {

std::string_view iso_code(std::string_view code) {
  return code == "UK" ? "GB" : code;
}

std::string_view country_of(std::string_view place) {
  return iso_code(place.substr(0, place.find('-')));
}

Result<std::vector<std::string>> read_region(const Value& value) {
  std::vector<std::string> countries;
  if (value.array() == nullptr) {
    return Error{ErrorCode::kInternal, "regions: a region is no list", {}};
  }
  for (const Value& country : *value.array()) {
    if (country.string() == nullptr) {
      return Error{ErrorCode::kInternal, "regions: a country is no text", {}};
    }
    countries.emplace_back(iso_code(*country.string()));
  }
  return countries;
}

// Ranges of the first three digits, in order (USPS Publication 65; L002). What lies between them is not in use, or is a
// military post office.
struct ZipRange {
  int first;
  int last;
  std::string_view state;
};

constexpr std::array kZipRanges = {
    ZipRange{5, 5, "NY"},     ZipRange{6, 7, "PR"},     ZipRange{8, 8, "VI"},     ZipRange{9, 9, "PR"},
    ZipRange{10, 27, "MA"},   ZipRange{28, 29, "RI"},   ZipRange{30, 38, "NH"},   ZipRange{39, 49, "ME"},
    ZipRange{50, 54, "VT"},   ZipRange{55, 55, "MA"},   ZipRange{56, 59, "VT"},   ZipRange{60, 69, "CT"},
    ZipRange{70, 89, "NJ"},   ZipRange{100, 149, "NY"}, ZipRange{150, 196, "PA"}, ZipRange{197, 199, "DE"},
    ZipRange{200, 200, "DC"}, ZipRange{201, 201, "VA"}, ZipRange{202, 205, "DC"}, ZipRange{206, 212, "MD"},
    ZipRange{214, 219, "MD"}, ZipRange{220, 246, "VA"}, ZipRange{247, 268, "WV"}, ZipRange{270, 289, "NC"},
    ZipRange{290, 299, "SC"}, ZipRange{300, 319, "GA"}, ZipRange{320, 339, "FL"}, ZipRange{341, 342, "FL"},
    ZipRange{344, 344, "FL"}, ZipRange{346, 347, "FL"}, ZipRange{349, 349, "FL"}, ZipRange{350, 352, "AL"},
    ZipRange{354, 369, "AL"}, ZipRange{370, 385, "TN"}, ZipRange{386, 397, "MS"}, ZipRange{398, 399, "GA"},
    ZipRange{400, 427, "KY"}, ZipRange{430, 459, "OH"}, ZipRange{460, 479, "IN"}, ZipRange{480, 499, "MI"},
    ZipRange{500, 528, "IA"}, ZipRange{530, 532, "WI"}, ZipRange{534, 535, "WI"}, ZipRange{537, 549, "WI"},
    ZipRange{550, 551, "MN"}, ZipRange{553, 567, "MN"}, ZipRange{569, 569, "DC"}, ZipRange{570, 577, "SD"},
    ZipRange{580, 588, "ND"}, ZipRange{590, 599, "MT"}, ZipRange{600, 620, "IL"}, ZipRange{622, 629, "IL"},
    ZipRange{630, 631, "MO"}, ZipRange{633, 641, "MO"}, ZipRange{644, 658, "MO"}, ZipRange{660, 662, "KS"},
    ZipRange{664, 679, "KS"}, ZipRange{680, 681, "NE"}, ZipRange{683, 693, "NE"}, ZipRange{700, 701, "LA"},
    ZipRange{703, 708, "LA"}, ZipRange{710, 714, "LA"}, ZipRange{716, 729, "AR"}, ZipRange{730, 731, "OK"},
    ZipRange{733, 733, "TX"}, ZipRange{734, 741, "OK"}, ZipRange{743, 749, "OK"}, ZipRange{750, 770, "TX"},
    ZipRange{772, 799, "TX"}, ZipRange{800, 816, "CO"}, ZipRange{820, 831, "WY"}, ZipRange{832, 838, "ID"},
    ZipRange{840, 847, "UT"}, ZipRange{850, 853, "AZ"}, ZipRange{855, 857, "AZ"}, ZipRange{859, 860, "AZ"},
    ZipRange{863, 865, "AZ"}, ZipRange{870, 871, "NM"}, ZipRange{873, 884, "NM"}, ZipRange{885, 885, "TX"},
    ZipRange{889, 891, "NV"}, ZipRange{893, 895, "NV"}, ZipRange{897, 898, "NV"}, ZipRange{900, 908, "CA"},
    ZipRange{910, 928, "CA"}, ZipRange{930, 961, "CA"}, ZipRange{967, 968, "HI"}, ZipRange{969, 969, "GU"},
    ZipRange{970, 979, "OR"}, ZipRange{980, 986, "WA"}, ZipRange{988, 994, "WA"}, ZipRange{995, 999, "AK"},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kZipRanges.size(); ++i) {
    if (kZipRanges[i].first > kZipRanges[i].last || (i > 0 && kZipRanges[i - 1].last >= kZipRanges[i].first)) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "us_state_of_zip() searches by halves");

bool is_zip(std::string_view zip) {
  const bool is_long = zip.size() == 10 && zip[5] == '-' && read_digits(zip.substr(6)) >= 0;
  return (zip.size() == 5 || is_long) && read_digits(zip.substr(0, 5)) >= 0;
}

}  // namespace

Result<Jurisdictions> Jurisdictions::parse(std::span<const EmbeddedDocument> texts) {
  Jurisdictions known;
  for (const EmbeddedDocument& text : texts) {
    if (text.name != "regions") {
      HOLDALL_ASSIGN(Calendar calendar, Calendar::parse(text.text));
      if (calendar.name() != text.name) {
        return Error{ErrorCode::kInternal, "calendar: " + calendar.name() + " under another name", {}};
      }
      known.calendars_.insert_or_assign(std::string(iso_code(text.name)), std::move(calendar));
      continue;
    }
    HOLDALL_ASSIGN(const Value document, parse_document(text.text));
    const Value* regions = document.find("regions");
    if (regions == nullptr || regions->object() == nullptr) {
      return Error{ErrorCode::kInternal, "regions: none", {}};
    }
    for (const Value::Member& region : *regions->object()) {
      HOLDALL_ASSIGN(known.regions_[region.key], read_region(region.value));
    }
  }
  return known;
}

bool Jurisdictions::is_in(std::string_view place, std::string_view token) const {
  if (token == "*") {
    return true;
  }
  if (place.empty()) {
    return false;
  }
  const std::string_view country = country_of(place);
  if (const auto region = regions_.find(token); region != regions_.end()) {
    const auto& members = region->second;
    return std::find(members.begin(), members.end(), country) != members.end() ||
           std::find(members.begin(), members.end(), place) != members.end();
  }
  return token == place || iso_code(token) == country;
}

int Jurisdictions::specificity(std::string_view token) const {
  if (token == "*") {
    return 0;
  }
  if (regions_.find(token) != regions_.end()) {
    return 1;
  }
  return token.find('-') == std::string_view::npos ? 2 : 3;
}

const Calendar* Jurisdictions::calendar(std::string_view name) const {
  const auto found = calendars_.find(iso_code(name));
  return found == calendars_.end() ? nullptr : &found->second;
}

const Calendar& Jurisdictions::calendar_for(std::string_view place) const {
  for (const std::string_view name : {place, country_of(place)}) {
    if (const Calendar* own = calendar(name); own != nullptr) {
      return *own;
    }
  }
  const Calendar* region = is_in(place, "EEA") ? calendar("EU") : nullptr;
  return region != nullptr ? *region : weekends_;
}

const Jurisdictions& known_jurisdictions() {
  static const Jurisdictions known = [] {
    auto read = Jurisdictions::parse(calendar_texts());
    HOLDALL_CHECK(read.ok());  // a test reads the same texts
    return std::move(read).value();
  }();
  return known;
}

std::optional<std::string_view> us_state_of_zip(std::string_view zip) {
  if (!is_zip(zip)) {
    return std::nullopt;
  }
  const int prefix = read_digits(zip.substr(0, 3));
  const auto* const range = std::lower_bound(kZipRanges.begin(), kZipRanges.end(), prefix,
                                             [](const ZipRange& each, int wanted) { return each.last < wanted; });
  return range != kZipRanges.end() && range->first <= prefix ? std::optional(range->state) : std::nullopt;
}

}  // namespace holdall
