#include "holdall/exporter/rights/check_request.h"

#include <algorithm>
#include <utility>

#include "holdall/exporter/rights/action_check.h"
#include "holdall/exporter/rights/delivery.h"
#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/exporter/rights/requester.h"
#include "holdall/exporter/rights/right_choice.h"

namespace holdall {
namespace {

constexpr std::int64_t kClockSkewSeconds = 300;
constexpr std::int64_t kVerificationSeconds = 90LL * 24 * 3600;  // an identity established before that is stale
constexpr std::string_view kUnverified = "opt_out_unverified";   // a method of verification, where a right accepts it

bool in_future(Timestamp at, Timestamp now) {
  return at > Timestamp{now.seconds + kClockSkewSeconds, now.nanoseconds};
}

Result<void> check_times(const Request& request, Timestamp now) {
  if (in_future(request.verification.at, now)) {
    return Error{ErrorCode::kRequestExpired, "/requester/verification/at: lies in the future", {}};
  }
  if (in_future(request.received, now)) {
    return Error{ErrorCode::kRequestExpired, "/received: lies in the future", {}};
  }
  if (request.verification.at < Timestamp{request.received.seconds - kVerificationSeconds, 0}) {
    return Error{ErrorCode::kUnverifiedRequest, "/requester/verification/at: is too long before the request",
                 "verify the requester anew"};
  }
  const RequestClock& clock = request.clock;
  for (const auto& at : {clock.identity_info_asked, clock.identity_info_received, clock.clarification_asked,
                         clock.clarification_received, clock.fee_asked, clock.fee_received, clock.extended}) {
    if (at.has_value() && (*at < request.received || in_future(*at, now))) {
      return Error{ErrorCode::kRequestExpired, "/clock: has a time before receipt or in the future", {}};
    }
  }
  return {};
}

// A person who opts out need not be identified (11 CCR 7026(d)); whoever acts for another one must be.
bool needs_no_identity(const Profile& profile, const Request& request) {
  const Value* requesters = profile.document().find("requesters");
  const Value* subject = requesters == nullptr ? nullptr : requesters->find("subject");
  const Value* methods = subject == nullptr ? nullptr : subject->find("account_holder");
  methods = methods == nullptr && subject != nullptr ? subject->find("assurance") : methods;
  return request.requester == "subject" && request.verification.method == kUnverified && methods != nullptr &&
         std::ranges::any_of(methods->items(), [](const Value& each) { return each.text() == kUnverified; });
}

Result<void> check_level(const Profile& profile, const Request& request) {
  std::string level = request.verification.level;
  std::transform(level.begin(), level.end(), level.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  const bool is_none = level.empty() || level == "none" || level == "unverified" || level == "0";
  if (is_none && !needs_no_identity(profile, request)) {
    return Error{ErrorCode::kUnverifiedRequest, "/requester/verification/level: the requester was not verified",
                 "verify the requester, record how, and run again"};
  }
  return {};
}

Result<void> check_authority(const Profile& profile, const Request& request) {
  HOLDALL_TRY(check_level(profile, request));
  HOLDALL_TRY(check_requester(profile, request));
  return check_intake(profile, request);
}

// A refusal by a person of the controller, who must name a limit that the right has. Of a right without data it is what
// the record says.
Result<void> check_human_refusal(const Profile& profile, const HumanDecisions& decisions) {
  if (!decisions.refusal.has_value() || profile.kind() == ProfileKind::kAction) {
    return {};
  }
  const std::string& code = decisions.refusal->code;
  const ErrorInfo* info = find_law(code);
  const Value* limits = profile.document().find("limits");
  const bool is_limit = limits != nullptr && std::ranges::any_of(limits->items(), [&](const Value& each) {
                          return each.at("code").text() == code && each.text_or("scope", "whole") == "whole";
                        });
  if (info == nullptr || !is_limit) {
    return Error{ErrorCode::kRequestUnfit, "/refuse/code: is no limit of this right", {}};
  }
  return Error{info->code, "refused by a person", {}};
}

Result<void> check_decisions(const HumanDecisions& decisions, const Request& request, const DataMap& map,
                             const RequestScope& scope) {
  if (decisions.sha256.empty()) {
    return {};
  }
  if (decisions.request != request.id) {
    return Error{ErrorCode::kRequestUnfit, "decisions: /request: is another request", {}};
  }
  for (const auto& decided : decisions.items) {
    const std::string& id = decided.first;
    const std::string pointer = "decisions: /items/" + pointer_token(id);
    const auto item = std::ranges::find_if(map.items(), [&](const DataItem& each) { return each.id == id; });
    if (item == map.items().end()) {
      return Error{ErrorCode::kRequestUnfit, pointer + ": is no item of the map", {}};
    }
    if (scope.decide_by_rule(*item, item->tags, std::nullopt).action != Action::kReview) {
      return Error{ErrorCode::kRequestUnfit, pointer + ": nobody has to decide it under this right", {}};
    }
  }
  return {};
}

// Of two laws the earlier date holds.
void keep_earlier(std::optional<Date>& kept, const std::optional<Date>& other) {
  if (!kept.has_value() || (other.has_value() && *other < *kept)) {
    kept = other;
  }
}

const Calendar& calendar_of(const Profile& profile, const Request& request) {
  const std::string& named = profile.deadline().calendar;
  return known_jurisdictions().calendar_for(named.empty() ? request.place() : named);
}

DueDates dates_of(std::span<const Profile> profiles, const Request& request) {
  DueDates dates;
  for (const Profile& profile : profiles) {
    const DueDates each = due_dates(profile.deadline(), request.clock, calendar_of(profile, request));
    keep_earlier(dates.acknowledge_by, each.acknowledge_by);
    keep_earlier(dates.due, each.due);
    keep_earlier(dates.tell_extension_by, each.tell_extension_by);
    keep_earlier(dates.due_if_extended, each.due_if_extended);
  }
  return dates;
}

std::string versioned(std::span<const Profile> profiles) {
  std::string joined;
  for (const Profile& profile : profiles) {
    joined += (joined.empty() ? "" : "+") + profile.versioned();
  }
  return joined;
}

// The ways to appeal that were open on the day of receipt, and until when each is: counted from `decided`.
Value appeals_of(std::span<const Profile> profiles, const Request& request, Timestamp decided) {
  Value::Array appeals;
  for (const Profile& profile : profiles) {
    const Value* list = profile.document().find("appeal");
    for (std::size_t i = 0; list != nullptr && list->array() != nullptr && i < list->items().size(); ++i) {
      Value way = list->items()[i];
      if (!read_effective(way).include(date_of(request.received))) {
        continue;
      }
      if (const Value* within = way.find("within"); within != nullptr && !within->is_null()) {
        way.set("until", format_date(last_day(*within, decided, profile.deadline(), calendar_of(profile, request))));
      }
      appeals.push_back(std::move(way));
    }
  }
  return Value(std::move(appeals));
}

// Judges one request, step by step; what refuses it first decides.
class Judge {
 public:
  Judge(const DataMap& map, const ProfileSet& set, Timestamp now) : map_(map), set_(set), now_(now) {}

  Result<Judgement> judge(Request request, const HumanDecisions& decisions) {
    judgement_.request = std::move(request);
    judgement_.ruling.request = judgement_.request.id;
    judgement_.ruling.at = now_;
    RightChoice choice = choose_right(set_, judgement_.request);
    judgement_.ruling.offers = choice.offers;
    if (choice.profiles.empty()) {
      settle(Error{ErrorCode::kNoSuchRight, "/right: is not a right this version knows, or none of that place",
                   "holdall profile list"},
             std::nullopt);
      return std::move(judgement_);
    }
    auto checked = check(choice, decisions);
    if (!checked.ok() && error_info(checked.error().code).exit_code != 5) {
      return std::move(checked).error();
    }
    apply(choice.profiles, decisions);
    HOLDALL_TRY(check_decisions(decisions, judgement_.request, map_, *judgement_.scope));
    HOLDALL_TRY(check_act(judgement_.profiles.front(), judgement_.request, decisions, map_));
    if (!checked.ok()) {
      settle(std::move(checked).error(), decisions.refusal);
    }
    return std::move(judgement_);
  }

 private:
  // Of two laws one may not hold (yet), or refuse; the other answers alone.
  Result<void> check(RightChoice& choice, const HumanDecisions& decisions) {
    HOLDALL_TRY(check_times(judgement_.request, now_));
    std::vector<const Profile*> answering;
    std::optional<Error> first;
    for (const Profile* profile : choice.profiles) {
      auto answers = check_profile(profile, decisions);
      if (answers.ok()) {
        answering.push_back(answers.value());
      } else if (!first.has_value()) {
        first = std::move(answers).error();
      }
    }
    if (answering.empty()) {
      return *std::move(first);
    }
    choice.profiles = std::move(answering);
    HOLDALL_TRY(check_wanted());
    return check_delivery(judgement_.request, map_.controller().iss, now_);
  }

  // The profile that answers: this one, or a lesser one.
  Result<const Profile*> check_profile(const Profile* profile, const HumanDecisions& decisions) {
    HOLDALL_TRY(check_in_force(*profile, judgement_.request, map_.controller()));
    HOLDALL_TRY(check_human_refusal(*profile, decisions));
    if (profile->kind() == ProfileKind::kAction) {
      HOLDALL_TRY(check_action(*profile, judgement_.request));
    }
    HOLDALL_ASSIGN(const Profile* answering, check_authority_or_lesser(profile));
    HOLDALL_TRY(check_recipient(*answering, judgement_.request));
    return answering;
  }

  // Who is not identified well enough for a right may be for a lesser one (11 CCR 7024(a)).
  Result<const Profile*> check_authority_or_lesser(const Profile* profile) {
    auto allowed = check_authority(*profile, judgement_.request);
    const Value* unverified = profile->document().find("on_unverified");
    if (allowed.ok() || allowed.error().code != ErrorCode::kUnverifiedRequest || unverified == nullptr) {
      return allowed.ok() ? Result<const Profile*>(profile) : Result<const Profile*>(std::move(allowed).error());
    }
    const Profile* lesser =
        unverified->object() == nullptr ? nullptr : set_.find(unverified->at("downgrade_to").text());
    if (lesser != nullptr && check_authority(*lesser, judgement_.request).ok()) {
      judgement_.ruling.downgraded_from = profile->versioned();
      judgement_.ruling.reason = allowed.error().message;
      return lesser;
    }
    Error error = std::move(allowed).error();
    refuses_unverified_ = unverified->object() != nullptr || unverified->text() == "REFUSE";
    error.message += refuses_unverified_ ? "; see the privacy notice for the categories of data" : "";
    return error;
  }

  // What the person chose is in the map, or a misspelt name would give an empty answer.
  Result<void> check_wanted() const {
    const auto& wanted = judgement_.request.wanted;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (std::ranges::none_of(map_.items(), [&](const DataItem& item) { return item.id == wanted[i]; })) {
        return Error{ErrorCode::kIncompleteRequest, "/options/items/" + std::to_string(i) + ": is no item of the map",
                     "holdall explain lists them"};
      }
    }
    return {};
  }

  void apply(const std::vector<const Profile*>& profiles, const HumanDecisions& decisions) {
    for (const Profile* profile : profiles) {
      judgement_.profiles.push_back(*profile);
    }
    judgement_.scope = std::make_shared<const RequestScope>(set_, profiles, judgement_.request, decisions);
    Ruling& ruling = judgement_.ruling;
    ruling.profile = versioned(judgement_.profiles);
    ruling.dates = dates_of(judgement_.profiles, judgement_.request);
    const bool late = ruling.dates.due.has_value() && *ruling.dates.due < date_of(now_);
    const bool means_refusal = std::ranges::any_of(
        judgement_.profiles, [](const Profile& each) { return each.deadline().silence_is_refusal; });
    ruling.state = late && means_refusal            ? RequestState::kDeemedRefused
                   : ruling.downgraded_from.empty() ? RequestState::kFulfil
                                                    : RequestState::kDowngrade;
    // Silence that counts as refusal is one from the last day on.
    const bool is_refused_by_silence = ruling.state == RequestState::kDeemedRefused;
    ruling.appeal =
        appeals_of(judgement_.profiles, judgement_.request, is_refused_by_silence ? start_of(*ruling.dates.due) : now_);
  }

  void settle(Error error, const std::optional<HumanDecisions::Refusal>& by_person) {
    const bool asked_before = judgement_.request.find_evidence("asked_once") != nullptr;
    judgement_.ruling = judgement_.ruling.refused(error, asked_before);
    if (by_person.has_value() && judgement_.ruling.code == by_person->code) {
      judgement_.ruling.state = RequestState::kRefuse;
      judgement_.ruling.reason = by_person->reason;  // in the decision alone: messages have no free text
    }
    if (refuses_unverified_ && error.code == ErrorCode::kUnverifiedRequest) {
      judgement_.ruling.state = RequestState::kRefuse;
    }
    judgement_.refusal = std::move(error);
  }

  const DataMap& map_;
  const ProfileSet& set_;
  Timestamp now_;
  Judgement judgement_;
  bool refuses_unverified_ = false;
};

}  // namespace

Result<Judgement> check_request(std::string_view text, const DataMap& map, const ProfileSet& profiles, Timestamp now,
                                const HumanDecisions& decisions) {
  HOLDALL_ASSIGN(Request request, parse_request(text));
  HOLDALL_ASSIGN(Judgement judgement, Judge(map, profiles, now).judge(std::move(request), decisions));
  if (!judgement.refusal.has_value()) {
    AuthorisedRequest authorised;
    authorised.request_ = judgement.request;
    authorised.map_digest_ = map.digest();
    authorised.profiles_ = judgement.profiles;
    authorised.scope_ = judgement.scope;
    authorised.ruling_ = judgement.ruling;
    authorised.overlays_.assign(profiles.overlays().begin(), profiles.overlays().end());
    judgement.authorised = std::move(authorised);
  }
  return judgement;
}

}  // namespace holdall
