// Binding: first each rule to its table, then each section to its layout, then the pointers to the layout.
#include "holdall/importer/plan.h"

#include <algorithm>
#include <array>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/importer/column_fit.h"
#include "holdall/importer/map/transform_reader.h"
#include "holdall/importer/map/unfit.h"
#include "holdall/importer/suppression.h"

namespace holdall {
namespace {

constexpr auto kBundleFacts =
    std::to_array<std::string_view>({"/id", "/iss", "/manifest_sha256", "/issued", "/received", "/notice_due",
                                     "/audience", "/right", "/mode", "/batch"});
constexpr auto kRejectFields = std::to_array<std::string_view>({"item", "n", "code"});

Error unfit(std::string message) {
  return {ErrorCode::kMapUnfit, std::move(message), {}};
}

// Binds the rules of one map against one catalog.
class Binder {
 public:
  Binder(const ImportMap& map, Store& store) : map_(map), store_(store) {}

  Result<const StoreTable*> subject_table() {
    const LocalSubject& subject = map_.subject();
    HOLDALL_ASSIGN(const StoreTable* table, find_table(subject.table));
    const std::vector<std::string> key = {subject.column};
    if (std::ranges::find(table->unique_keys, key) == table->unique_keys.end()) {
      return unfit("/subject: " + printable(subject.column) + " is not a unique key of its table");
    }
    return table;
  }

  Result<BoundRule> bind(const Rule& rule) {
    BoundRule bound;
    bound.number = static_cast<std::size_t>(&rule - map_.rules().data());
    bound.rule = &rule;
    if (rule.stores()) {
      HOLDALL_ASSIGN(bound.table, find_table(rule.into));
      HOLDALL_TRY(bind_columns(bound));
      HOLDALL_TRY(check_links(bound));
      HOLDALL_TRY(check_people(bound));
      HOLDALL_TRY(check_types(bound));
      HOLDALL_TRY(check_required(bound));
      HOLDALL_TRY(check_gone(bound));
    }
    return bound;
  }

 private:
  Result<const StoreTable*> find_table(const std::string& name) {
    HOLDALL_ASSIGN(const StoreTable* table, store_.describe(name));
    if (table == nullptr || table->row_key.empty()) {
      return unfit(table == nullptr ? "there is no table " + printable(name)
                                    : "rows of " + printable(name) + " cannot be found again: it has no row id");
    }
    if (table->hides_rows) {
      return hides_rows(*table);
    }
    return table;
  }

  static Result<void> bind_columns(BoundRule& bound) {
    for (const ColumnSource& source : bound.rule->set) {
      const StoreColumn* column = bound.table->find(source.column);
      if (column == nullptr) {
        return unfit("there is no column " + printable(source.column) + " in " + printable(bound.table->name));
      }
      bound.columns.push_back({&source, column->type, {}});
      if (source.kind == ColumnSource::Kind::kSubject && bound.subject_column.empty()) {
        bound.subject_column = source.column;
      }
    }
    return {};
  }

  // A row that is deleted is this person's by what it says, and takes no other row with it.
  static Result<void> check_gone(const BoundRule& bound) {
    if (bound.rule->gone != WhenGone::kDelete) {
      return {};
    }
    const auto is_link = [](const ColumnSource& source) { return source.kind == ColumnSource::Kind::kRow; };
    if (bound.subject_column.empty() && std::ranges::none_of(bound.rule->set, is_link)) {
      return map_unfit("/gone", "delete: the rows do not say whose they are");
    }
    return bound.table->erasing_spreads
               ? Result<void>(map_unfit("/gone", "delete: other tables' rows would be deleted or changed with them"))
               : Result<void>();
  }

  static Result<void> check_types(const BoundRule& bound) {
    for (const ColumnSource& source : bound.rule->set) {
      HOLDALL_TRY(check_type(source, *bound.table->find(source.column)));
    }
    return {};
  }

  // What can be told before there is a value: that none will ever fit.
  static Result<void> check_type(const ColumnSource& source, const StoreColumn& column) {
    const std::string at = "/set/" + pointer_token(source.column);
    if (column.type == StoreType::kUnsupported) {
      return map_unfit(at, "columns of this type are not supported");
    }
    Scratch scratch;
    const FittedCell constant = fit_column(scalar_cell(source.constant), column.type, scratch);
    if (source.kind == ColumnSource::Kind::kConst && !constant.ok()) {
      return map_unfit(at, "the column does not take the constant: " + std::string(misfit_name(constant.misfit())));
    }
    const CellKinds before = source.kind == ColumnSource::Kind::kBundle ? CellKinds::kText : CellKinds::kScalar;
    const bool fits = may_fit(kinds_after(before, source.transforms), column.type);
    const bool from_elsewhere =
        source.kind == ColumnSource::Kind::kBundle || source.kind == ColumnSource::Kind::kRecord;
    return fits || !from_elsewhere ? Result<void>() : map_unfit(at, "the column never takes what its transforms give");
  }

  // What can be told of NOT NULL before there is a row: that none will ever be taken. A rule that fills has its row.
  static Result<void> check_required(const BoundRule& bound) {
    for (const StoreColumn& column : bound.table->columns) {
      if (!column.required || bound.rule->mode == RuleMode::kFill) {
        continue;
      }
      const auto source = std::ranges::find(bound.rule->set, column.name, &ColumnSource::column);
      if (source == bound.rule->set.end()) {
        return map_unfit("/set", printable(column.name) + " of " + printable(bound.table->name) +
                                     " must have a value, and neither the rule nor the database gives it one");
      }
      if (source->kind == ColumnSource::Kind::kConst && source->constant.is_null()) {
        return map_unfit("/set/" + pointer_token(column.name), "the column must have a value");
      }
    }
    return {};
  }

  // The columns that links name exist, and are no way for a record to name a row of its choice.
  Result<void> check_links(const BoundRule& bound) {
    for (const ColumnSource& source : bound.rule->set) {
      if (source.kind != ColumnSource::Kind::kRow) {
        continue;
      }
      if (auto checked = check_link(source.row); !checked.ok()) {
        return at_pointer("/set/" + pointer_token(source.column) + "/row", std::move(checked).error());
      }
    }
    return {};
  }

  Result<void> check_link(const RowLink& link) {
    HOLDALL_ASSIGN(const StoreTable* parent, find_table(link.into));
    const StoreColumn* column = parent->find(link.column);
    if (column == nullptr || column->type == StoreType::kUnsupported) {
      return map_unfit("/column", "there is no column " + printable(link.column) + " in " + printable(link.into));
    }
    return {};
  }

  // Whether `link` gives the key by which `table` names rows of its own writing, and nothing that a record chose. A
  // value that the database made is one; one of the record is where it can only be the key that references name.
  [[nodiscard]] bool leads_to_own_row(const RowLink& link, const StoreTable& table) const {
    if (link.into != table.name) {
      return false;
    }
    const auto writes_it = [&](const Rule& rule) { return rule.from == link.from && rule.into == link.into; };
    const auto rules = map_.rules();
    const auto parent = std::ranges::find_if(rules, writes_it);
    const auto sets_it = [&](const ColumnSource& source) {
      return source.column == link.column && source.kind == ColumnSource::Kind::kRecord;
    };
    const std::vector<std::string> key = {link.column};
    const auto is_another = [&](const std::vector<std::string>& other) { return other.size() == 1 && other != key; };
    const bool only_key = std::ranges::find(table.unique_keys, key) != table.unique_keys.end() &&
                          std::ranges::none_of(table.unique_keys, is_another);
    return only_key || (parent != rules.end() && std::ranges::none_of(parent->set, sets_it));
  }

  // Columns of `table` that hold a key of the receiver's people: foreign keys, and whatever is called the same.
  [[nodiscard]] std::set<std::string> people_columns(const StoreTable& table) const {
    std::set<std::string> columns;
    for (const Reference& reference : table.references) {
      if (reference.table == map_.subject().table) {
        columns.insert(reference.column);
      }
    }
    if (table.name != map_.subject().table && table.find(map_.subject().column) != nullptr) {
      columns.insert(map_.subject().column);
    }
    return columns;
  }

  // Nothing that a rule writes may belong, or lead, to another person (promise P15).
  Result<void> check_people(const BoundRule& bound) {
    const std::set<std::string> people = people_columns(*bound.table);
    for (const ColumnSource& source : bound.rule->set) {
      if (people.contains(source.column) && source.kind != ColumnSource::Kind::kSubject) {
        return authority(*bound.table, source.column, "says whose row it is: set it with {\"subject\": true}");
      }
      HOLDALL_ASSIGN(const bool leads_to_people, refers_to_people_of(*bound.table, source));
      if (leads_to_people && source.reads_record()) {
        return authority(*bound.table, source.column, "refers to rows of people: a record must not choose one");
      }
    }
    const bool fills = bound.rule->mode == RuleMode::kFill;
    if (!people.empty() && bound.subject_column.empty() && !fills) {
      return authority(*bound.table, *people.begin(), "says whose row it is and is not set");
    }
    return {};
  }

  // Whether the column refers to rows of people, other than by a link to what this import wrote.
  Result<bool> refers_to_people_of(const StoreTable& table, const ColumnSource& source) {
    for (const Reference& reference : table.references) {
      if (reference.column != source.column || reference.table == map_.subject().table) {
        continue;
      }
      HOLDALL_ASSIGN(const StoreTable* other, store_.describe(reference.table));
      const bool own =
          other != nullptr && source.kind == ColumnSource::Kind::kRow && leads_to_own_row(source.row, *other);
      if (other != nullptr && !own && !people_columns(*other).empty()) {
        return true;
      }
    }
    return false;
  }

  static Error authority(const StoreTable& table, std::string_view column, std::string_view why) {
    return {
        ErrorCode::kAuthorityColumn, printable(table.name + "." + std::string(column)) + " " + std::string(why), {}};
  }

  const ImportMap& map_;
  Store& store_;
};

void add_members(const BoundRule& bound, std::set<std::string>& members) {
  for (const RecordCondition& condition : bound.rule->when) {
    members.insert(condition.pointer.member);
  }
  for (const RecordTest& test : bound.rule->tests) {
    members.insert(test.pointer.member);
  }
  for (const ColumnSource& source : bound.rule->set) {
    if (source.reads_record()) {
      for (const RecordPointer& pointer : source.pointers) {
        members.insert(pointer.member);
      }
    }
  }
}

Result<Layout> make_layout(const SectionPlan& plan) {
  std::set<std::string> members = {"", "id"};
  for (const BoundRule& bound : plan.storing) {
    add_members(bound, members);
  }
  for (const BoundRule& bound : plan.rejecting) {
    add_members(bound, members);
  }
  return Layout::compile({members.begin(), members.end()});
}

Result<BoundPointer> bind_fact(const RecordPointer& pointer) {
  const auto* found = std::ranges::find(kBundleFacts, pointer.text);
  if (found == kBundleFacts.end()) {
    return unfit("there is no such fact of a bundle: " + printable(pointer.text));
  }
  return BoundPointer{static_cast<std::size_t>(found - kBundleFacts.begin()), &pointer};
}

// Requires: the layout has all members that the rule reads.
Result<void> bind_pointers(BoundRule& bound, const Layout& layout) {
  for (const RecordCondition& condition : bound.rule->when) {
    bound.when.push_back({{*layout.index_of(condition.pointer.member), &condition.pointer}, condition.accepted});
  }
  for (const RecordTest& test : bound.rule->tests) {
    bound.when.push_back({{*layout.index_of(test.pointer.member), &test.pointer}, {}, &test});
  }
  for (BoundColumn& column : bound.columns) {
    for (const RecordPointer& pointer : column.source->pointers) {
      if (column.source->kind == ColumnSource::Kind::kBundle) {
        HOLDALL_ASSIGN(const BoundPointer fact, bind_fact(pointer));
        column.pointers.push_back(fact);
      } else {
        column.pointers.push_back({*layout.index_of(pointer.member), &pointer});
      }
    }
  }
  return {};
}

// Rules on what is no section of a bundle can read only what Holdall says there.
Result<void> check_own_members(std::string_view section, const SectionPlan& plan) {
  const bool is_rejects = section == kFromRejects;
  if (!is_rejects && section != kFromSuppressions) {
    return {};
  }
  const std::span<const std::string_view> known = is_rejects ? std::span<const std::string_view>(kRejectFields)
                                                             : std::span<const std::string_view>(kSuppressionFields);
  for (const Field& field : plan.layout.fields()) {
    if (!field.name.empty() && field.name != "id" && std::ranges::find(known, field.name) == known.end()) {
      return unfit(is_rejects ? "@rejects has /item, /n and /code"
                              : "@suppressions has /id, /topic, /reason, /at, /section and /record");
    }
  }
  return {};
}

Result<void> bind_layout(SectionPlan& plan) {
  HOLDALL_ASSIGN(plan.layout, make_layout(plan));
  for (std::vector<BoundRule>* rules : {&plan.storing, &plan.rejecting}) {
    for (BoundRule& bound : *rules) {
      if (auto done = bind_pointers(bound, plan.layout); !done.ok()) {
        return at_pointer("/rules/" + std::to_string(bound.number), std::move(done).error());
      }
    }
  }
  return {};
}

}  // namespace

std::span<const std::string_view> bundle_facts() {
  return kBundleFacts;
}

Result<ImportPlan> ImportPlan::compile(const ImportMap& map, Store& store) {
  ImportPlan plan;
  plan.order_ = map.sections();
  Binder binder(map, store);
  HOLDALL_ASSIGN(plan.subject_table_, binder.subject_table());
  HOLDALL_TRY(bind_layout(plan.without_rules_));
  for (const Rule& rule : map.rules()) {
    auto bound = binder.bind(rule);
    if (!bound.ok()) {
      return at_pointer("/rules/" + std::to_string(&rule - map.rules().data()), std::move(bound).error());
    }
    SectionPlan& section = plan.sections_[rule.from];
    (rule.stores() ? section.storing : section.rejecting).push_back(std::move(bound).value());
  }
  for (auto& [name, section] : plan.sections_) {
    HOLDALL_TRY(bind_layout(section));
    HOLDALL_TRY(check_own_members(name, section));
  }
  return plan;
}

const SectionPlan& ImportPlan::section(std::string_view name) const {
  const auto found = sections_.find(name);
  return found == sections_.end() ? without_rules_ : found->second;
}

std::vector<std::string> ImportPlan::tables() const {
  std::set<std::string> tables;
  for (const auto& [name, section] : sections_) {
    for (const BoundRule& bound : section.storing) {
      tables.insert(bound.table->name);
    }
  }
  return {tables.begin(), tables.end()};
}

}  // namespace holdall
