// A cell as a test's table writes it: its kind and its value.
#pragma once

#include <string>

#include "holdall/core/model/row.h"

namespace holdall::test {

inline std::string shown(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kAbsent:
      return "absent";
    case Cell::Kind::kBool:
      return cell.as_bool() ? "true" : "false";
    case Cell::Kind::kInteger:
      return "integer " + std::to_string(cell.as_integer());
    case Cell::Kind::kDouble:
      return "number " + std::to_string(cell.as_double());
    case Cell::Kind::kText:
      return "text " + std::string(cell.as_text());
    case Cell::Kind::kBytes:
      return "bytes " + std::string(cell.as_text());
    case Cell::Kind::kJson:
      return "json " + std::string(cell.as_text());
  }
  return {};
}

}  // namespace holdall::test
