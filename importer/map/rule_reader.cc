// A rule's members one by one: first its source, then either what it stores or under which code it counts.
#include "holdall/importer/map/rule_reader.h"

#include <algorithm>
#include <utility>

#include "holdall/importer/map/conditions.h"
#include "holdall/importer/map/source_reader.h"
#include "holdall/importer/map/unfit.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

Result<void> read_set(const Value* value, const Lookups& lookups, Rule& rule) {
  if (value == nullptr || value->object() == nullptr || value->members().empty()) {
    return map_unfit("/set", "must name at least one column");
  }
  for (const Value::Member& member : value->members()) {
    auto source = read_source(member.key, member.value, lookups);
    if (!source.ok()) {
      return at_pointer("/set/" + pointer_token(member.key), std::move(source).error());
    }
    rule.set.push_back(std::move(source).value());
  }
  return {};
}

Result<void> read_mode(const Value& document, Rule& rule) {
  const std::string mode = document.text_or("mode", "insert");
  const std::string kind = document.text_or("kind", rule.from == kFromSuppressions ? "suppression" : "data");
  if (mode != "insert" && mode != "fill") {
    return map_unfit("/mode", "must be insert or fill");
  }
  if (kind != "data" && kind != "evidence" && kind != "suppression") {
    return map_unfit("/kind", "must be data, evidence or suppression");
  }
  rule.mode = mode == "fill" ? RuleMode::kFill : RuleMode::kInsert;
  rule.kind = kind == "evidence"      ? RuleKind::kEvidence
              : kind == "suppression" ? RuleKind::kSuppression
                                      : RuleKind::kData;
  if (rule.mode == RuleMode::kFill && rule.kind != RuleKind::kData) {
    return map_unfit("/mode", "fill is for data only");
  }
  return {};
}

// What is deleted is only ever a row that an import inserted as data.
Result<void> read_gone(const Value& document, Rule& rule) {
  const Value* gone = document.find("gone");
  if (gone == nullptr) {
    return {};
  }
  const std::string* text = gone->string();
  if (text == nullptr || (*text != "delete" && *text != "keep")) {
    return map_unfit("/gone", "must be delete or keep");
  }
  if (rule.mode != RuleMode::kInsert || rule.kind != RuleKind::kData || rule.from.starts_with('@')) {
    return map_unfit("/gone", "is for rows that a rule inserts as data from a section");
  }
  rule.gone = *text == "delete" ? WhenGone::kDelete : WhenGone::kKeep;
  return {};
}

// The column into which Holdall writes, whatever the map would like, that this is evidence only.
Result<void> read_reliance(const Value& document, Rule& rule) {
  const std::string column = document.text_or("reliance", "");
  if (column.empty()) {
    return rule.kind != RuleKind::kEvidence
               ? Result<void>()
               : map_unfit("/reliance", "is missing: evidence says that it is evidence only");
  }
  const auto same = [&](const ColumnSource& source) { return source.column == column; };
  if (rule.kind != RuleKind::kEvidence || std::any_of(rule.set.begin(), rule.set.end(), same)) {
    return map_unfit("/reliance", "belongs to evidence, and its column is set by Holdall alone");
  }
  ColumnSource source;
  source.column = column;
  source.constant = Value("evidence_only");
  rule.set.push_back(std::move(source));
  return {};
}

Result<void> read_storing(const Value& document, const Lookups& lookups, Rule& rule) {
  rule.name = document.text_or("name", "");
  rule.key = rule.name.empty() ? rule.into : rule.into + "#" + rule.name;
  HOLDALL_TRY(read_mode(document, rule));
  HOLDALL_TRY(read_gone(document, rule));
  HOLDALL_TRY(read_set(document.find("set"), lookups, rule));
  HOLDALL_TRY(read_reliance(document, rule));
  std::sort(rule.set.begin(), rule.set.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
  return {};
}

// A misspelt section would never match, and nobody would know.
bool is_rule_source(std::string_view name) {
  return name == kFromBundle || name == kFromRejects || name == kFromSuppressions ||
         find_record_type(name) != nullptr || is_extension_name(name);
}

// A member that a rule of its kind has no use for would be ignored, and its author would not know.
Result<void> refuse_members(const Value& document, std::initializer_list<std::string_view> members,
                            std::string_view kind) {
  for (const std::string_view member : members) {
    if (document.find(member) != nullptr) {
      return map_unfit("/" + std::string(member), "a rule with " + std::string(kind) + " has no use for it");
    }
  }
  return {};
}

}  // namespace

Result<Rule> read_rule(const Value& document, const Lookups& lookups) {
  Rule rule;
  rule.from = document.text_or("from", "");
  rule.into = document.text_or("into", "");
  rule.reject = document.text_or("reject", "");
  rule.item = document.text_or("item", rule.from);
  if (rule.from.empty() || rule.into.empty() == rule.reject.empty()) {
    return map_unfit("", "must have from, and either into or reject");
  }
  if (!is_rule_source(rule.from)) {
    return map_unfit("/from", "is no section, nor @bundle, @rejects or @suppressions");
  }
  if (const Value* when = document.find("when")) {
    if (auto read = read_conditions(*when, rule); !read.ok()) {
      return at_pointer("/when", std::move(read).error());
    }
  }
  if (rule.stores()) {
    HOLDALL_TRY(refuse_members(document, {"item"}, "into"));
    HOLDALL_TRY(read_storing(document, lookups, rule));
  } else {
    HOLDALL_TRY(refuse_members(document, {"set", "mode", "kind", "reliance", "gone", "name"}, "reject"));
  }
  return rule;
}

}  // namespace holdall
