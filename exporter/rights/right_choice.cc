#include "holdall/exporter/rights/right_choice.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "holdall/exporter/rights/jurisdiction.h"

namespace holdall {
namespace {

std::string_view delivery_of(const Request& request) {
  return request.mode == Mode::kCopy ? "copy" : "transfer";
}

// The country whose law a postal code makes more precise (US and 94110: US-CA), else itself.
std::string place_of(const std::string& country, const Request& request) {
  if (country != "US") {
    return country;
  }
  const auto state = us_state_of_zip(request.postal_code);
  return state.has_value() ? "US-" + std::string(*state) : country;
}

bool is_at_home(const Profile& profile, const std::string& place) {
  return std::ranges::find(profile.jurisdictions(), place) != profile.jurisdictions().end();
}

bool is_everywhere(const Profile& profile) {
  return is_at_home(profile, "*");
}

// Whether a right is the place's own, or its country's.
bool is_own_law(const Profile& profile, const std::string& place) {
  return !profile.adds_for_some() && applies_in(profile, place) &&
         (is_at_home(profile, place) || is_at_home(profile, place.substr(0, place.find('-'))));
}

// What `auto` means at `place`; where its own laws give another right but not this, none.
const Profile* automatic_at(const ProfileSet& set, const std::string& place, const Request& request) {
  const Profile* found = set.automatic(place, delivery_of(request), request.received);
  const bool has_own_law =
      place != "*" && std::ranges::any_of(set.all(), [&](const Profile& each) { return is_own_law(each, place); });
  return found != nullptr && is_everywhere(*found) && has_own_law ? nullptr : found;
}

// What a law of `place` adds for such a requester, as that of parents does.
std::vector<const Profile*> added_at(const ProfileSet& set, const std::string& place, const Request& request) {
  std::vector<const Profile*> added;
  for (const Profile& each : set.all()) {
    if (each.adds_for(request.requester) && each.is_automatic(delivery_of(request)) && applies_in(each, place) &&
        each.effective().include(date_of(request.received))) {
      added.push_back(&each);
    }
  }
  return added;
}

std::vector<std::string> places_of(const Request& request) {
  std::vector<std::string> places;
  for (const std::string* country : {&request.residence, &request.country}) {
    std::string place = place_of(*country, request);
    if (!place.empty() && std::ranges::find(places, place) == places.end()) {
      places.push_back(std::move(place));
    }
  }
  return places;
}

// What a person may ask for instead: what `auto` would give for a copy, whatever stands in its way.
std::vector<std::string> offers_at(const ProfileSet& set, const Request& request) {
  const Profile* found = set.automatic(place_of(request.place(), request), "copy", request.received);
  return found == nullptr ? std::vector<std::string>() : std::vector<std::string>{found->id()};
}

constexpr std::string_view kAction = "action-";

// The closest place in whose law a right without data of that name is at home: "US-CA", "EEA", or "*" where the place
// has no law of its own.
const Profile* action_at(const ProfileSet& set, const std::string& place, std::string_view name, Timestamp received) {
  const Profile* best = nullptr;
  int closest = -1;
  bool has_own_law = false;
  for (const Profile& profile : set.all()) {
    for (const std::string& token : profile.jurisdictions()) {
      const int here = known_jurisdictions().is_in(place, token) ? known_jurisdictions().specificity(token) : -1;
      has_own_law = has_own_law || (profile.kind() == ProfileKind::kAction && here > 0);
      const bool is_wanted = profile.kind() == ProfileKind::kAction && profile.document().text_or("right", "") == name;
      // Of two of one name the one that is in force: a law that replaced another.
      const bool is_better = here > closest || (here == closest && here >= 0 && best != nullptr &&
                                                !best->effective().include(date_of(received)));
      if (is_wanted && is_better) {
        best = &profile;
        closest = here;
      }
    }
  }
  return closest == 0 && has_own_law ? nullptr : best;
}

// The rights without data of the person's place, else those that hold everywhere.
std::vector<std::string> actions_at(const ProfileSet& set, const std::string& place) {
  for (const bool everywhere : {false, true}) {
    std::vector<std::string> found;
    for (const Profile& profile : set.all()) {
      const bool is_here = everywhere ? is_everywhere(profile) : !is_everywhere(profile) && applies_in(profile, place);
      if (profile.kind() == ProfileKind::kAction && is_here) {
        found.push_back(profile.id());
      }
    }
    if (!found.empty()) {
      return found;
    }
  }
  return {};
}

RightChoice choose_action(const ProfileSet& set, const Request& request) {
  RightChoice choice;
  std::vector<std::string> places = places_of(request);
  if (places.empty()) {
    places.emplace_back("*");
  }
  const std::string_view name = std::string_view(request.right).substr(kAction.size());
  for (std::size_t i = 0; choice.profiles.empty() && i < places.size(); ++i) {
    if (const Profile* found = action_at(set, places[i], name, request.received)) {
      choice.profiles.push_back(found);
      choice.offers = found->texts("offers");
    }
  }
  if (choice.profiles.empty()) {
    choice.offers = actions_at(set, places.front());
  }
  return choice;
}

bool compares(std::string_view op, int order) {
  if (op == "eq" || op == "ne") {
    return (order == 0) == (op == "eq");
  }
  return (order < 0 && op.starts_with('l')) || (order > 0 && op.starts_with('g')) || (order == 0 && op.ends_with('e'));
}

// An absent fact makes nothing true.
bool is_true(const Value& fact, const Request& request, const Controller& controller) {
  const std::string& name = fact.at("fact").text();
  const std::string& op = fact.at("op").text();
  const Value& value = fact.at("value");
  if (name == "receipt") {
    const auto day = parse_date(value.string() != nullptr ? value.text() : "");
    const Date received = date_of(request.received);
    return day.has_value() && compares(op, received < *day ? -1 : (*day < received ? 1 : 0));
  }
  constexpr std::string_view kController = "controller.";
  const auto found =
      name.starts_with(kController) ? controller.facts.find(name.substr(kController.size())) : controller.facts.end();
  if (found == controller.facts.end()) {
    return false;
  }
  if (const std::int64_t* number = found->second.integer(); number != nullptr && value.integer() != nullptr) {
    return compares(op, *number < *value.integer() ? -1 : (*number > *value.integer() ? 1 : 0));
  }
  const bool texts = found->second.string() != nullptr && value.string() != nullptr;
  return texts && compares(op, found->second.text().compare(value.text()));
}

// Whether the days of a conjunction have come, and it has any.
bool is_due(const Value& conjunction, const Request& request, const Controller& controller) {
  bool any = false;
  for (const Value& fact : conjunction.items()) {
    if (fact.at("fact").text() == "receipt") {
      any = true;
      if (!is_true(fact, request, controller)) {
        return false;
      }
    }
  }
  return any;
}

// What the law does not ask of a controller like this one.
Result<void> check_offered(const Profile& profile, const Request& request, const Controller& controller) {
  const Value* facts = profile.document().find("not_offered_if");
  const bool is_offered = facts == nullptr || !std::ranges::all_of(facts->items(), [&](const Value& each) {
                            return is_true(each, request, controller);
                          });
  return is_offered ? Result<void>()
                    : Error{ErrorCode::kRightNotOffered, "/right: this controller need not offer it", {}};
}

Result<void> check_facts(const Profile& profile, const Request& request, const Controller& controller) {
  HOLDALL_TRY(check_offered(profile, request, controller));
  const Value* any = profile.document().find("applies_if_any");
  if (any == nullptr) {
    return {};
  }
  bool due = false;
  for (const Value& conjunction : any->items()) {
    const auto& facts = conjunction.items();
    if (std::all_of(facts.begin(), facts.end(),
                    [&](const Value& each) { return is_true(each, request, controller); })) {
      return {};
    }
    due = due || is_due(conjunction, request, controller);
  }
  const std::vector<std::string> codes = profile.texts("else");
  const ErrorInfo* info = codes.size() == 2 ? find_law(codes[due ? 1 : 0]) : nullptr;
  const ErrorCode otherwise = due ? ErrorCode::kBelowThreshold : ErrorCode::kNotInForce;
  const ErrorCode code = info != nullptr ? info->code : otherwise;
  return Error{code,
               code == ErrorCode::kRightNotOffered ? "/right: is a duty that this controller does not have"
               : due                               ? "/right: the controller is below the thresholds of this law"
                     : "/right: was not in force for this controller when it was received",
               {}};
}

}  // namespace

RightChoice choose_right(const ProfileSet& set, const Request& request) {
  if (request.right.starts_with(kAction)) {
    return choose_action(set, request);
  }
  RightChoice choice;
  if (request.right != "auto") {
    const Profile* named = set.find(request.right);
    if (named == nullptr) {
      choice.offers = offers_at(set, request);
      return choice;
    }
    choice.profiles = {named};
    choice.offers = named->texts("offers");
    const std::vector<std::string> places = places_of(request);
    if (named->kind() == ProfileKind::kAction && !places.empty() && !applies_in(*named, places.front())) {
      choice.offers = actions_at(set, places.front());
    }
    return choice;
  }
  std::vector<std::string> places = places_of(request);
  if (places.empty()) {
    places.emplace_back("*");
  }
  for (const std::string& place : places) {
    std::vector<const Profile*> found = added_at(set, place, request);
    found.insert(found.begin(), automatic_at(set, place, request));
    for (const Profile* each : found) {
      if (each != nullptr && std::ranges::find(choice.profiles, each) == choice.profiles.end()) {
        choice.profiles.push_back(each);
      }
    }
  }
  // What holds everywhere adds nothing to the law of a place; what adds to a law for some leaves it in place.
  if (std::ranges::any_of(choice.profiles,
                          [](const Profile* each) { return !is_everywhere(*each) && !each->adds_for_some(); })) {
    std::erase_if(choice.profiles, [](const Profile* each) { return is_everywhere(*each); });
  }
  for (const Profile* profile : choice.profiles) {
    const auto offers = profile->texts("offers");
    choice.offers.insert(choice.offers.end(), offers.begin(), offers.end());
  }
  if (choice.profiles.empty()) {
    choice.offers = offers_at(set, request);
  }
  return choice;
}

Result<void> check_in_force(const Profile& profile, const Request& request, const Controller& controller) {
  if (!profile.effective().include(date_of(request.received))) {
    return Error{ErrorCode::kNotInForce, "/right: was not in force when the request was received", {}};
  }
  const std::vector<std::string> places = places_of(request);
  if (!places.empty() && std::ranges::none_of(places, [&](const std::string& at) { return applies_in(profile, at); })) {
    return Error{ErrorCode::kNoSuchRight, "/right: is not the law where the person lives or has the account", {}};
  }
  return check_facts(profile, request, controller);
}

}  // namespace holdall
