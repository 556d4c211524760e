#include "holdall/exporter/scope.h"

#include <algorithm>
#include <utility>

#include "holdall/core/json/value.h"

namespace holdall {
namespace {

// When the column says the data is from. `2026`, `2026-11` and `2026-11-23` mean the end of that time: what may lie
// within a window does.
std::optional<Timestamp> read_time(std::string_view text) {
  if (const auto at = parse_timestamp(text)) {
    return at;
  }
  std::optional<Date> first;
  int months = 0;
  if (text.size() == 10) {
    first = parse_date(text);
  } else if (text.size() == 7) {
    first = parse_date(std::string(text) + "-01");
    months = 1;
  } else if (text.size() == 4) {
    first = parse_date(std::string(text) + "-01-01");
    months = 12;
  }
  if (!first.has_value()) {
    return std::nullopt;
  }
  const Date after = months == 0 ? add_days(*first, 1) : add_months(*first, months);
  return Timestamp{start_of(after).seconds - 1, 0};
}

// So that no two lists of words are written alike.
void append_word(std::string& list, const std::string& word) {
  list += std::to_string(word.size()) + ':' + word;
}

const Cell& companion(Row row, const Part& part, std::size_t index) {
  return row[part.fields.size() + 1 + index];
}

}  // namespace

std::size_t Tally::open(std::size_t item, const Decision& decision, std::string_view outcome, std::string see_also) {
  std::vector<Share>& shares = shares_[item];
  const auto found = std::find_if(shares.begin(), shares.end(), [&](const Share& share) {
    return share.outcome == outcome && share.code == decision.code;
  });
  if (found != shares.end()) {
    return static_cast<std::size_t>(found - shares.begin());
  }
  shares.push_back(Share{std::string(outcome), decision.code, decision.reference, std::move(see_also), 0, {}});
  return shares.size() - 1;
}

void Tally::add_pointer(std::size_t item, std::size_t share, std::string pointer) {
  std::vector<std::string>& pointers = shares_[item][share].pointers;
  if (std::find(pointers.begin(), pointers.end(), pointer) == pointers.end()) {
    pointers.push_back(std::move(pointer));
  }
}

Scope::Scope(const PartRules& rules, Tally& tally, std::unique_ptr<RowReader> rows, MaskTools tools)
    : rules_(rules),
      tally_(tally),
      rows_(std::move(rows)),
      mask_(rules.section, rules.part, rules.person.own, tools),
      ids_(tools.ids),
      present_(rules.part.fields.size(), 0),
      masked_(rules.part.fields.size()),
      share_(rules.part.fields.size(), 0),
      seen_(rules.part.fields.size()) {
  const auto& cells = rules.part.id_cells;
  for (std::size_t i = 0; !rules.part.derived_ids && i < rules.part.fields.size(); ++i) {
    const MappedField& field = rules.part.fields[i];
    if (field.has_item() && std::find(cells.begin(), cells.end(), field.cell) != cells.end()) {
      id_fields_.push_back(i);
    }
  }
}

// What a right keeps back or blackens in a field must not leave in the record's id.
bool Scope::keeps_id_back(const Variant& rules) const {
  return ids_ != nullptr && std::any_of(id_fields_.begin(), id_fields_.end(),
                                        [&](std::size_t i) { return !rules[i].keep || rules[i].mask; });
}

Result<Read> Scope::next(Row& out) {
  for (;;) {
    HOLDALL_ASSIGN(const Read read, rows_->next(out));
    if (read == Read::kEnd) {
      finish_record();
      HOLDALL_TRY(mask_.finish());
      return Read::kEnd;
    }
    begin_record(out[0].as_text());
    HOLDALL_ASSIGN(const Variant* variant, variant_of(out));
    if (apply(*variant, out)) {
      if (keeps_id_back(*variant)) {
        write_hidden_id(hidden_id_, rules_.part, *ids_, out[0].as_text());
        out[0] = Cell::text(hidden_id_);
      }
      HOLDALL_TRY(mask_.mask(masked_, out));
      return Read::kRow;
    }
    ++passed_over_;
  }
}

// Between which of the rights' moments the row lies; nothing where it says no time.
Result<std::optional<std::size_t>> Scope::time_class(Row row) const {
  const Part& part = rules_.part;
  const auto moments = rules_.rights.moments();
  if (!part.facts.at.has_value() || moments.empty()) {
    return std::optional<std::size_t>();
  }
  const Cell& cell = companion(row, part, *part.facts.at);
  if (cell.is_absent()) {
    return std::optional<std::size_t>();
  }
  const std::optional<Timestamp> at = read_time(cell_text(cell));
  if (!at.has_value()) {
    return Error{ErrorCode::kSourceData, part.query.pointer + "/facts/at: a row has a time that is none", {}};
  }
  return std::optional(
      static_cast<std::size_t>(std::upper_bound(moments.begin(), moments.end(), *at) - moments.begin()));
}

Result<const Scope::Variant*> Scope::variant_of(Row row) {
  const Part& part = rules_.part;
  HOLDALL_ASSIGN(const std::optional<std::size_t> time, time_class(row));
  std::string kind = time.has_value() ? std::to_string(*time) : "-";
  if (part.facts.consent.has_value()) {
    append_word(kind, cell_text(companion(row, part, *part.facts.consent)));
  }
  for (const TagColumn& column : part.facts.tags) {
    append_word(kind, cell_text(companion(row, part, column.cell)));
  }
  if (variant_ != nullptr && kind == kind_) {
    return variant_;
  }
  auto found = variants_.find(kind);
  if (found == variants_.end()) {
    HOLDALL_ASSIGN(Variant compiled, compile(row, time));
    found = variants_.emplace(kind, std::move(compiled)).first;
  }
  variant_ = &found->second;
  kind_ = std::move(kind);
  return variant_;
}

// The decisions for rows of the kind of `row`.
Result<Scope::Variant> Scope::compile(Row row, std::optional<std::size_t> time) const {
  const Part& part = rules_.part;
  const auto moments = rules_.rights.moments();
  RowKind kind;
  if (time.has_value()) {  // an instant of that class stands for all of them
    kind.at = *time > 0 ? moments[*time - 1] : Timestamp{moments[0].seconds - 1, 0};
  }
  if (part.facts.consent.has_value()) {
    kind.consent = cell_text(companion(row, part, *part.facts.consent));
  }
  for (const TagColumn& column : part.facts.tags) {
    const Cell& cell = companion(row, part, column.cell);
    if (cell.is_absent()) {
      continue;  // the row leaves it to its item
    }
    const auto value = column.values.find(cell_text(cell));
    if (value == column.values.end()) {
      return Error{ErrorCode::kSourceData,
                   part.query.pointer + "/facts/tags/" + std::string(tag_name(column.tag)) +
                       ": a row has a value that the map does not know",
                   {}};
    }
    kind.tags.emplace_back(column.tag, value->second);
  }
  std::vector<FieldDecision> decided = decide_part(rules_, kind);
  Variant variant;
  for (std::size_t i = 0; i < decided.size(); ++i) {
    variant.push_back(part.fields[i].has_item() ? field_rule(part.fields[i], std::move(decided[i])) : FieldRule{});
  }
  return variant;
}

Scope::FieldRule Scope::field_rule(const MappedField& field, FieldDecision decided) const {
  const DataItem& item = rules_.map.items()[field.item];
  FieldRule rule;
  rule.has_item = true;
  rule.keep = decided.keep;
  rule.mask = rule.keep && decided.decision.action == Action::kMask;
  if (rule.mask) {
    Decision opaque = decided.decision;
    opaque.action = Action::kOmit;
    rule.opaque_share = tally_.open(field.item, opaque, outcome_of(opaque, item));
  }
  rule.per_record = rules_.part.is_grouped() && !field.in_group;
  rule.item = field.item;
  rule.share =
      tally_.open(field.item, decided.decision, outcome_of(decided.decision, item), std::move(decided.see_also));
  if (rule.keep && !rules_.rights.tells_categories()) {
    const std::string& inner = field.in_group ? rules_.part.group_into : field.member;
    tally_.add_pointer(field.item, rule.share, std::string(rules_.section) + "#/" + pointer_token(inner));
  }
  return rule;
}

bool Scope::apply(const Variant& rules, Row row) {
  bool any = false;
  bool any_left = false;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const FieldRule& rule = rules[i];
    if (!rule.has_item) {
      continue;
    }
    Cell& cell = row[i + 1];
    present_[i] = cell.is_absent() ? 0 : 1;
    any = any || !cell.is_absent();
    const bool is_opaque = rule.mask && !cell.is_absent() && !mask_.can_mask(i, cell);
    share_[i] = is_opaque ? rule.opaque_share : rule.share;
    if (!rule.keep || is_opaque) {
      cell = Cell::absent();
    }
    masked_[i].reset();
    if (rule.mask && !cell.is_absent()) {
      const Share& share = tally_.of(rule.item)[rule.share];
      masked_[i] = MaskReason{share.code, share.reference};
    }
    any_left = any_left || !cell.is_absent();
  }
  count(rules, any, any_left);
  return any_left;
}

void Scope::count(const Variant& rules, bool any, bool any_left) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].per_record) {
      if (rules[i].keep ? any_left : any) {
        seen_[i] = rules[i];
        seen_[i].share = share_[i];
        seen_[i].has_item = present_[i] != 0;
      }
    } else if (present_[i] != 0) {
      tally_.count(rules[i].item, share_[i]);
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
  for (FieldRule& seen : seen_) {
    if (seen.per_record && std::exchange(seen.has_item, false)) {
      tally_.count(seen.item, seen.share);
    }
  }
}

}  // namespace holdall
