#include "holdall/exporter/rights/action_check.h"

#include <algorithm>
#include <string>

namespace holdall {
namespace {

bool lists(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::vector<std::string> options_of(const Profile& profile) {
  const Value* request = profile.document().find("request");
  return request == nullptr ? std::vector<std::string>() : request->texts("options");
}

Error unfit(std::string_view pointer, std::string_view what) {
  return Error{ErrorCode::kRequestUnfit, "decisions: " + std::string(pointer) + ": " + std::string(what), {}};
}

// An absolute right is absolute where nothing else was asked for (GDPR 21(2)-(3)).
bool counts_against(const Value& limit, const Request& request) {
  const std::vector<std::string> not_for = limit.texts("not_for");
  return request.about.empty() ||
         !std::ranges::all_of(request.about, [&](const std::string& each) { return lists(not_for, each); });
}

const std::vector<Value>& limits_of(const Profile& profile) {
  static const std::vector<Value> none;
  const Value* limits = profile.document().find("limits");
  return limits == nullptr || limits->array() == nullptr ? none : limits->items();
}

bool is_recipient(const DataMap& map, std::string_view key) {
  return std::ranges::any_of(map.notices(), [&](const Notice& notice) {
    return notice.record.at("topic").text() == "recipient" && notice.record.text_or("key", "") == key;
  });
}

Result<void> check_recipients(const Profile& profile, const HumanDecisions::Act& act, const DataMap& map) {
  for (const auto& told : act.told) {
    if (!is_recipient(map, told.recipient)) {
      return unfit("/action", "names a recipient that the map does not know");
    }
  }
  if (act.done != "not_yet" && !act.says_told && lists(profile.texts("accompany"), "recipients_told")) {
    return unfit("/action", "does not say which recipients were told, as this right asks");
  }
  return {};
}

}  // namespace

Result<void> check_action(const Profile& profile, const Request& request) {
  const std::vector<std::string> options = options_of(profile);
  for (const std::string& each : request.about) {
    if (!lists(options, each)) {
      return Error{ErrorCode::kNoSuchRight, "/options: this right is not about all of that",
                   "holdall profile show lists its options"};
    }
  }
  if (profile.document().text_or("right", "") == "withdraw" && request.consent.empty()) {
    return Error{ErrorCode::kIncompleteRequest, "/options/consent: which consent is withdrawn?", {}};
  }
  const Value* rule = profile.document().find("request");
  const Value* decision = rule == nullptr ? nullptr : rule->find("decision");
  const Value* required = decision == nullptr ? nullptr : decision->find("required");
  if (required != nullptr && *required->boolean() && request.decision.empty()) {
    return Error{ErrorCode::kIncompleteRequest, "/decision: which decision is it about?",
                 "give the signed record of that decision"};
  }
  return {};
}

const Value* find_limit(const Profile& profile, const Request& request, std::string_view code,
                        std::string_view reference, bool for_the_whole) {
  const auto& limits = limits_of(profile);
  const auto found = std::ranges::find_if(limits, [&](const Value& each) {
    return each.at("code").text() == code && (reference.empty() || each.text_or("ref", "") == reference) &&
           (!for_the_whole || each.text_or("scope", "whole") == "whole") && counts_against(each, request);
  });
  return found == limits.end() ? nullptr : &*found;
}

const Value* hold_limit(const Profile& profile) {
  const auto& limits = limits_of(profile);
  const auto found = std::ranges::find_if(limits, [](const Value& each) { return each.find("on") != nullptr; });
  return found == limits.end() ? nullptr : &*found;
}

Result<void> check_act(const Profile& profile, const Request& request, const HumanDecisions& decisions,
                       const DataMap& map) {
  const auto& act = decisions.act;
  if (profile.kind() != ProfileKind::kAction) {
    return act.has_value() ? Result<void>(unfit("/action", "this right gives data")) : Result<void>();
  }
  if (const auto& refusal = decisions.refusal) {
    if (act.has_value()) {
      return unfit("/refuse", "and /action exclude each other");
    }
    const bool is_limit = find_limit(profile, request, refusal->code, refusal->reference, true) != nullptr;
    return is_limit ? Result<void>() : unfit("/refuse/code", "is no limit of this right that counts here");
  }
  if (!act.has_value()) {
    return {};
  }
  const bool is_part = act->done == "part";
  if (is_part != !act->code.empty() || is_part != !act->reason.empty()) {
    return unfit("/action", "has a code and a reason where, and only where, it was done in part");
  }
  if (is_part && find_limit(profile, request, act->code, act->reference, false) == nullptr) {
    return unfit("/action/code", "is no limit of this right that counts here");
  }
  return check_recipients(profile, *act, map);
}

}  // namespace holdall
