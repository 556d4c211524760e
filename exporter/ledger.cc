#include "holdall/exporter/ledger.h"

#include <optional>
#include <utility>

#include "holdall/exporter/record_id.h"

namespace holdall {
namespace {

std::string line_id(std::initializer_list<std::string_view> components) {
  std::string id;
  for (const std::string_view component : components) {
    if (!component.empty()) {
      id += id.empty() ? "" : ":";
      append_id_component(id, component);
    }
  }
  return id;
}

void set_text(Value& record, std::string_view member, std::string_view text) {
  if (!text.empty()) {
    record.set(member, text);
  }
}

void set_names(Value& record, std::string_view member, const std::vector<std::string>& names) {
  if (!names.empty()) {
    record.set(member, Value::Array(names.begin(), names.end()));
  }
}

Value section_line(const SectionCount& section) {
  Value record{Value::Object{}};
  record.set("id", line_id({"section", section.section}));
  record.set("kind", "section");
  record.set("section", section.section);
  record.set("schema", section.schema);
  record.set("records", section.records);
  return record;
}

Value item_line(const DataItem& item, const Share& share, const SubjectFacts& person) {
  Value record{Value::Object{}};
  record.set("id", line_id({"item", item.id, share.outcome, share.code}));
  record.set("kind", "item");
  record.set("item", item.id);
  record.set("outcome", share.outcome);
  record.set("count", share.count);
  set_text(record, "code", share.code);
  set_text(record, "reference", share.reference);
  set_names(record, "pointers", share.pointers);
  set_text(record, "see_also", share.see_also);
  set_text(record, "controller", item.controller);
  set_text(record, "category", item.category);
  set_text(record, "provenance", item.provenance);
  set_text(record, "basis", item.basis.empty() ? "" : person.tags_of(item)[Tag::kBasis]);  // on hold, another
  set_names(record, "purposes", item.purposes);
  set_names(record, "recipients", item.recipients);
  set_text(record, "retention", item.retention);
  return record;
}

}  // namespace

std::vector<Share> outcomes_of(const DataItem& item, const RequestScope& rights, std::span<const Share> shares) {
  if (!item.collected) {
    return {Share{"not_collected", {}, {}, {}, 0, {}}};
  }
  if (item.elsewhere && shares.empty()) {
    const Decision decision = rights.decide(item, item.tags, std::nullopt);
    return {Share{"elsewhere", decision.code, decision.reference, {}, 0, {}}};
  }
  std::vector<Share> outcomes;
  for (const Share& share : shares) {
    if (share.count > 0 || item.elsewhere) {
      outcomes.push_back(share);
    }
  }
  if (outcomes.empty()) {
    outcomes.push_back(Share{"empty", {}, {}, {}, 0, {}});
  }
  return outcomes;
}

std::vector<Value> ledger_records(const DataMap& map, const RequestScope& rights, const SubjectFacts& person,
                                  const Tally& tally, std::span<const SectionCount> sections) {
  std::vector<Value> records;
  for (const SectionCount& section : sections) {
    records.push_back(section_line(section));
  }
  for (std::size_t i = 0; i < map.items().size(); ++i) {
    const DataItem& item = map.items()[i];
    for (const Share& share : outcomes_of(item, rights, tally.of(i))) {
      records.push_back(item_line(item, share, person));
    }
  }
  return records;
}

}  // namespace holdall
