#include "holdall/exporter/rights/profile_check.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "holdall/core/base/error.h"
#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/exporter/rights/profile_set.h"
#include "holdall/schemas/message_catalogue.h"

namespace holdall {
namespace {

constexpr double kMostKinds = 2e5;  // of data, that a check tries: a tenth of a second

// The least set of data that shows all that rules can tell apart: for each tag the values they name and one other.
class TagSpace {
 public:
  explicit TagSpace(std::span<const std::span<const ScopeRule>> lists) {
    for (const auto& rules : lists) {
      for (const ScopeRule& rule : rules) {
        for (const TagTest& test : rule.tests) {
          auto& values = values_.at(static_cast<std::size_t>(test.tag));
          values.insert(test.values.begin(), test.values.end());
        }
      }
    }
    for (std::size_t i = 0; i < kTagCount; ++i) {
      add_other(static_cast<Tag>(i));
    }
  }

  void visit(const std::function<void(const Tags&)>& look) const {
    Tags tags;
    visit_from(0, tags, look);
  }
  // How many kinds of data it has.
  [[nodiscard]] double size() const {
    double product = 1;
    for (const auto& values : values_) {
      product *= static_cast<double>(values.size());
    }
    return product;
  }

 private:
  void add_other(Tag tag) {
    auto& values = values_.at(static_cast<std::size_t>(tag));
    const auto known = tag_values(tag);
    if (known.empty()) {
      values.insert("-");
      return;
    }
    const auto other = std::find_if(known.begin(), known.end(),
                                    [&](std::string_view each) { return !values.contains(std::string(each)); });
    if (other != known.end()) {
      values.emplace(*other);
    }
  }

  void visit_from(std::size_t at, Tags& tags,
                  const std::function<void(const Tags&)>& look) const {  // NOLINT(misc-no-recursion)
    if (at == kTagCount) {
      look(tags);
      return;
    }
    for (const std::string& value : values_.at(at)) {
      tags[static_cast<Tag>(at)] = value;
      visit_from(at + 1, tags, look);
    }
  }

  std::array<std::set<std::string>, kTagCount> values_;
};

// Whether `rule` decides whatever the time, on every day.
bool is_certain(const ScopeRule& rule) {
  return rule.times.empty() && !rule.effective.from.has_value() && !rule.effective.to.has_value();
}

// The first rule that may decide; those before it that may not always are passed to `maybe`.
const ScopeRule* first_fitting(std::span<const ScopeRule> rules, const Tags& tags,
                               const std::function<void(const ScopeRule&)>& maybe) {
  for (const ScopeRule& rule : rules) {
    if (fits_tags(rule, tags)) {
      maybe(rule);
      if (is_certain(rule)) {
        return &rule;
      }
    }
  }
  return nullptr;
}

// Whether some rule that may decide about such data keeps them back for a reason that a policy cannot waive.
bool keeps_back_for_good(std::span<const ScopeRule> rules, const Tags& tags) {
  bool found = false;
  first_fitting(rules, tags, [&](const ScopeRule& rule) { found = found || is_for_good(rule.decision); });
  return found;
}

Error widening_error(const ScopeRule& rule, std::string_view what) {
  return Error{ErrorCode::kProfileUnfit, rule.decision.rule + ": " + std::string(what), {}};
}

// Rules of a profile that some data reaches, with and without the core rules before them.
struct Reached {
  std::set<const ScopeRule*> behind_core;
  std::set<const ScopeRule*> alone;
};

Reached reached_rules(const Profile& core, std::span<const ScopeRule> rules) {
  Reached reached;
  const std::array lists = {core.core(), rules};
  TagSpace(lists).visit([&](const Tags& tags) {
    const bool taken = first_fitting(core.core(), tags, [](const ScopeRule&) {}) != nullptr;
    first_fitting(rules, tags, [&](const ScopeRule& rule) {
      reached.alone.insert(&rule);
      if (!taken) {
        reached.behind_core.insert(&rule);
      }
    });
  });
  return reached;
}

void check_rules(const Profile& profile, const ProfileSet& set, std::vector<Finding>& findings) {
  const std::array lists = {set.core().core(), profile.rules()};
  if (TagSpace(lists).size() > kMostKinds) {
    findings.push_back({"too-many-words", profile.id() + "#/scope/rules", "name more values than can be tried"});
    return;
  }
  const Reached reached = reached_rules(set.core(), profile.rules());
  for (const ScopeRule& rule : profile.rules()) {
    if (!reached.alone.contains(&rule)) {
      findings.push_back({"unreachable-rule", rule.decision.rule, "rules before it take all that it is for"});
    } else if (!reached.behind_core.contains(&rule)) {
      findings.push_back({"weakened-core", rule.decision.rule, "the core rules take all that it is for, and stay"});
    }
  }
}

void check_codes(const Profile& profile, const Value& document, std::vector<Finding>& findings) {
  const auto check = [&](const std::string& at, const std::string& code) {
    if (!is_item_code(code) && find_law(code) == nullptr) {
      findings.push_back({"missing-code", profile.id() + at, "is neither an item code nor a request code"});
    }
  };
  if (const Value* limits = document.find("limits")) {
    for (std::size_t i = 0; i < limits->items().size(); ++i) {
      check("#/limits/" + std::to_string(i), limits->items()[i].at("code").text());
    }
  }
  for (const std::string& code : profile.texts("else")) {
    check("#/else", code);
  }
  const auto check_member = [&](const Value* holder, const std::string& at, std::string_view member) {
    const std::string code = holder == nullptr || holder->object() == nullptr ? "" : holder->text_or(member, "");
    if (!code.empty() && find_law(code) == nullptr) {
      findings.push_back({"missing-code", profile.id() + at, "is no request code"});
    }
  };
  check_member(document.find("frequency"), "#/frequency/code", "code");
  const Value* requesters = document.find("requesters");
  for (const auto& [kind, member] :
       {std::pair{"agent", "missing"}, std::pair{"guardian", "missing"}, std::pair{"heir", "default"}}) {
    const Value* rule = requesters == nullptr ? nullptr : requesters->find(kind);
    check_member(rule, "#/requesters/" + std::string(kind) + "/" + member, member);
  }
}

void check_references(const Profile& profile, const ProfileSet& set, std::vector<Finding>& findings) {
  const auto check = [&](const std::string& at, std::string_view id) {
    if (id != profile.id() && set.find(id) == nullptr) {
      findings.push_back({"missing-profile", profile.id() + at, "names a profile that is not there"});
    }
  };
  for (const std::string& id : profile.texts("offers")) {
    check("#/offers", id);
  }
  if (const Value* unverified = profile.document().find("on_unverified");
      unverified != nullptr && unverified->object()) {
    check("#/on_unverified/downgrade_to", unverified->at("downgrade_to").text());
  }
  if (const Value* frequency = profile.document().find("frequency"); frequency != nullptr && frequency->object()) {
    const Value* with = frequency->find("with");
    for (std::size_t i = 0; with != nullptr && i < with->items().size(); ++i) {
      check("#/frequency/with", with->items()[i].text());
    }
  }
}

// An account of categories shows no value.
void check_categories(const Profile& profile, std::vector<Finding>& findings) {
  const auto check = [&](const Decision& decision) {
    if (decision.action != Action::kExist && decision.action != Action::kOmit) {
      findings.push_back({"value-in-categories", decision.rule, "an account of categories shows no value"});
    }
  };
  if (profile.kind() == ProfileKind::kCategories) {
    check(profile.otherwise());
    for (const ScopeRule& rule : profile.rules()) {
      check(rule.decision);
    }
  }
}

void check_words(const Profile& profile, std::vector<Finding>& findings) {
  const auto unknown = [&](const std::string& at, const std::string& what) {
    findings.push_back({"unknown-word", profile.id() + at, what});
  };
  const std::string& calendar = profile.deadline().calendar;
  if (!calendar.empty() && known_jurisdictions().calendar(calendar) == nullptr) {
    unknown("#/deadline/calendar", "is no calendar of schemas/calendars");
  }
  const EffectiveDays& days = profile.effective();
  if (days.from.has_value() && days.to.has_value() && *days.to <= *days.from) {
    unknown("#/effective", "ends before it begins");
  }
  for (const std::string& word : profile.texts("accompany")) {
    if (find_message("accompany." + word) == nullptr && notice_topic(word).empty()) {
      unknown("#/accompany", "has the word " + word + ", for which there is neither a text nor a notice of the map");
    }
  }
  const Value* appeals = profile.document().find("appeal");
  for (std::size_t i = 0; appeals != nullptr && appeals->array() != nullptr && i < appeals->items().size(); ++i) {
    if (find_message("appeal." + appeals->items()[i].at("to").text()) == nullptr) {
      unknown("#/appeal/" + std::to_string(i) + "/to", "has no text in schemas/messages");
    }
  }
}

// Cal. Civ. 1798.130(a)(2)(B), 11 CCR 7024(h): who is given a year must be told that there is more.
void check_options(const Profile& profile, std::vector<Finding>& findings) {
  const Value* request = profile.document().find("request");
  const Value* options = request == nullptr ? nullptr : request->find("options");
  const bool offers_all =
      options != nullptr && std::any_of(options->items().begin(), options->items().end(),
                                        [](const Value& each) { return each.text().starts_with("all_since_"); });
  const bool is_demanded = request != nullptr && request->text_or("lint", "") == "options_must_offer_beyond_12_months";
  if ((is_demanded || profile.window().reaches.has_value()) && !offers_all) {
    findings.push_back({"missing-option", profile.id() + "#/request/options", "does not offer more than the window"});
  }
}

}  // namespace

std::vector<Finding> check_profile(const Profile& profile, const Value& document, const ProfileSet& set) {
  std::vector<Finding> findings;
  const Value* sources = document.find("sources");
  if (sources == nullptr || sources->array() == nullptr || sources->items().empty()) {
    findings.push_back({"missing-source", profile.id() + "#/sources", "says nowhere what law it is"});
  }
  if (profile.kind() != ProfileKind::kCore && document.find("core") != nullptr) {
    findings.push_back({"weakened-core", profile.id() + "#/core", "core rules are those of core alone"});
  }
  check_rules(profile, set, findings);
  check_codes(profile, profile.document(), findings);
  check_references(profile, set, findings);
  check_options(profile, findings);
  check_categories(profile, findings);
  check_words(profile, findings);
  return findings;
}

Result<void> check_widening(const Profile& core, const Profile& profile, std::span<const ScopeRule> added) {
  const std::array lists = {core.core(), profile.rules(), added};
  const TagSpace space(lists);
  if (space.size() > kMostKinds) {
    return Error{ErrorCode::kLimit, profile.id() + ": more words in rules than can be tried", {}};
  }
  for (const ScopeRule& rule : added) {
    if (rule.decision.action != Action::kValue) {
      return widening_error(rule, "gives less than a value: a policy adds to the law");
    }
    bool reaches = false;
    bool shows = false;
    space.visit([&](const Tags& tags) {
      if (fits_tags(rule, tags) && first_fitting(core.core(), tags, [](const ScopeRule&) {}) == nullptr) {
        reaches = true;
        shows = shows || keeps_back_for_good(profile.rules(), tags);
      }
    });
    if (!reaches) {
      return widening_error(rule, "the core rules take all that it is for");
    }
    if (shows) {
      return widening_error(rule, "shows what the law keeps back for other people's sake, or forbids to show");
    }
  }
  return {};
}

}  // namespace holdall
