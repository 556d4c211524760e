// A rule's members one by one: first its source, then either what it stores or under which code it counts.
#include "holdall/importer/map/rule_reader.h"

#include <algorithm>
#include <utility>

#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

Error unfit(std::string_view pointer, std::string_view why) {
  std::string message(pointer);
  message.append(": ").append(why);
  return {ErrorCode::kMapUnfit, std::move(message), ""};
}

bool is_scalar(const Value& value) {
  return value.array() == nullptr && value.object() == nullptr;
}

// One text or a list of them.
Result<std::vector<std::string>> read_texts(const Value& value) {
  std::vector<std::string> texts;
  if (const std::string* text = value.string()) {
    texts.push_back(*text);
    return texts;
  }
  if (value.array() == nullptr || value.array()->empty()) {
    return unfit("", "must be a text or a list of texts");
  }
  for (const Value& item : *value.array()) {
    if (item.string() == nullptr) {
      return unfit("", "must be a text or a list of texts");
    }
    texts.push_back(*item.string());
  }
  return texts;
}

Result<void> read_pointers(const Value& value, ColumnSource& source) {
  HOLDALL_ASSIGN(const std::vector<std::string> texts, read_texts(value));
  for (const std::string& text : texts) {
    HOLDALL_ASSIGN(RecordPointer pointer, RecordPointer::parse(text));
    source.pointers.push_back(std::move(pointer));
  }
  return {};
}

Result<void> read_transforms(const Value* value, ColumnSource& source) {
  if (value != nullptr) {
    HOLDALL_ASSIGN(const std::vector<std::string> names, read_texts(*value));
    for (const std::string& name : names) {
      const auto transform = find_transform(name);
      if (!transform) {
        return unfit("/fn", "there is no such transform");
      }
      source.transforms.push_back(*transform);
    }
  }
  const bool joined = !source.transforms.empty() && source.transforms.front() == Transform::kJoinSpace;
  if (source.pointers.size() > 1 && !joined) {
    return unfit("/fn", "several pointers need join_space first");
  }
  const bool has_file = std::ranges::find(source.transforms, Transform::kFile) != source.transforms.end();
  if (has_file && (source.transforms.size() > 1 || source.kind != ColumnSource::Kind::kRecord)) {
    return unfit("/fn", "file stands alone, and takes a value of a record");
  }
  return {};
}

// Which of the four ways of saying a value this is. Exactly one of their members must be there.
Result<ColumnSource::Kind> source_kind(const Value& value) {
  using Kind = ColumnSource::Kind;
  constexpr std::array<std::pair<std::string_view, Kind>, 4> kMembers = {
      {{"subject", Kind::kSubject}, {"const", Kind::kConst}, {"bundle", Kind::kBundle}, {"from", Kind::kRecord}}};
  std::vector<Kind> found;
  for (const auto& [member, kind] : kMembers) {
    if (value.find(member) != nullptr) {
      found.push_back(kind);
    }
  }
  if (found.size() != 1) {
    return unfit("", "must have exactly one of subject, const, bundle, from");
  }
  return found.front();
}

Result<ColumnSource> read_source(std::string_view column, const Value& value) {
  ColumnSource source;
  source.column = column;
  HOLDALL_ASSIGN(source.kind, source_kind(value));
  const Value* fn = value.find("fn");
  switch (source.kind) {
    case ColumnSource::Kind::kSubject: {
      const bool* subject = value.find("subject")->boolean();
      if (subject == nullptr || !*subject || fn != nullptr) {
        return unfit("", "must be {\"subject\": true} and nothing else");
      }
      return source;
    }
    case ColumnSource::Kind::kConst:
      source.constant = *value.find("const");
      if (!is_scalar(source.constant) || fn != nullptr) {
        return unfit("/const", "must be a scalar without transforms");
      }
      return source;
    case ColumnSource::Kind::kBundle:
      HOLDALL_TRY(read_pointers(*value.find("bundle"), source));
      break;
    case ColumnSource::Kind::kRecord:
      HOLDALL_TRY(read_pointers(*value.find("from"), source));
      break;
  }
  HOLDALL_TRY(read_transforms(fn, source));
  return source;
}

Result<void> read_when(const Value& value, Rule& rule) {
  if (value.object() == nullptr) {
    return unfit("/when", "must be an object");
  }
  for (const Value::Member& member : value.members()) {
    const Value::Array* accepted = member.value.array();
    if (accepted == nullptr || accepted->empty() || !std::all_of(accepted->begin(), accepted->end(), is_scalar)) {
      return unfit("/when/" + pointer_token(member.key), "must be a list of scalars");
    }
    HOLDALL_ASSIGN(RecordPointer pointer, RecordPointer::parse(member.key));
    rule.when.push_back({std::move(pointer), *accepted});
  }
  return {};
}

Result<void> read_set(const Value* value, Rule& rule) {
  if (value == nullptr || value->object() == nullptr || value->members().empty()) {
    return unfit("/set", "must name at least one column");
  }
  for (const Value::Member& member : value->members()) {
    auto source = read_source(member.key, member.value);
    if (!source.ok()) {
      return std::move(source).error().within("/set/" + pointer_token(member.key));
    }
    rule.set.push_back(std::move(source).value());
  }
  return {};
}

Result<void> read_mode(const Value& document, Rule& rule) {
  const std::string mode = document.text_or("mode", "insert");
  const std::string kind = document.text_or("kind", rule.from == kFromSuppressions ? "suppression" : "data");
  if (mode != "insert" && mode != "fill") {
    return unfit("/mode", "must be insert or fill");
  }
  if (kind != "data" && kind != "evidence" && kind != "suppression") {
    return unfit("/kind", "must be data, evidence or suppression");
  }
  rule.mode = mode == "fill" ? RuleMode::kFill : RuleMode::kInsert;
  rule.kind = kind == "evidence"      ? RuleKind::kEvidence
              : kind == "suppression" ? RuleKind::kSuppression
                                      : RuleKind::kData;
  if (rule.mode == RuleMode::kFill && rule.kind != RuleKind::kData) {
    return unfit("/mode", "fill is for data only");
  }
  return {};
}

// The column into which Holdall writes, whatever the map would like, that this is evidence only.
Result<void> read_reliance(const Value& document, Rule& rule) {
  const std::string column = document.text_or("reliance", "");
  if (column.empty()) {
    return rule.kind != RuleKind::kEvidence ? Result<void>()
                                            : unfit("/reliance", "is missing: evidence says that it is evidence only");
  }
  const auto same = [&](const ColumnSource& source) { return source.column == column; };
  if (rule.kind != RuleKind::kEvidence || std::any_of(rule.set.begin(), rule.set.end(), same)) {
    return unfit("/reliance", "belongs to evidence, and its column is set by Holdall alone");
  }
  ColumnSource source;
  source.column = column;
  source.constant = Value("evidence_only");
  rule.set.push_back(std::move(source));
  return {};
}

Result<void> read_storing(const Value& document, Rule& rule) {
  HOLDALL_TRY(read_mode(document, rule));
  HOLDALL_TRY(read_set(document.find("set"), rule));
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
      return unfit("/" + std::string(member), "a rule with " + std::string(kind) + " has no use for it");
    }
  }
  return {};
}

}  // namespace

Result<Rule> read_rule(const Value& document) {
  Rule rule;
  rule.from = document.text_or("from", "");
  rule.into = document.text_or("into", "");
  rule.reject = document.text_or("reject", "");
  rule.item = document.text_or("item", rule.from);
  if (rule.from.empty() || rule.into.empty() == rule.reject.empty()) {
    return unfit("", "must have from, and either into or reject");
  }
  if (!is_rule_source(rule.from)) {
    return unfit("/from", "is no section, nor @bundle, @rejects or @suppressions");
  }
  if (const Value* when = document.find("when")) {
    HOLDALL_TRY(read_when(*when, rule));
  }
  if (rule.stores()) {
    HOLDALL_TRY(refuse_members(document, {"item"}, "into"));
    HOLDALL_TRY(read_storing(document, rule));
  } else {
    HOLDALL_TRY(refuse_members(document, {"set", "mode", "kind", "reliance"}, "reject"));
  }
  return rule;
}

}  // namespace holdall
