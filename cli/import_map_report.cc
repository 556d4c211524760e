#include "cli/import_map_report.h"

#include <string_view>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/importer/map/lint.h"

namespace holdall::cli {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    text.append(text.empty() ? "" : separator).append(part);
  }
  return text;
}

std::string scalar_list(std::span<const Value> values) {
  std::vector<std::string> texts;
  for (const Value& value : values) {
    texts.push_back(canonical(value));
  }
  return joined(texts, " or ");
}

std::string test_text(const RecordTest& test) {
  std::vector<std::string> parts;
  if (test.present) {
    parts.emplace_back(*test.present ? "present" : "missing");
  }
  if (!test.excluded.empty()) {
    parts.push_back("not " + scalar_list(test.excluded));
  }
  if (!test.prefix.empty()) {
    parts.push_back("beginning with " + canonical(Value(test.prefix)));
  }
  if (test.from) {
    parts.push_back("from " + format_timestamp(*test.from));
  }
  if (test.before) {
    parts.push_back("before " + format_timestamp(*test.before));
  }
  return test.pointer.text + " " + joined(parts, ", ");
}

std::string conditions_text(const Rule& rule) {
  std::vector<std::string> parts;
  for (const RecordCondition& condition : rule.when) {
    parts.push_back(condition.pointer.text + " " + scalar_list(condition.accepted));
  }
  for (const RecordTest& test : rule.tests) {
    parts.push_back(test_text(test));
  }
  return parts.empty() ? "" : ", when " + joined(parts, " and ");
}

std::string pointers_text(const ColumnSource& source) {
  std::vector<std::string> parts;
  for (const RecordPointer& pointer : source.pointers) {
    parts.push_back(pointer.text.empty() ? "the record" : pointer.text);
  }
  return joined(parts, " and ");
}

std::string source_text(const ColumnSource& source) {
  std::string text;
  switch (source.kind) {
    case ColumnSource::Kind::kSubject:
      return "the subject";
    case ColumnSource::Kind::kConst:
      return canonical(source.constant);
    case ColumnSource::Kind::kRow:
      return source.row.column + " of the row of " + source.row.from + " in " + source.row.into + " that " +
             pointers_text(source) + " names";
    case ColumnSource::Kind::kBundle:
      text = "the bundle's ";
      break;
    case ColumnSource::Kind::kRecord:
      break;
  }
  text += pointers_text(source);
  for (const Transform& transform : source.transforms) {
    text.append(", ").append(transform_name(transform.kind));
    text.append(transform.table == nullptr ? "" : " " + transform.table->name);
  }
  return text;
}

std::string_view kind_text(const Rule& rule) {
  switch (rule.kind) {
    case RuleKind::kEvidence:
      return "evidence";
    case RuleKind::kSuppression:
      return "suppression";
    case RuleKind::kData:
      break;
  }
  return rule.mode == RuleMode::kFill ? "fill" : "insert";
}

std::string rule_text(const Rule& rule) {
  if (!rule.stores()) {
    return rule.from + " counted as " + rule.reject + conditions_text(rule);
  }
  std::vector<std::string> columns;
  for (const ColumnSource& source : rule.set) {
    columns.push_back(source.column + " = " + source_text(source));
  }
  const std::string gone = rule.gone == WhenGone::kDelete ? ", deleted when gone" : "";
  return rule.from + " into " + rule.into + " (" + std::string(kind_text(rule)) + gone + ")" + conditions_text(rule) +
         ": " + joined(columns, "; ");
}

Value rule_value(const Rule& rule) {
  Value value(Value::Object{{"from", rule.from}, {"does", rule_text(rule)}});
  if (rule.stores()) {
    value.set("into", rule.into);
    value.set("kind", kind_text(rule));
    value.set("gone", rule.gone == WhenGone::kDelete ? "delete" : "keep");
  } else {
    value.set("reject", rule.reject);
  }
  return value;
}

std::string_view misfit_text(const ImportMap& map) {
  return map.policy().misfit == MapPolicy::Misfit::kStoreRest ? "store_rest" : "refuse_all";
}

std::string_view unlisted_text(const ImportMap& map) {
  return map.policy().unlisted == MapPolicy::Unlisted::kRefuseAll ? "refuse_all" : "report";
}

Value map_value(const ImportMap& map, const std::vector<MapFinding>& findings) {
  Value::Array rules;
  for (const Rule& rule : map.rules()) {
    rules.push_back(rule_value(rule));
  }
  Value::Array odd;
  for (const MapFinding& finding : findings) {
    odd.emplace_back(Value::Object{{"pointer", finding.pointer}, {"meaning", finding.meaning}});
  }
  Value::Array order;
  for (const std::string& section : map.sections()) {
    order.emplace_back(section);
  }
  return Value::Object{{"kind", "import-map"},
                       {"map", map.name()},
                       {"rules", std::uint64_t{map.rules().size()}},
                       {"sha256", map.sha256()},
                       {"policy", Value::Object{{"misfit", misfit_text(map)}, {"unlisted", unlisted_text(map)}}},
                       {"order", std::move(order)},
                       {"does", std::move(rules)},
                       {"findings", std::move(odd)}};
}

}  // namespace

Report import_map_report(const ImportMap& map, const std::string& database) {
  const std::vector<MapFinding> findings = lint_map(map);
  Lines lines("import map " + map.name() + " is sound");
  lines.line("rules", std::to_string(map.rules().size()))
      .line("policy", "misfit " + std::string(misfit_text(map)) + ", unlisted " + std::string(unlisted_text(map)))
      .line("database", database)
      .line("findings", std::to_string(findings.size()));
  for (std::size_t i = 0; i < map.rules().size(); ++i) {
    lines.line("/rules/" + std::to_string(i), rule_text(map.rules()[i]));
  }
  for (const MapFinding& finding : findings) {
    lines.line("finding", finding.pointer + ": " + finding.meaning);
  }
  return Report{map_value(map, findings), lines.text()};
}

}  // namespace holdall::cli
