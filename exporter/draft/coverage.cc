#include "holdall/exporter/draft/coverage.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "holdall/core/json/value.h"
#include "holdall/exporter/draft/guess.h"
#include "holdall/exporter/draft/names.h"
#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

using State = ColumnCoverage::State;
using Columns = std::map<std::pair<std::string, std::string>, State>;  // (table, column)

class Uses {
 public:
  explicit Uses(const DataMap& map) {
    for (const MappedSection& section : map.sections()) {
      for (const Part& part : section.parts) {
        add(part.query);
        for (const MappedField& field : part.fields) {
          if (field.has_item()) {
            note(part.query.select[field.cell].column, State::kExported);
          }
        }
      }
    }
    for (const Query* query : map.fact_queries()) {
      add(*query);
    }
    for (const SubjectKey& key : map.subject().keys) {
      note(key.column, State::kUsed);
      note_conditions(key.where);
    }
    for (const KnownBy& known : map.subject().known_by) {
      add(known.query);
    }
    for (const auto& [table, path] : map.owners().paths()) {
      add(path);
    }
  }

  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] bool names(const std::string& table) const { return tables_.count(table) > 0; }

 private:
  void add(const Query& query) {
    tables_.insert(query.table);
    note(query.owner, State::kUsed);
    for (const Join& join : query.joins) {
      tables_.insert(join.table);
      note_pairs(join.on);
    }
    note_conditions(query.where);
    for (const std::vector<ColumnRef>* list : {&query.order, &query.key}) {
      for (const ColumnRef& column : *list) {
        note(column, State::kUsed);
      }
    }
    for (const Selected& selected : query.select) {
      note(selected.column, State::kUsed);
    }
  }

  void add(const OwnerPath& path) {
    if (path.via.empty() && !path.shared) {
      note(path.column, State::kUsed);
    }
    note_pairs(path.via);
    note_conditions(path.where);
  }

  void note_pairs(const std::vector<std::pair<ColumnRef, ColumnRef>>& pairs) {
    for (const auto& pair : pairs) {
      note(pair.first, State::kUsed);
      note(pair.second, State::kUsed);
    }
  }

  void note_conditions(const std::vector<Condition>& where) {
    for (const Condition& condition : where) {
      note(condition.column, State::kUsed);
    }
  }

  void note(const ColumnRef& column, State state) {
    State& known = columns_.emplace(std::pair(column.table, column.column), state).first->second;
    known = std::min(known, state);
  }

  Columns columns_;
  std::set<std::string, std::less<>> tables_;
};

using Reasons = std::map<std::string, std::string, std::less<>>;

// What the map leaves out is there to be left out.
Result<void> check_left_out(const Reasons& reasons, const std::vector<sqlite::Table>& tables) {
  std::set<std::string> there;
  for (const sqlite::Table& table : tables) {
    there.insert(table.name);
    for (const sqlite::Column& column : table.columns) {
      if (const std::string name = table.name + "." + column.name; reasons.count(name) > 0) {
        there.insert(name);
      }
    }
  }
  for (const auto& [name, reason] : reasons) {
    if (there.count(name) == 0) {
      return map_unfit("/left_out/" + pointer_token(name), "is neither a table nor a column of this database");
    }
  }
  return {};
}

TableCoverage cover(const sqlite::Table& table, const Uses& uses, const Reasons& reasons) {
  TableCoverage covered{table.name, table.is_view, table.is_broken(), uses.names(table.name), {}, {}};
  const auto whole = reasons.find(table.name);
  covered.reason = whole == reasons.end() ? "" : whole->second;
  const std::vector<std::string> words = words_of(table.name);
  for (const sqlite::Column& column : table.columns) {
    ColumnCoverage each{column.name, State::kGap, guess_column(words, column).looks(), {}};
    const auto alone = reasons.find(table.name + "." + column.name);
    if (const auto use = uses.columns().find({table.name, column.name}); use != uses.columns().end()) {
      each.state = use->second;
    } else if (alone != reasons.end() || whole != reasons.end()) {
      each.state = State::kLeftOut;
      each.reason = alone != reasons.end() ? alone->second : covered.reason;
    }
    covered.columns.push_back(std::move(each));
  }
  return covered;
}

}  // namespace

std::size_t TableCoverage::count(State state) const {
  return static_cast<std::size_t>(
      std::count_if(columns.begin(), columns.end(), [&](const ColumnCoverage& each) { return each.state == state; }));
}

Result<Coverage> find_coverage(const DataMap& map, Source& source) {
  HOLDALL_ASSIGN(const std::vector<sqlite::Table> tables, source.tables());
  HOLDALL_TRY(check_left_out(map.left_out(), tables));
  const Uses uses(map);
  Coverage coverage;
  for (const sqlite::Table& table : tables) {
    TableCoverage covered = cover(table, uses, map.left_out());
    coverage.gaps += table.is_view ? 0 : covered.count(State::kGap);
    coverage.tables.push_back(std::move(covered));
  }
  return coverage;
}

}  // namespace holdall
