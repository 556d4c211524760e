#include "holdall/exporter/ledger.h"

#include <map>
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

Value item_line(const DataItem& item, const Share& share) {
  Value record{Value::Object{}};
  record.set("id", line_id({"item", item.id, share.outcome, share.code}));
  record.set("kind", "item");
  record.set("item", item.id);
  record.set("outcome", share.outcome);
  record.set("count", share.count);
  set_text(record, "code", share.code);
  set_text(record, "reference", share.reference);
  set_names(record, "pointers", share.pointers);
  set_text(record, "controller", item.controller);
  set_text(record, "category", item.category);
  set_text(record, "provenance", item.provenance);
  set_text(record, "basis", item.basis);
  set_names(record, "purposes", item.purposes);
  set_names(record, "recipients", item.recipients);
  set_text(record, "retention", item.retention);
  return record;
}

}  // namespace

std::vector<Share> outcomes_of(const DataItem& item, std::span<const Share> shares) {
  if (!item.collected) {
    return {Share{"not_collected", {}, {}, 0, {}}};
  }
  if (item.elsewhere && shares.empty()) {
    return {Share{"elsewhere", "OTHER_CONTROLLER", "core", 0, {}}};
  }
  std::vector<Share> outcomes;
  for (const Share& share : shares) {
    if (share.count > 0 || item.elsewhere) {
      outcomes.push_back(share);
    }
  }
  if (outcomes.empty()) {
    outcomes.push_back(Share{"empty", {}, {}, 0, {}});
  }
  return outcomes;
}

std::vector<Value> ledger_records(const DataMap& map, const Tally& tally, std::span<const SectionCount> sections) {
  std::vector<Value> records;
  for (const SectionCount& section : sections) {
    records.push_back(section_line(section));
  }
  for (std::size_t i = 0; i < map.items().size(); ++i) {
    for (const Share& share : outcomes_of(map.items()[i], tally.of(i))) {
      records.push_back(item_line(map.items()[i], share));
    }
  }
  std::map<std::string, int> unkeyed;
  for (const Value& notice : map.notices()) {
    const std::string& topic = notice.at("topic").text();
    std::string key = notice.text_or("key", "");
    Value record{Value::Object{}};
    record.set("id", key.empty() ? line_id({"notice", topic, "#" + std::to_string(++unkeyed[topic])})
                                 : line_id({"notice", topic, key}));
    for (const Value::Member& member : notice.members()) {
      record.set(member.key, member.value);
    }
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace holdall
