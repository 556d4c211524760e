#include "holdall/exporter/explain.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "holdall/exporter/part_decisions.h"

namespace holdall {
namespace {

// A circumstance that the map says may be, and how it is told.
struct Circumstance {
  std::string when;
  RowKind kind;
  SubjectFacts person;
};

void add_times(const RequestScope& rights, std::vector<Circumstance>& all) {
  const auto moments = rights.moments();
  for (const Timestamp& moment : moments) {
    RowKind before;
    before.at = Timestamp{moment.seconds - 1, 0};
    all.push_back({"before " + format_timestamp(moment), before, {}});
  }
  if (!moments.empty()) {
    RowKind after;
    after.at = moments.back();
    all.push_back({"from " + format_timestamp(moments.back()) + " on", after, {}});
  }
}

void add_tags(Tag tag, const TagColumn& column, std::vector<Circumstance>& all) {
  std::set<std::string> values;
  for (const auto& [from, to] : column.values) {
    values.insert(to);
  }
  for (const std::string& value : values) {
    RowKind kind;
    kind.tags.emplace_back(tag, value);
    all.push_back({std::string(tag_name(tag)) + ": " + value, kind, {}});
  }
}

void add_states(std::vector<Circumstance>& all) {
  for (const char* state : {"withdrawn", "expired"}) {
    RowKind kind;
    kind.tags.emplace_back(Tag::kBasisState, state);
    all.push_back({std::string("basis_state: ") + state, kind, {}});
  }
}

void add_account(const DataMap& map, std::vector<Circumstance>& all) {
  if (!map.account().has_value()) {
    return;
  }
  std::set<std::string> stores;
  if (const auto& store = map.account()->store) {
    for (const auto& [from, to] : store->values) {
      stores.insert(to);
    }
  }
  stores.erase("live");
  for (const std::string& store : stores) {
    SubjectFacts person;
    person.store = store;
    all.push_back({"store: " + store, {}, person});
  }
  if (map.account()->legal_hold.has_value()) {
    SubjectFacts person;
    person.on_hold = true;
    all.push_back({"kept on legal hold", {}, person});
  }
}

class Explainer {
 public:
  Explainer(const DataMap& map, const RequestScope& rights) : map_(map), rights_(rights), rows_(map.items().size()) {}

  std::vector<Explanation> explain() {
    for (const MappedSection& section : map_.sections()) {
      for (const Part& part : section.parts) {
        explain_part(section.name, part);
      }
    }
    std::vector<Explanation> all;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      all.push_back(rows_[i].has_value() ? std::move(*rows_[i]) : undelivered(map_.items()[i]));
    }
    return all;
  }

 private:
  // An item of no field: the notice names it, or another controller holds it.
  [[nodiscard]] Explanation undelivered(const DataItem& item) const {
    if (!item.collected) {
      return {item.id, "not_collected", {}, "map#/items/" + item.id + "/collected", {}, {}, {}};
    }
    const Decision decision = rights_.decide(item, item.tags, std::nullopt);
    return {item.id, std::string(outcome_of(decision, item)), decision.code, decision.rule, decision.reference, {}, {}};
  }

  void explain_part(std::string_view section, const Part& part) {
    const SubjectFacts nobody;
    const std::vector<FieldDecision> plain = decide_part({section, part, map_, rights_, nobody}, {});
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (part.fields[i].has_item()) {
        take(part.fields[i].item, plain[i]);
      }
    }
    std::vector<Circumstance> circumstances;
    if (part.facts.at.has_value()) {
      add_times(rights_, circumstances);
    }
    if (part.facts.consent.has_value() || part_rests_on_consent(part)) {
      add_states(circumstances);
    }
    for (const TagColumn& column : part.facts.tags) {
      add_tags(column.tag, column, circumstances);
    }
    add_account(map_, circumstances);
    for (const Circumstance& each : circumstances) {
      const auto decided = decide_part({section, part, map_, rights_, each.person}, each.kind);
      for (std::size_t i = 0; i < decided.size(); ++i) {
        if (part.fields[i].has_item()) {
          add_unless(part.fields[i].item, plain[i].decision, decided[i].decision, each.when);
        }
      }
    }
  }

  [[nodiscard]] bool part_rests_on_consent(const Part& part) const {
    return std::ranges::any_of(part.fields, [&](const MappedField& field) {
      return field.has_item() && !map_.items()[field.item].consent.empty();
    });
  }

  // Of an item in several places, the place that gives most is told.
  void take(std::size_t item, const FieldDecision& decided) {
    const Decision& decision = decided.decision;
    std::optional<Explanation>& row = rows_[item];
    if (row.has_value() && generosity(decision.action) <= best_[item]) {
      return;
    }
    best_[item] = generosity(decision.action);
    row = Explanation{map_.items()[item].id,
                      std::string(outcome_of(decision, map_.items()[item])),
                      decision.code,
                      decision.rule,
                      decision.reference,
                      decided.see_also,
                      row.has_value() ? std::move(row->unless) : std::vector<Explanation::Unless>()};
  }

  void add_unless(std::size_t item, const Decision& plain, const Decision& decided, const std::string& when) {
    if (plain.action == decided.action && plain.code == decided.code) {
      return;
    }
    auto& unless = rows_[item]->unless;
    if (std::ranges::none_of(unless, [&](const Explanation::Unless& each) { return each.when == when; })) {
      unless.push_back({when, std::string(outcome_of(decided, map_.items()[item])), decided.code, decided.rule});
    }
  }

  const DataMap& map_;
  const RequestScope& rights_;
  std::vector<std::optional<Explanation>> rows_;
  std::map<std::size_t, int> best_;
};

}  // namespace

std::vector<Explanation> explain(const DataMap& map, const RequestScope& rights) {
  return Explainer(map, rights).explain();
}

Value Explanation::to_value() const {
  Value row(Value::Object{{"item", item}, {"outcome", outcome}});
  const auto set = [](Value& value, std::string_view member, const std::string& text) {
    if (!text.empty()) {
      value.set(member, text);
    }
  };
  set(row, "code", code);
  row.set("rule", rule);
  row.set("reference", reference);
  set(row, "see_also", see_also);
  Value::Array others;
  for (const Unless& each : unless) {
    Value other(Value::Object{{"when", each.when}, {"outcome", each.outcome}, {"rule", each.rule}});
    set(other, "code", each.code);
    others.push_back(std::move(other));
  }
  if (!others.empty()) {
    row.set("unless", std::move(others));
  }
  return row;
}

}  // namespace holdall
