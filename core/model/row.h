// Rows, not trees: a record on its way through the program is a span of cells under a Layout.
//
// A Layout is compiled once per section: its fields in RFC 8785 order with their escaped `"key":` bytes. Sources fill
// rows, filters rewrite cells, writers walk layout and cells together straight into bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"

namespace holdall {

// A value of one field. Text, bytes and JSON are views: valid until the reader's next call.
class Cell {  // NOLINT(cppcoreguidelines-pro-type-member-init): of a union one member is set
 public:
  enum class Kind : std::uint8_t { kAbsent, kBool, kInteger, kDouble, kText, kBytes, kJson };

  static Cell absent() { return {}; }
  static Cell boolean(bool value);
  static Cell integer(std::int64_t value);
  static Cell number(double value);
  static Cell text(std::string_view value);   // I-JSON text, unescaped
  static Cell bytes(std::string_view value);  // what is not text
  static Cell json(std::string_view value);   // canonical JSON of any type

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_absent() const { return kind_ == Kind::kAbsent; }
  // Requires: the matching kind.
  [[nodiscard]] bool as_bool() const { return integer_ != 0; }
  [[nodiscard]] std::int64_t as_integer() const { return integer_; }
  [[nodiscard]] double as_double() const { return double_; }
  [[nodiscard]] std::string_view as_text() const { return text_; }  // kText, kBytes, kJson

 private:
  Kind kind_ = Kind::kAbsent;
  union {
    std::int64_t integer_ = 0;
    double double_;
  };
  std::string_view text_;
};

// A text, or an integer in decimal, as keys are compared; empty for any other kind.
std::string cell_text(const Cell& cell);

using Row = std::span<Cell>;  // one cell per field of the layout; valid until the reader's next call

struct Field {
  std::string name;
  std::string key;  // `"name":`, escaped
};

class Layout {
 public:
  // Errors: kInternal if a name is there twice or is not I-JSON text.
  static Result<Layout> compile(std::vector<std::string> names);

  [[nodiscard]] std::span<const Field> fields() const { return fields_; }
  [[nodiscard]] std::size_t size() const { return fields_.size(); }
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const;

 private:
  std::vector<Field> fields_;  // in RFC 8785 order
};

}  // namespace holdall
