#include "cli/coverage_report.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace holdall::cli {
namespace {

using State = ColumnCoverage::State;

constexpr std::size_t kMostLines = 100;
constexpr std::size_t kMostNamed = 8;

// Names of a catalog are bytes, JSON is text.
Value name_value(const std::string& name) {
  return is_ijson_text(name) ? name : printable(name, 2000);
}

Value columns_in(const TableCoverage& table, State state) {
  Value::Array all;
  for (const ColumnCoverage& column : table.columns) {
    if (column.state != state) {
      continue;
    }
    Value each(Value::Object{{"column", name_value(column.name)}});
    if (!column.looks.empty()) {
      each.set("looks", column.looks);
    }
    if (!column.reason.empty()) {
      each.set("reason", column.reason);
    }
    all.push_back(std::move(each));
  }
  return all;
}

Value table_value(const TableCoverage& table) {
  Value value(Value::Object{{"table", name_value(table.name)},
                            {"view", table.is_view},
                            {"named", table.is_named},
                            {"exported", std::uint64_t{table.count(State::kExported)}},
                            {"used", columns_in(table, State::kUsed)},
                            {"left_out", columns_in(table, State::kLeftOut)},
                            {"gaps", columns_in(table, State::kGap)}});
  if (table.is_broken) {
    value.set("broken", true);
  }
  if (!table.reason.empty()) {
    value.set("reason", table.reason);
  }
  return value;
}

std::string column_list(const TableCoverage& table, State state) {
  std::string text;
  std::size_t count = 0;
  for (const ColumnCoverage& column : table.columns) {
    if (column.state == state && ++count <= kMostNamed) {
      text += (text.empty() ? "" : ", ") + printable(column.name, 60);
    }
  }
  return count > kMostNamed ? text + " and " + std::to_string(count - kMostNamed) + " more" : text;
}

// Lines for people, as many as one reads.
class BoundedLines {
 public:
  explicit BoundedLines(std::string_view headline) : lines_(headline) {}
  void line(std::string_view label, std::string_view value) {
    if (++count_ <= kMostLines) {
      lines_.line(label, value);
    }
  }
  std::string text() {
    if (count_ > kMostLines) {
      lines_.line("…", std::to_string(count_ - kMostLines) + " lines more; --json tells all");
    }
    return lines_.text();
  }

 private:
  Lines lines_;
  std::size_t count_ = 0;
};

// What looks dangerous or personal and is not exported, whatever the reason.
void add_flagged(const Coverage& coverage, BoundedLines& lines) {
  constexpr std::array<std::string_view, 4> kLooks = {"credential", "high_risk_id", "personal", "security"};
  for (const std::string_view looks : kLooks) {
    for (const TableCoverage& table : coverage.tables) {
      for (const ColumnCoverage& column : table.columns) {
        if (column.state == State::kGap && column.looks == looks && !table.is_view) {
          lines.line(looks, printable(table.name, 60) + "." + printable(column.name, 60));
        }
      }
    }
  }
}

void add_table(const TableCoverage& table, BoundedLines& lines) {
  const std::string name = printable(table.name, 60);
  if (!table.is_named) {
    std::string what = name;
    what.append(table.is_view && !table.is_broken ? " (view, " : " (");
    what.append(table.is_broken ? "view that cannot be read" : std::to_string(table.columns.size()).append(" columns"));
    what.append(table.reason.empty() ? ")" : "): ").append(table.reason);
    lines.line(table.reason.empty() ? "not named" : "left out", what);
    return;
  }
  for (const auto& [label, state] : {std::pair("not read", State::kGap), std::pair("only used", State::kUsed),
                                     std::pair("left out", State::kLeftOut)}) {
    if (const std::string columns = column_list(table, state); !columns.empty()) {
      lines.line(label, std::string(name).append(": ").append(columns));
    }
  }
}

}  // namespace

Report coverage_report(const DataMap& map, const Coverage& coverage) {
  BoundedLines lines("data map " + map.name() + " leaves " + std::to_string(coverage.gaps) +
                     " columns without export and without a reason");
  add_flagged(coverage, lines);
  Value::Array tables;
  for (const TableCoverage& table : coverage.tables) {
    add_table(table, lines);
    tables.push_back(table_value(table));
  }
  return Report{Value::Object{{"gaps", std::uint64_t{coverage.gaps}},
                              {"kind", "coverage"},
                              {"map", map.name()},
                              {"sha256", map.digest()},
                              {"tables", std::move(tables)}},
                lines.text()};
}

Result<void> require_coverage(const Coverage& coverage) {
  std::string names;
  std::size_t named = 0;
  for (const TableCoverage& table : coverage.tables) {
    for (const ColumnCoverage& column : table.columns) {
      if (!table.is_view && column.state == State::kGap && named < kMostNamed) {
        names += (names.empty() ? "" : ", ") + printable(table.name, 60) + "." + printable(column.name, 60);
        ++named;
      }
    }
  }
  if (coverage.gaps == 0) {
    return {};
  }
  return Error{ErrorCode::kMapUnfit,
               std::to_string(coverage.gaps) + " columns are neither exported nor left out: " + names +
                   (coverage.gaps > named ? " and " + std::to_string(coverage.gaps - named) + " more" : ""),
               "export them, or say in left_out why not"};
}

}  // namespace holdall::cli
