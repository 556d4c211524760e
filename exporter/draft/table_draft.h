// What a draft proposes for one table: parts, items, the schema of what no registered section holds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/exporter/draft/paths.h"
#include "holdall/exporter/draft/samples.h"

namespace holdall {

struct TableDraft {
  std::vector<std::pair<std::string, Value>> parts;  // section, part
  Value::Object items;
  Value::Object schemas;
  std::vector<std::pair<std::string, std::string>> left_out;  // column, why
};

struct TableView {
  const std::vector<sqlite::Table>& tables;
  const std::vector<Way>& ways;  // that of the table is found
  std::size_t table = 0;
  bool holds_people = false;
  const std::map<std::string, Seen>& seen;  // empty: the catalog alone
  std::string token;                        // the table's name in names of the map
  std::string own_section;                  // for what no registered one holds
  std::string own_schema_id;
};

// How rows of the table are owned, as an entry of `owners`.
Value draft_owner(const TableView& view);
TableDraft draft_table(const TableView& view);

}  // namespace holdall
