// What of a database a map does not export: every table and column, and whether the map says why.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

struct ColumnCoverage {
  enum class State : std::uint8_t {
    kExported,  // some field delivers it, or tells its presence
    kUsed,      // read for owners, joins, conditions, order, ids or facts alone
    kLeftOut,   // the map says why it is not exported
    kGap,
  };
  std::string name;
  State state = State::kGap;
  std::string_view looks;  // credential, high_risk_id, security, personal, or empty: by its name
  std::string reason;      // kLeftOut
};

struct TableCoverage {
  std::string name;
  bool is_view = false;    // shows columns of tables: what of it is not named is no gap
  bool is_broken = false;  // a view that cannot be read
  bool is_named = false;   // some part reads it
  std::string reason;      // left out as a whole, or empty
  std::vector<ColumnCoverage> columns;

  [[nodiscard]] std::size_t count(ColumnCoverage::State state) const;
};

struct Coverage {
  std::vector<TableCoverage> tables;  // by name
  std::size_t gaps = 0;               // columns of tables in state kGap
};

// Errors: kMapUnfit where the map leaves out what is not there, and those of Source::tables.
Result<Coverage> find_coverage(const DataMap& map, Source& source);

}  // namespace holdall
