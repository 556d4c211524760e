#include "holdall/exporter/part_decisions.h"

namespace holdall {
namespace {

// Presence is all that is told of a thing that merely exists; an account of categories tells not even that in records,
// but for disclosures, of which it is made.
bool keeps(const Decision& decision, const MappedField& field, const PartRules& rules) {
  if (rules.rights.tells_categories()) {
    return decision.action == Action::kExist && rules.section == "disclosures";
  }
  return decision.action == Action::kValue || decision.action == Action::kMask ||
         (decision.action == Action::kExist && field.type == ColumnType::kPresence);
}

// Bytes and files cannot be blackened in part.
Decision fitted(Decision decision, const MappedField& field) {
  const bool opaque = field.type == ColumnType::kBytes || field.type == ColumnType::kFile;
  if (decision.action == Action::kMask && opaque) {
    decision.action = Action::kOmit;
  }
  return decision;
}

Tags tags_of(const PartRules& rules, const DataItem& item, const RowKind& kind) {
  Tags tags = rules.person.tags_of(item);
  if (!kind.consent.empty() && tags[Tag::kBasis] == "consent") {
    const auto state = rules.person.consent_by_record.find(kind.consent);
    if (state != rules.person.consent_by_record.end()) {
      tags[Tag::kBasisState] = state->second;
    }
  }
  for (const auto& [tag, value] : kind.tags) {
    tags[tag] = value;
  }
  return tags;
}

// The decision that takes a required field, and with it the record or element; nullptr where none does.
const Decision* find_taken(const PartRules& rules, const std::vector<FieldDecision>& fields, bool in_group) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const MappedField& field = rules.part.fields[i];
    if (field.has_item() && field.in_group == in_group && field.required && !fields[i].keep) {
      return &fields[i].decision;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<FieldDecision> decide_part(const PartRules& rules, const RowKind& kind) {
  const std::vector<MappedField>& fields = rules.part.fields;
  std::vector<FieldDecision> decided(fields.size());
  std::vector<Tags> tags(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    decided[i].keep = true;
    if (fields[i].has_item()) {
      const DataItem& item = rules.map.items()[fields[i].item];
      tags[i] = tags_of(rules, item, kind);
      decided[i].decision = fitted(rules.rights.decide(item, tags[i], kind.at), fields[i]);
      decided[i].keep = keeps(decided[i].decision, fields[i], rules);
    }
  }
  const std::vector<FieldDecision> own = decided;
  const Decision* elements_taken = find_taken(rules, own, true);
  const Decision* records_taken = find_taken(rules, own, false);
  if (records_taken == nullptr && rules.part.group_required) {
    records_taken = elements_taken;
  }
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Decision* taken = fields[i].in_group && elements_taken != nullptr ? elements_taken : records_taken;
    FieldDecision& field = decided[i];
    if (!fields[i].has_item()) {
      continue;
    }
    if (taken != nullptr && field.keep) {
      field.decision = field.decision.action == Action::kExist ? field.decision : *taken;
      field.keep = false;
    }
    if (field.decision.action != Action::kValue) {
      field.see_also = rules.rights.see_also(tags[i], kind.at, field.decision);
    }
  }
  return decided;
}

std::string_view outcome_of(const Decision& decision, const DataItem& item) {
  switch (decision.action) {
    case Action::kValue:
      return "included";
    case Action::kMask:
      return "masked";
    case Action::kExist:
      return "existence";
    case Action::kReview:
      return "review";
    case Action::kOmit:
      break;
  }
  return item.elsewhere ? "elsewhere" : "withheld";
}

}  // namespace holdall
