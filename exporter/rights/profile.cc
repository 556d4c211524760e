#include "holdall/exporter/rights/profile.h"

#include <algorithm>
#include <array>
#include <utility>

namespace holdall {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

ProfileKind kind_named(std::string_view name) {
  constexpr std::array<std::string_view, 4> kNames = {"core", "export", "categories", "action"};
  return static_cast<ProfileKind>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
}

std::string join_sources(const Value* sources) {
  std::string joined;
  for (std::size_t i = 0; sources != nullptr && i < sources->items().size(); ++i) {
    joined += (joined.empty() ? "" : "; ") + sources->items()[i].at("ref").text();
  }
  return joined;
}

Error unfit(const std::string& at, std::string_view what) {
  return Error{ErrorCode::kProfileUnfit, at + ": " + std::string(what), {}};
}

Result<std::optional<Moment>> read_moment(const Value& window, std::string_view member, const std::string& id) {
  const Value* text = window.find(member);
  if (text == nullptr || text->is_null()) {
    return std::optional<Moment>();
  }
  const std::optional<Moment> moment = parse_moment(text->text());
  if (!moment.has_value()) {
    return unfit(id + "#/scope/window/" + std::string(member), "is no moment");
  }
  return moment;
}

}  // namespace

Result<Profile> Profile::compile(Value document) {
  Profile profile;
  profile.document_ = std::move(document);
  const Value& from = profile.document_;
  profile.id_ = from.at("profile").text();
  profile.versioned_ = profile.id_ + "/" + from.at("version").text();
  const std::string kind = from.text_or("kind", "");
  if (kind.empty()) {
    return unfit(profile.id_, "has no kind, nor inherits one");
  }
  profile.kind_ = kind_named(kind);
  profile.jurisdictions_ = from.texts("jurisdictions");
  profile.effective_ = read_effective(from);
  profile.reference_ = join_sources(from.find("sources"));
  if (const Value* deadline = from.find("deadline")) {
    HOLDALL_ASSIGN(profile.deadline_, read_deadline(*deadline));
  }
  HOLDALL_ASSIGN(profile.core_, profile.read_rules(from.find("core"), profile.id_ + "#/core/"));
  HOLDALL_TRY(profile.read_scope());
  return profile;
}

Result<std::vector<ScopeRule>> Profile::read_rules(const Value* list, const std::string& id) const {
  std::vector<ScopeRule> rules;
  for (std::size_t i = 0; list != nullptr && i < list->items().size(); ++i) {
    HOLDALL_ASSIGN(ScopeRule rule, read_rule(list->items()[i], id + std::to_string(i), reference_));
    rules.push_back(std::move(rule));
  }
  return rules;
}

Result<void> Profile::read_scope() {
  otherwise_ =
      Decision{kind_ == ProfileKind::kAction ? Action::kOmit : Action::kValue, {}, reference_, id_ + "#/scope/default"};
  otherwise_.code = kind_ == ProfileKind::kAction ? "NOT_REQUESTED" : "";
  const Value* scope = document_.find("scope");
  if (scope == nullptr) {
    return {};
  }
  HOLDALL_TRY(read_window(*scope));
  stores_ = scope->texts("stores");
  HOLDALL_ASSIGN(rules_, read_rules(scope->find("rules"), id_ + "#/scope/rules/"));
  if (const Value* otherwise = scope->find("default")) {
    otherwise_.action = find_action(otherwise->at("do").text()).value();
    otherwise_.code = otherwise_.action == Action::kValue ? "" : otherwise->text_or("code", "");
    otherwise_.reference = otherwise->text_or("ref", reference_);
    if (otherwise_.action != Action::kValue && !is_item_code(otherwise_.code)) {
      return unfit(otherwise_.rule + "/code", "is no item code, which every action but value needs");
    }
  }
  return {};
}

Result<void> Profile::read_window(const Value& scope) {
  const Value* window = scope.find("window");
  if (window == nullptr || window->is_null()) {
    return {};
  }
  HOLDALL_ASSIGN(window_.from, read_moment(*window, "from", id_));
  HOLDALL_ASSIGN(window_.to, read_moment(*window, "to", id_));
  HOLDALL_ASSIGN(window_.reaches, read_moment(*window, "extendable_to", id_));
  window_.reference = window->text_or("ref", reference_);
  return {};
}

bool Profile::is_automatic(std::string_view delivery) const {
  return contains(texts("auto"), delivery);
}

bool Profile::adds_for(std::string_view requester) const {
  return contains(texts("auto_requesters"), requester);
}

bool Profile::keeps(std::string_view store) const {
  return stores_.empty() || contains(stores_, store) || (store == "backup" && contains(stores_, "backup_if_different"));
}

std::string_view notice_topic(std::string_view word) {
  using Named = std::pair<std::string_view, std::string_view>;
  static constexpr std::array kTopics = {Named{"adm_logic", "automated_decision"},
                                         Named{"complaint_authority", "complaint"},
                                         Named{"controller_identity", "controller"},
                                         Named{"data_categories", "category"},
                                         Named{"privacy_officer", "controller"},
                                         Named{"purposes", "purpose"},
                                         Named{"recipients_named", "recipient"},
                                         Named{"retention", "retention"},
                                         Named{"source", "source"},
                                         Named{"transfer_safeguards", "transfer"}};
  const auto* found =
      std::find_if(kTopics.begin(), kTopics.end(), [&](const Named& each) { return each.first == word; });
  return found == kTopics.end() ? std::string_view() : found->second;
}

ResolvedScope::ResolvedScope(const Profile& profile, Timestamp receipt, bool all)
    : id_(profile.id()),
      window_reference_(profile.window().reference),
      reference_(profile.reference()),
      rules_(profile.rules(), receipt),
      otherwise_(profile.otherwise()) {
  const Window& window = profile.window();
  const std::optional<Moment>& from = all && window.reaches.has_value() ? window.reaches : window.from;
  if (from.has_value() && (from->kind != Moment::Kind::kReceipt || from->months_before > 0)) {
    from_ = resolve(*from, receipt);
  }
  const std::optional<Moment>& to = window.to;
  if (to.has_value() && to->kind == Moment::Kind::kPreviousYear) {
    to_ = start_of(make_date(year_of(date_of(receipt)), 1, 1));
  } else if (to.has_value() && (to->kind == Moment::Kind::kDate || to->months_before > 0)) {
    to_ = resolve(*to, receipt);
  }
  for (const std::string_view store : tag_values(Tag::kStore)) {
    if (profile.keeps(store)) {
      stores_.emplace_back(store);
    }
  }
}

Decision ResolvedScope::decide(const Tags& tags, std::optional<Timestamp> at) const {
  if (!contains(stores_, tags[Tag::kStore])) {
    return Decision{Action::kOmit, "OUT_OF_WINDOW", reference_, id_ + "#/scope/stores"};
  }
  if (at.has_value() && ((from_.has_value() && *at < *from_) || (to_.has_value() && *at >= *to_))) {
    return Decision{Action::kOmit, "OUT_OF_WINDOW", window_reference_, id_ + "#/scope/window"};
  }
  const Decision* decided = rules_.decide(tags, at);
  return decided != nullptr ? *decided : otherwise_;
}

void ResolvedScope::add_moments(std::vector<Timestamp>& moments) const {
  for (const auto& bound : {from_, to_}) {
    if (bound.has_value()) {
      moments.push_back(*bound);
    }
  }
  rules_.add_moments(moments);
}

}  // namespace holdall
