#include "holdall/exporter/scope.h"

#include <algorithm>
#include <utility>

#include "holdall/core/json/value.h"

namespace holdall {
namespace {

Result<void> check_applicable(const Decision& decision, const DataItem& item) {
  if (decision.action == Action::kReview) {
    return Error{
        ErrorCode::kIncompleteRequest, "/items/" + pointer_token(item.id) + ": a person must decide first", {}};
  }
  if (decision.action == Action::kMask) {
    return Error{ErrorCode::kInternal, "/items/" + pointer_token(item.id) + ": masking is not there yet", {}};
  }
  return {};
}

bool keeps(const Decision& decision, const MappedField& field) {
  return decision.action == Action::kValue ||
         (decision.action == Action::kExist && field.type == ColumnType::kPresence);
}

std::string_view outcome_of(const Decision& decision, const DataItem& item) {
  switch (decision.action) {
    case Action::kValue:
      return "included";
    case Action::kExist:
      return "existence";
    default:
      return item.elsewhere ? "elsewhere" : "withheld";
  }
}

// The decision that takes a required field of the records, and with it the records; nullptr where none does.
const Decision* find_taken(const Part& part, std::span<const Decision> decisions, bool in_group) {
  for (const MappedField& field : part.fields) {
    if (field.in_group == in_group && field.required && field.has_item() && !keeps(decisions[field.item], field)) {
      return &decisions[field.item];
    }
  }
  return nullptr;
}

}  // namespace

std::size_t Tally::open(std::size_t item, const Decision& decision, std::string_view outcome) {
  std::vector<Share>& shares = shares_[item];
  const auto found = std::find_if(shares.begin(), shares.end(), [&](const Share& share) {
    return share.outcome == outcome && share.code == decision.code;
  });
  if (found != shares.end()) {
    return static_cast<std::size_t>(found - shares.begin());
  }
  shares.push_back(Share{std::string(outcome), decision.code, decision.reference, 0, {}});
  return shares.size() - 1;
}

void Tally::add_pointer(std::size_t item, std::size_t share, std::string pointer) {
  std::vector<std::string>& pointers = shares_[item][share].pointers;
  if (std::find(pointers.begin(), pointers.end(), pointer) == pointers.end()) {
    pointers.push_back(std::move(pointer));
  }
}

Result<PartScope> PartScope::compile(std::string_view section, const Part& part, const DataMap& map,
                                     std::span<const Decision> decisions, Tally& tally) {
  const Decision* elements_taken = find_taken(part, decisions, true);
  const Decision* records_taken = find_taken(part, decisions, false);
  if (records_taken == nullptr && part.group_required) {
    records_taken = elements_taken;
  }
  PartScope scope;
  for (const MappedField& field : part.fields) {
    Rule rule;
    rule.has_item = field.has_item();
    if (rule.has_item) {
      const DataItem& item = map.items()[field.item];
      const Decision* decision = &decisions[field.item];
      const Decision* taken = field.in_group && elements_taken != nullptr ? elements_taken : records_taken;
      if (taken != nullptr && decision->action == Action::kValue) {
        decision = taken;
      }
      HOLDALL_TRY(check_applicable(*decision, item));
      rule.keep = keeps(*decision, field) && taken == nullptr;
      rule.per_record = part.is_grouped() && !field.in_group;
      rule.item = field.item;
      rule.share = tally.open(field.item, *decision, outcome_of(*decision, item));
      if (rule.keep) {
        const std::string& inner = field.in_group ? part.group_into : field.member;
        tally.add_pointer(field.item, rule.share, std::string(section) + "#/" + pointer_token(inner));
      }
    }
    scope.rules_.push_back(rule);
  }
  return scope;
}

Scope::Scope(PartScope scope, Tally& tally, std::unique_ptr<RowReader> rows)
    : rules_(std::move(scope.rules_)),
      tally_(tally),
      rows_(std::move(rows)),
      present_(rules_.size(), 0),
      seen_(rules_.size(), 0) {}

Result<Read> Scope::next(Row& out) {
  for (;;) {
    HOLDALL_ASSIGN(const Read read, rows_->next(out));
    if (read == Read::kEnd) {
      finish_record();
      return Read::kEnd;
    }
    begin_record(out[0].as_text());
    if (apply(out)) {
      return Read::kRow;
    }
    ++passed_over_;
  }
}

bool Scope::apply(Row row) {
  bool any = false;
  bool any_left = false;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (!rules_[i].has_item) {
      continue;
    }
    Cell& cell = row[i + 1];
    present_[i] = cell.is_absent() ? 0 : 1;
    any = any || !cell.is_absent();
    if (!rules_[i].keep) {
      cell = Cell::absent();
    }
    any_left = any_left || !cell.is_absent();
  }
  count(any, any_left);
  return any_left;
}

void Scope::count(bool any, bool any_left) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].per_record) {
      const bool is_last_yet = rules_[i].keep ? any_left : any;
      seen_[i] = is_last_yet ? present_[i] : seen_[i];
    } else if (present_[i] != 0) {
      tally_.count(rules_[i].item, rules_[i].share);
    }
  }
}

void Scope::begin_record(std::string_view id) {
  if (id != record_) {
    finish_record();
    record_ = id;
  }
}

void Scope::finish_record() {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].per_record && std::exchange(seen_[i], 0) != 0) {
      tally_.count(rules_[i].item, rules_[i].share);
    }
  }
}

}  // namespace holdall
