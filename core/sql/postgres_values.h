// Values on their way to PostgreSQL: parameters, arrays as one parameter, lines of COPY, quoted names.
//
// Nothing here speaks to a server. Text goes out only after is_text(): what libpq and the server would read differently
// (broken UTF-8, CVE-2025-1094) or not at all (NUL) never reaches them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace holdall::postgres {

// A value for a placeholder ($1, $2, …): the text form of its type, or the binary one.
struct Parameter {
  std::string bytes;
  bool is_null = false;
  bool is_binary = false;
};

// Whether PostgreSQL holds it as text: I-JSON text without U+0000.
bool is_text(std::string_view text);

// A one-dimensional array as one parameter, in the binary form of array_recv(): no value is ever quoted.
class Array {
 public:
  // Object ids of the catalog, the same in every server (pg_type.dat).
  enum class Of : std::uint32_t { kBoolean = 16, kBytes = 17, kInteger = 20, kText = 25, kDouble = 701 };

  explicit Array(Of type) : type_(type) {}
  void add_null();
  void add_boolean(bool value);
  void add_integer(std::int64_t value);
  void add_double(double value);
  void add_text(std::string_view value);  // of kText and kBytes. Requires: less than 1 GiB
  [[nodiscard]] Parameter parameter() const;

 private:
  Of type_;
  std::uint32_t size_ = 0;
  bool has_null_ = false;
  std::string elements_;
};

// Appends a field of COPY's text format, escaped. https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2
void append_copy_field(std::string& out, std::string_view text);
inline constexpr std::string_view kCopyNull = "\\N";

// The text form of a double that gives the same double again; NaN and infinities by their SQL names.
std::string double_text(double value);
// `\x…`, the text form of bytea.
std::string bytes_text(std::string_view bytes);

// `"name"` with quotes doubled. Requires: no NUL.
std::string quote(std::string_view identifier);

}  // namespace holdall::postgres
