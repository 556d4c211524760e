// The map as a whole: schema first, then the rules, then what no map may do.
#include "holdall/importer/map/import_map.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/map/authority.h"
#include "holdall/importer/map/consent.h"
#include "holdall/importer/map/lookups.h"
#include "holdall/importer/map/row_links.h"
#include "holdall/importer/map/rule_reader.h"
#include "holdall/importer/map/section_fields.h"
#include "holdall/importer/map/unfit.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

Error unfit(std::string message) {
  return {ErrorCode::kMapUnfit, std::move(message), ""};
}

// `authority` of the map: "table.column", "column" or "table.*", in addition to the lexicon.
struct ClosedColumn {
  std::string table;   // empty: any
  std::string column;  // "*": all
};

Result<std::vector<ClosedColumn>> read_authority(const Value& document) {
  std::vector<ClosedColumn> closed;
  const Value* names = document.find("authority");
  if (names == nullptr) {
    return closed;
  }
  if (names->array() == nullptr) {
    return unfit("/authority: must be a list");
  }
  for (const Value& name : *names->array()) {
    const std::string* text = name.string();
    if (text == nullptr) {
      return unfit("/authority: must be a list of names");
    }
    const std::size_t dot = text->find('.');
    const bool qualified = dot != std::string::npos;
    closed.push_back({qualified ? text->substr(0, dot) : "", qualified ? text->substr(dot + 1) : *text});
  }
  return closed;
}

Error authority(std::string_view name, std::string_view why) {
  return {ErrorCode::kAuthorityColumn,
          printable(name) + " grants authority (" + printable(why) + "): an import never writes there",
          "take it out of the map; the receiver decides it itself"};
}

Result<void> check_authority(const Rule& rule, const std::vector<ClosedColumn>& closed) {
  if (const auto words = authority_in_table(rule.into); !words.empty()) {
    return authority(rule.into, words);
  }
  for (const ColumnSource& source : rule.set) {
    const std::string name = rule.into + "." + source.column;
    if (const auto words = authority_in_column(source.column); !words.empty()) {
      return authority(name, words);
    }
    const auto closes = [&](const ClosedColumn& column) {
      return (column.table.empty() || column.table == rule.into) &&
             (column.column == "*" || column.column == source.column);
    };
    if (std::any_of(closed.begin(), closed.end(), closes)) {
      return authority(name, "closed by the map");
    }
  }
  return {};
}

// @bundle and @rejects describe the import, @suppressions what the person said no to: none is a section of the bundle.
Result<void> check_pseudo_section(const Rule& rule) {
  if (!rule.from.starts_with('@')) {
    return {};
  }
  const RuleKind kind = rule.from == kFromSuppressions ? RuleKind::kSuppression : RuleKind::kData;
  if (!rule.stores() || rule.mode == RuleMode::kFill || rule.kind != kind) {
    return unfit("@bundle and @rejects are inserted into a table as data, @suppressions as suppression");
  }
  const auto reads_record = [](const ColumnSource& source) { return source.kind == ColumnSource::Kind::kRecord; };
  const bool has_conditions = !rule.when.empty() || !rule.tests.empty();
  if (rule.from == kFromBundle && (has_conditions || std::any_of(rule.set.begin(), rule.set.end(), reads_record))) {
    return unfit("@bundle has no record: its values are {\"bundle\": pointer}");
  }
  return {};
}

Result<void> check_subject_table(const Rule& rule, const LocalSubject& subject) {
  if (rule.stores() && (rule.mode == RuleMode::kFill) != (rule.into == subject.table)) {
    return unfit("fill goes into the subject's own table, insert into any other");
  }
  const auto sets_key = [&](const ColumnSource& source) { return source.column == subject.column; };
  if (rule.mode == RuleMode::kFill && std::any_of(rule.set.begin(), rule.set.end(), sets_key)) {
    return unfit("the subject's key is never written");
  }
  return {};
}

// By its key the ledger knows a rule again, wherever it stands in the map and whatever its conditions have become:
// docs/adr/0025-rules-have-names.md. So no two rules of a section may share one.
Result<void> check_key(const Rule& rule, const std::vector<Rule>& earlier) {
  const auto same = [&](const Rule& other) { return other.from == rule.from && other.key == rule.key; };
  if (!rule.stores() || std::none_of(earlier.begin(), earlier.end(), same)) {
    return {};
  }
  return map_unfit(rule.name.empty() ? "" : "/name",
                   "the rule needs a `name` of its own: an earlier one is " + printable(rule.key) + " in the ledger");
}

Result<Rule> read_checked_rule(const Value& document, const LocalSubject& subject,
                               const std::vector<ClosedColumn>& closed, const Lookups& lookups) {
  HOLDALL_ASSIGN(Rule rule, read_rule(document, lookups));
  HOLDALL_TRY(check_authority(rule, closed));
  HOLDALL_TRY(check_pseudo_section(rule));
  HOLDALL_TRY(check_subject_table(rule, subject));
  HOLDALL_TRY(check_consent_rule(rule));
  HOLDALL_TRY(check_fields(rule));
  return rule;
}

Result<std::vector<Rule>> read_rules(const Value& document, const LocalSubject& subject) {
  HOLDALL_ASSIGN(const std::vector<ClosedColumn> closed, read_authority(document));
  HOLDALL_ASSIGN(const Lookups lookups, read_lookups(document));
  const Value* list = document.find("rules");
  if (list == nullptr || list->array() == nullptr) {
    return unfit("/rules: must be a list");
  }
  std::vector<Rule> rules;
  for (const Value& item : *list->array()) {
    auto rule = read_checked_rule(item, subject, closed, lookups);
    if (!rule.ok()) {
      return at_pointer("/rules/" + std::to_string(rules.size()), std::move(rule).error());
    }
    if (auto checked = check_key(rule.value(), rules); !checked.ok()) {
      return at_pointer("/rules/" + std::to_string(rules.size()), std::move(checked).error());
    }
    rules.push_back(std::move(rule).value());
  }
  HOLDALL_TRY(check_lookups_used(lookups, rules));
  HOLDALL_TRY(bind_row_links(rules));
  HOLDALL_TRY(check_refusals_have_a_place(rules));
  return rules;
}

Result<MapPolicy> read_policy(const Value& document) {
  MapPolicy policy;
  const Value* value = document.find("policy");
  if (value == nullptr) {
    return policy;
  }
  if (value->object() == nullptr) {
    return unfit("/policy: must be an object");
  }
  const std::string misfit = value->text_or("misfit", "refuse_all");
  const std::string unlisted = value->text_or("unlisted", "report");
  if (misfit != "refuse_all" && misfit != "store_rest") {
    return unfit("/policy/misfit: must be refuse_all or store_rest");
  }
  if (unlisted != "report" && unlisted != "refuse_all") {
    return unfit("/policy/unlisted: must be report or refuse_all");
  }
  policy.misfit = misfit == "store_rest" ? MapPolicy::Misfit::kStoreRest : MapPolicy::Misfit::kRefuseAll;
  policy.unlisted = unlisted == "refuse_all" ? MapPolicy::Unlisted::kRefuseAll : MapPolicy::Unlisted::kReport;
  return policy;
}

Result<LocalSubject> read_subject(const Value& document) {
  const Value* subject = document.find("subject");
  if (subject == nullptr || subject->object() == nullptr) {
    return unfit("/subject: must be an object");
  }
  LocalSubject key{subject->text_or("table", ""), subject->text_or("column", ""), false};
  const std::string type = subject->text_or("type", "text");
  if (key.table.empty() || key.column.empty() || (type != "text" && type != "integer")) {
    return unfit("/subject: needs table, column, and type text or integer");
  }
  key.is_integer = type == "integer";
  return key;
}

std::vector<std::string> read_issuers(const Value& document) {
  std::vector<std::string> issuers;
  const Value* list = document.find("from");
  if (list == nullptr || list->array() == nullptr) {
    return issuers;
  }
  for (const Value& issuer : *list->array()) {
    issuers.push_back(issuer.string() == nullptr ? "" : *issuer.string());
  }
  return issuers;
}

}  // namespace

Result<RecordPointer> RecordPointer::parse(std::string_view text) {
  RecordPointer pointer{std::string(text), "", ""};
  if (text.empty()) {
    return pointer;
  }
  const std::size_t end = std::min(text.find('/', 1), text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (text.front() != '/' || (text[at] == '~' && next != '0' && next != '1')) {
      return unfit("a pointer is empty or begins with / (RFC 6901)");
    }
    if (at > 0 && at < end) {
      const bool escaped = text[at] == '~';
      pointer.member.push_back(!escaped ? text[at] : next == '0' ? '~' : '/');
      at += escaped ? 1 : 0;
    }
  }
  if (pointer.member.empty()) {
    return unfit("a pointer names a member (the empty name means the whole record)");
  }
  pointer.rest = text.substr(end);
  return pointer;
}

Result<ImportMap> ImportMap::parse(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "import-map", ErrorCode::kMapUnfit));
  ImportMap map;
  map.name_ = document.text_or("map", "");
  map.issuers_ = read_issuers(document);
  map.unlisted_ = document.text_or("unlisted", "UNMAPPED");
  map.sha256_ = sha256_hex(canonical(document));
  HOLDALL_ASSIGN(map.policy_, read_policy(document));
  HOLDALL_ASSIGN(map.subject_, read_subject(document));
  HOLDALL_ASSIGN(map.rules_, read_rules(document, map.subject_));
  HOLDALL_ASSIGN(map.sections_, order_sections(map.rules_));
  return map;
}

}  // namespace holdall
