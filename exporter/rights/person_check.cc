#include "holdall/exporter/rights/person_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace holdall {
namespace {

constexpr int kMajority = 18;  // at which nobody's parents ask for them any more, where a law names no other age

std::optional<int> age_limit(const Value* holder, std::string_view member) {
  const Value* limit = holder == nullptr ? nullptr : holder->find(member);
  return limit == nullptr || limit->integer() == nullptr ? std::nullopt : std::optional<int>(*limit->integer());
}

// Under which age a guardian must ask: in the country of residence, or of the account, or wherever the right holds.
std::optional<int> guardian_age(const Profile& profile, const Request& request) {
  const Value* age = profile.document().find("age");
  const Value* countries = age == nullptr ? nullptr : age->find("guardian_below_in");
  std::optional<int> limit = age_limit(age, "guardian_below");
  for (const std::string* place : {&request.residence, &request.country}) {
    const auto there = age_limit(countries, place->substr(0, place->find('-')));
    limit = there.has_value() ? std::max(limit.value_or(0), *there) : limit;
  }
  return limit;
}

// Whether `right`, perhaps of two laws, has a profile of that id.
bool names_profile(std::string_view right, std::string_view id) {
  for (;;) {
    const std::size_t plus = right.find('+');
    const std::string_view one = right.substr(0, plus);
    if (one.substr(0, one.find('/')) == id) {
      return true;
    }
    if (plus == std::string_view::npos) {
      return false;
    }
    right.remove_prefix(plus + 1);
  }
}

bool counts_for(const PastAnswer& answer, const Profile& profile, const Value& frequency) {
  if (names_profile(answer.right, profile.id())) {
    return true;
  }
  const Value* with = frequency.find("with");
  return with != nullptr && std::ranges::any_of(with->items(), [&](const Value& each) {
           return names_profile(answer.right, each.text());
         });
}

bool is_in_period(Timestamp answered, Timestamp received, std::string_view period) {
  const Date then = date_of(answered);
  const Date now = date_of(received);
  return period == "calendar_year" ? year_of(then) == year_of(now) : add_months(now, -12) < then && then <= now;
}

// Whether the limit of a frequency rule with that consequence is reached.
bool is_reached(const Profile& profile, std::string_view consequence, const Request& request,
                std::span<const PastAnswer> answers) {
  const Value* frequency = profile.document().find("frequency");
  if (frequency == nullptr || frequency->object() == nullptr || frequency->at("over").text() != consequence) {
    return false;
  }
  std::set<std::string_view> counted;
  for (const PastAnswer& answer : answers) {
    if (answer.request != request.id && counts_for(answer, profile, *frequency) &&
        is_in_period(answer.received, request.received, frequency->at("per").text())) {
      counted.insert(answer.request);
    }
  }
  return counted.size() >= static_cast<std::size_t>(*frequency->at("max").integer());
}

Result<void> check_age_under(const Profile& profile, const AuthorisedRequest& request, int age) {
  const std::string& requester = request.request().requester;
  const auto guardian_below = guardian_age(profile, request.request());
  if (guardian_below.has_value() && age < *guardian_below && requester != "guardian" && requester != "heir") {
    return Error{ErrorCode::kGuardianRequired, "/requester/kind: a guardian must ask for a child of this age",
                 "ask for the guardian's request and proof"};
  }
  const Value* requesters = profile.document().find("requesters");
  const auto child_under = age_limit(requesters == nullptr ? nullptr : requesters->find("guardian"), "child_under");
  const bool is_adult =
      request.request().find_evidence("adult_guardianship") == nullptr && age >= child_under.value_or(kMajority);
  if (requester == "guardian" && is_adult) {
    return Error{ErrorCode::kRequesterRefused, "/requester/kind: the person is old enough to ask alone",
                 "evidence adult_guardianship shows another reason"};
  }
  return {};
}

// Of two laws that answer, one that refuses stands back; where all refuse, the first one's error.
template <typename Check>
Result<void> unless_all_refuse(const AuthorisedRequest& request, Check check) {
  std::optional<Error> first;
  for (const Profile& profile : request.profiles()) {
    auto checked = check(profile);
    if (checked.ok()) {
      return {};
    }
    if (!first.has_value()) {
      first = std::move(checked).error();
    }
  }
  return first.has_value() ? Result<void>(*std::move(first)) : Result<void>();
}

}  // namespace

Result<void> check_age(const AuthorisedRequest& request, const std::optional<Date>& birth) {
  if (!birth.has_value()) {
    return {};
  }
  const int age = years_between(*birth, date_of(request.request().received));
  return unless_all_refuse(request, [&](const Profile& profile) { return check_age_under(profile, request, age); });
}

Result<void> check_frequency(const AuthorisedRequest& request, std::span<const PastAnswer> answers) {
  if (request.scope().decisions().answers_anyway) {
    return {};
  }
  return unless_all_refuse(request, [&](const Profile& profile) -> Result<void> {
    if (!is_reached(profile, "may_refuse", request.request(), answers)) {
      return {};
    }
    return Error{ErrorCode::kFrequency, "/right: was used as often as the law demands in this time",
                 "to answer anyway, say so in --decisions"};
  });
}

bool counts_requests(const AuthorisedRequest& request) {
  return std::ranges::any_of(request.profiles(), [](const Profile& profile) {
    const Value* frequency = profile.document().find("frequency");
    return frequency != nullptr && frequency->object() != nullptr;
  });
}

bool may_ask_fee(const AuthorisedRequest& request, std::span<const PastAnswer> answers) {
  return std::ranges::any_of(request.profiles(), [&](const Profile& profile) {
    return is_reached(profile, "fee", request.request(), answers);
  });
}

}  // namespace holdall
