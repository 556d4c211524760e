// RFC 8785 (JCS): writing canonical JSON, and reading nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/row.h"

namespace holdall {

// Largest integer that every JSON reader holds exactly: 2^53 - 1.
inline constexpr std::int64_t kMaxSafeInteger = (std::int64_t{1} << 53) - 1;

// Whether ECMAScript would write `value` as an integer beyond ±(2^53-1): such numbers travel as strings.
bool is_unsafe_integer(double value);

// `"…"` with the escapes of RFC 8785 §3.2.2.2. Requires: is_ijson_text(text).
void append_string(std::string& out, std::string_view text);
// ECMAScript's Number::toString (RFC 8785 §3.2.2.3). Requires: finite.
void append_number(std::string& out, double value);
// A canonical value. Requires: strings are I-JSON text, doubles finite, integers safe.
void append_canonical(std::string& out, const Value& value);
std::string canonical(const Value& value);

// One record as a canonical line without LF: layout and cells walked together, absent cells left out, kBytes as
// {"_bytes":…}. Errors: kSourceData naming the field: not I-JSON text, an integer beyond 2^53-1, a double that is not
// finite or is -0.
Result<void> append_record(std::string& out, const Layout& layout, Row row);

// Pull reader over one canonical JSON text: refuses whatever RFC 8785 would not have written, so acceptance proves that
// the text is its own canonical form. Reads in place and allocates only for strings with escapes.
class CanonicalReader {
 public:
  enum class Token : std::uint8_t {
    kNull,
    kTrue,
    kFalse,
    kNumber,
    kString,
    kKey,
    kBeginArray,
    kEndArray,
    kBeginObject,
    kEndObject,
    kEnd,
    kInvalid,
  };

  explicit CanonicalReader(std::string_view text, unsigned max_depth = Limits{}.depth)
      : text_(text), max_depth_(max_depth) {}

  // kEnd once after the one value; kInvalid, for ever after, on the first deviation (see error()).
  Token next();
  // kKey, kString: the unescaped text. kNumber: its token. Valid until the next call.
  [[nodiscard]] std::string_view text() const { return token_text_; }
  // kNumber only.
  [[nodiscard]] double number() const { return number_; }
  [[nodiscard]] bool is_integer() const;  // no fraction, within ±(2^53-1)
  // Where the current token begins and the reader stands, in bytes.
  [[nodiscard]] std::size_t token_begin() const { return token_begin_; }
  [[nodiscard]] std::size_t position() const { return position_; }
  // After a value's first token: runs to the value's end and returns its bytes, or an empty view when invalid.
  std::string_view skip_value(Token first);
  // Requires: next() returned kInvalid. kNotCanonical, kMalformedJson or kLimit, with the offset.
  [[nodiscard]] Error error() const;

 private:
  struct Level {
    bool is_object;
    bool has_member = false;
    std::string last_key;
  };
  Token fail(ErrorCode code, const char* what);
  Token read_value();
  Token read_key();
  Token read_string(Token token);
  bool skip_plain_text();  // to the quote or backslash that ends it; false: failed
  bool read_escape();
  Token read_number();
  Token read_literal(std::string_view literal, Token token);
  Token close(char bracket);

  std::string_view text_;
  unsigned max_depth_;
  std::size_t position_ = 0;
  std::size_t token_begin_ = 0;
  std::string_view token_text_;
  std::string unescaped_;
  double number_ = 0;
  std::vector<Level> levels_;
  bool expect_value_ = true;
  bool failed_ = false;
  ErrorCode failure_ = ErrorCode::kMalformedJson;
  const char* what_ = "";
};

}  // namespace holdall
