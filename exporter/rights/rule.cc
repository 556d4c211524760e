#include "holdall/exporter/rights/rule.h"

#include <algorithm>
#include <array>
#include <utility>

namespace holdall {
namespace {

constexpr std::array<std::string_view, 5> kActions = {"value", "mask", "exist", "omit", "review"};

constexpr std::array<std::string_view, 19> kItemCodes = {"NOT_PROVIDED",
                                                         "NOT_PROVIDED_THIRD_PARTY",
                                                         "ASSIGNED_ID",
                                                         "BASIS_NOT_PORTABLE",
                                                         "NOT_AUTOMATED",
                                                         "SECRET_CREDENTIAL",
                                                         "HIGH_RISK_ID",
                                                         "SECURITY_DATA",
                                                         "THIRD_PERSON_RIGHTS",
                                                         "TRADE_SECRET",
                                                         "LEGAL_PRIVILEGE",
                                                         "OUT_OF_WINDOW",
                                                         "PRE_APPLICATION",
                                                         "CONTENT_NOT_DATA",
                                                         "OTHER_CONTROLLER",
                                                         "NATIONAL_RESTRICTION",
                                                         "ERASED",
                                                         "NOT_REQUESTED",
                                                         "CATEGORIES_ONLY"};

Error unfit(const std::string& id, std::string_view what) {
  return Error{ErrorCode::kProfileUnfit, id + ": " + std::string(what), {}};
}

// `text` as a number of months, of `P12M`.
std::optional<int> parse_months(std::string_view text) {
  if (text.size() < 3 || text.size() > 5 || text.front() != 'P' || text.back() != 'M') {
    return std::nullopt;
  }
  int months = 0;
  for (const char c : text.substr(1, text.size() - 2)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    months = months * 10 + (c - '0');
  }
  return months;
}

Result<TimeTest> read_time_test(std::string_view name, bool negated, const Value& values, const std::string& id) {
  TimeTest test{negated, {}};
  for (const Value& each : values.items()) {
    std::optional<Moment> moment;
    if (name == "before") {
      moment = parse_moment(each.text());
    } else if (const auto months = parse_months(each.text())) {
      moment = Moment{Moment::Kind::kReceipt, {}, *months};
    }
    if (!moment.has_value()) {
      return unfit(id + "/if/" + std::string(name), "is no moment");
    }
    test.moments.push_back(*moment);
  }
  return test;
}

Result<void> read_test(const Value::Member& member, const std::string& id, ScopeRule& rule) {
  std::string_view name = member.key;
  const bool negated = name.starts_with("not_");
  name.remove_prefix(negated ? 4 : 0);
  if (name == "before" || name == "older_than") {
    HOLDALL_ASSIGN(TimeTest test, read_time_test(name, negated, member.value, id));
    rule.times.push_back(std::move(test));
    return {};
  }
  const std::optional<Tag> tag = find_tag(name);
  if (!tag.has_value()) {
    return unfit(id + "/if/" + pointer_token(member.key), "is no condition");
  }
  TagTest test{*tag, negated, {}};
  for (const Value& value : member.value.items()) {
    if (!is_tag_value(*tag, value.text())) {
      return unfit(id + "/if/" + pointer_token(member.key), "has a value that this condition does not know");
    }
    test.values.push_back(value.text());
  }
  rule.tests.push_back(std::move(test));
  return {};
}

bool fits(const TagTest& test, const Tags& tags) {
  const bool among = std::find(test.values.begin(), test.values.end(), tags[test.tag]) != test.values.end();
  return among != test.negated;
}

}  // namespace

std::optional<Action> find_action(std::string_view name) {
  const auto* found = std::find(kActions.begin(), kActions.end(), name);
  return found == kActions.end() ? std::nullopt : std::optional(static_cast<Action>(found - kActions.begin()));
}

std::string_view action_name(Action action) {
  return kActions.at(static_cast<std::size_t>(action));
}

int generosity(Action action) {
  constexpr std::array kOrder = {4, 3, 1, 0, 2};  // by Action
  return kOrder.at(static_cast<std::size_t>(action));
}

EffectiveDays read_effective(const Value& holder) {
  EffectiveDays days;
  if (const Value* effective = holder.find("effective")) {
    days.from = parse_date(effective->text_or("from", ""));
    days.to = parse_date(effective->text_or("to", ""));
  }
  return days;
}

std::optional<Moment> parse_moment(std::string_view text) {
  constexpr std::string_view kReceipt = "receipt";
  if (const auto date = parse_date(text)) {
    return Moment{Moment::Kind::kDate, *date, 0};
  }
  if (text == "previous_calendar_year") {
    return Moment{Moment::Kind::kPreviousYear, {}, 0};
  }
  if (text == kReceipt) {
    return Moment{};
  }
  if (text.starts_with(std::string(kReceipt) + "-")) {
    if (const auto months = parse_months(text.substr(kReceipt.size() + 1))) {
      return Moment{Moment::Kind::kReceipt, {}, *months};
    }
  }
  return std::nullopt;
}

Timestamp resolve(const Moment& moment, Timestamp receipt) {
  const Date day = date_of(receipt);
  switch (moment.kind) {
    case Moment::Kind::kDate:
      return start_of(moment.date);
    case Moment::Kind::kPreviousYear:
      return start_of(make_date(year_of(day) - 1, 1, 1));
    case Moment::Kind::kReceipt:
      break;
  }
  return moment.months_before == 0 ? receipt : start_of(add_months(day, -moment.months_before));
}

Result<ScopeRule> read_rule(const Value& rule, std::string id, std::string_view reference) {
  ScopeRule read;
  for (const Value::Member& member : rule.at("if").members()) {
    HOLDALL_TRY(read_test(member, id, read));
  }
  read.decision.action = find_action(rule.at("do").text()).value();
  read.decision.code = read.decision.action == Action::kValue ? "" : rule.text_or("code", "");
  if (read.decision.action != Action::kValue && !is_item_code(read.decision.code)) {
    return unfit(id + "/code", "is no item code, which every action but value needs");
  }
  read.decision.reference = rule.text_or("ref", reference);
  read.effective = read_effective(rule);
  read.decision.rule = std::move(id);
  return read;
}

ResolvedRules::ResolvedRules(std::span<const ScopeRule> rules, Timestamp receipt) {
  for (const ScopeRule& rule : rules) {
    if (!rule.effective.include(date_of(receipt))) {
      continue;
    }
    Entry entry{rule, {}};
    for (const TimeTest& test : rule.times) {
      Timestamp latest = resolve(test.moments.front(), receipt);
      for (const Moment& moment : test.moments) {
        latest = std::max(latest, resolve(moment, receipt));
      }
      entry.latest.push_back(latest);
    }
    entries_.push_back(std::move(entry));
  }
}

const Decision* ResolvedRules::decide(const Tags& tags, std::optional<Timestamp> at) const {
  for (const Entry& entry : entries_) {
    bool all = fits_tags(entry.rule, tags);
    for (std::size_t i = 0; all && i < entry.latest.size(); ++i) {
      all = at.has_value() && (*at < entry.latest[i]) != entry.rule.times[i].negated;
    }
    if (all) {
      return &entry.rule.decision;
    }
  }
  return nullptr;
}

void ResolvedRules::add_moments(std::vector<Timestamp>& moments) const {
  for (const Entry& entry : entries_) {
    moments.insert(moments.end(), entry.latest.begin(), entry.latest.end());
  }
}

bool is_for_good(const Decision& decision) {
  return decision.code == "THIRD_PERSON_RIGHTS" || decision.code == "HIGH_RISK_ID";
}

bool fits_tags(const ScopeRule& rule, const Tags& tags) {
  return std::all_of(rule.tests.begin(), rule.tests.end(), [&](const TagTest& test) { return fits(test, tags); });
}

bool is_item_code(std::string_view code) {
  return std::find(kItemCodes.begin(), kItemCodes.end(), code) != kItemCodes.end();
}

}  // namespace holdall
