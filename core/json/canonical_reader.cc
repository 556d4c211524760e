#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The character that a two-character escape stands for, or 0.
char short_escape(char c) {
  constexpr std::string_view kLetters = "btnfr\"\\";
  constexpr std::string_view kMeanings = "\b\t\n\f\r\"\\";
  const auto at = kLetters.find(c);
  return at == std::string_view::npos ? '\0' : kMeanings[at];
}

// The value of `00xx`, the only \u escape that RFC 8785 writes: a control character without a short form, in lower
// case. -1 for anything else.
int control_escape(std::string_view digits) {
  constexpr std::string_view kHex = "0123456789abcdef";
  if (digits.size() != 4 || digits[0] != '0' || digits[1] != '0' || (digits[2] != '0' && digits[2] != '1')) {
    return -1;
  }
  const auto low = kHex.find(digits[3]);
  if (low == std::string_view::npos) {
    return -1;
  }
  const int value = (digits[2] - '0') * 16 + static_cast<int>(low);
  constexpr std::string_view kShort = "\b\t\n\f\r";
  return kShort.find(static_cast<char>(value)) == std::string_view::npos ? value : -1;
}

}  // namespace

CanonicalReader::Token CanonicalReader::fail(ErrorCode code, const char* what) {
  if (!failed_) {
    failed_ = true;
    failure_ = code;
    what_ = what;
  }
  return Token::kInvalid;
}

Error CanonicalReader::error() const {
  return {failure_, std::string(what_) + " at byte " + std::to_string(position_), {}};
}

bool CanonicalReader::is_integer() const {
  return std::trunc(number_) == number_ && std::fabs(number_) <= static_cast<double>(kMaxSafeInteger);
}

CanonicalReader::Token CanonicalReader::next() {
  if (failed_) {
    return Token::kInvalid;
  }
  token_begin_ = position_;
  if (levels_.empty()) {
    if (expect_value_) {
      return read_value();
    }
    return position_ == text_.size() ? Token::kEnd : fail(ErrorCode::kMalformedJson, "text behind the value");
  }
  if (position_ == text_.size()) {
    return fail(ErrorCode::kMalformedJson, "the text ends early");
  }
  Level& level = levels_.back();
  if (level.is_object && expect_value_) {  // a key was read
    return read_value();
  }
  const char c = text_[position_];
  if (c == (level.is_object ? '}' : ']')) {
    return close(c);
  }
  if (level.has_member) {
    if (c != ',') {
      return fail(ErrorCode::kNotCanonical, "no comma where RFC 8785 has one");
    }
    token_begin_ = ++position_;
  }
  level.has_member = true;
  return level.is_object ? read_key() : read_value();
}

CanonicalReader::Token CanonicalReader::close(char bracket) {
  ++position_;
  levels_.pop_back();
  expect_value_ = false;
  return bracket == '}' ? Token::kEndObject : Token::kEndArray;
}

CanonicalReader::Token CanonicalReader::read_value() {
  if (position_ == text_.size()) {
    return fail(ErrorCode::kMalformedJson, "the text ends early");
  }
  expect_value_ = false;
  const char c = text_[position_];
  if (c == '{' || c == '[') {
    if (levels_.size() == max_depth_) {
      return fail(ErrorCode::kLimit, "JSON nested too deep");
    }
    ++position_;
    levels_.push_back({c == '{', false, {}});
    return c == '{' ? Token::kBeginObject : Token::kBeginArray;
  }
  switch (c) {
    case '"':
      return read_string(Token::kString);
    case 'n':
      return read_literal("null", Token::kNull);
    case 't':
      return read_literal("true", Token::kTrue);
    case 'f':
      return read_literal("false", Token::kFalse);
    default:
      return read_number();
  }
}

CanonicalReader::Token CanonicalReader::read_literal(std::string_view literal, Token token) {
  if (!text_.substr(position_).starts_with(literal)) {
    return fail(ErrorCode::kMalformedJson, "no JSON value");
  }
  position_ += literal.size();
  return token;
}

CanonicalReader::Token CanonicalReader::read_key() {
  if (text_[std::min(position_, text_.size() - 1)] != '"' || position_ == text_.size()) {
    return fail(ErrorCode::kMalformedJson, "no member name");
  }
  if (read_string(Token::kKey) == Token::kInvalid) {
    return Token::kInvalid;
  }
  Level& level = levels_.back();
  const bool first = text_[token_begin_ - 1] == '{';
  if (!first && compare_utf16(level.last_key, token_text_) >= 0) {
    return fail(ErrorCode::kNotCanonical, "member names out of order or twice");
  }
  level.last_key.assign(token_text_);
  if (position_ == text_.size() || text_[position_] != ':') {
    return fail(ErrorCode::kNotCanonical, "no colon behind a member name");
  }
  ++position_;
  expect_value_ = true;
  return Token::kKey;
}

// Runs of plain text are taken as they stand; the first escape moves what was read so far into `unescaped_`.
CanonicalReader::Token CanonicalReader::read_string(Token token) {
  const std::size_t begin = ++position_;
  bool escaped = false;
  while (true) {
    const std::size_t run = position_;
    if (!skip_plain_text()) {
      return Token::kInvalid;
    }
    if (escaped) {
      unescaped_.append(text_.substr(run, position_ - run));
    }
    if (text_[position_] == '"') {
      break;
    }
    if (!escaped) {
      unescaped_.assign(text_.substr(begin, position_ - begin));
      escaped = true;
    }
    if (!read_escape()) {
      return Token::kInvalid;
    }
  }
  token_text_ = escaped ? std::string_view(unescaped_) : text_.substr(begin, position_ - begin);
  ++position_;
  return token;
}

bool CanonicalReader::skip_plain_text() {
  while (position_ < text_.size() && text_[position_] != '"' && text_[position_] != '\\') {
    const auto c = static_cast<unsigned char>(text_[position_]);
    if (c < 0x20) {
      fail(ErrorCode::kMalformedJson, "a control character in a string");
      return false;
    }
    if (c < 0x80) {
      ++position_;
      continue;
    }
    const auto point = decode_utf8(text_.substr(position_));
    if (!point || is_noncharacter(point->value)) {
      fail(ErrorCode::kMalformedJson, "not I-JSON text");
      return false;
    }
    position_ += point->size;
  }
  if (position_ == text_.size()) {
    fail(ErrorCode::kMalformedJson, "a string does not end");
    return false;
  }
  return true;
}

bool CanonicalReader::read_escape() {
  const char letter = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
  const int control = letter == 'u' ? control_escape(text_.substr(position_ + 2, 4)) : -1;
  const char meaning = control >= 0 ? static_cast<char>(control) : short_escape(letter);
  if (control < 0 && meaning == '\0') {
    fail(ErrorCode::kNotCanonical, "an escape that RFC 8785 does not write");
    return false;
  }
  unescaped_.push_back(meaning);
  position_ += letter == 'u' ? 6 : 2;
  return true;
}

CanonicalReader::Token CanonicalReader::read_number() {
  std::size_t end = position_;
  while (end < text_.size() &&
         (is_digit(text_[end]) || text_[end] == '-' || text_[end] == '+' || text_[end] == '.' || text_[end] == 'e')) {
    ++end;
  }
  token_text_ = text_.substr(position_, end - position_);
  const auto [stop, problem] = std::from_chars(token_text_.data(), token_text_.data() + token_text_.size(), number_);
  if (token_text_.empty() || problem != std::errc() || stop != token_text_.data() + token_text_.size() ||
      !std::isfinite(number_)) {
    return fail(ErrorCode::kMalformedJson, "no JSON value");
  }
  // Plain integers of up to 15 digits are their own shortest form; the rest is written again and compared.
  const bool plain = token_text_.size() <= 15 && is_digit(token_text_[0]) && token_text_[0] != '0' &&
                     std::all_of(token_text_.begin(), token_text_.end(), is_digit);
  if (!plain && token_text_ != "0") {
    std::string written;
    append_number(written, number_);
    if (written != token_text_) {
      return fail(ErrorCode::kNotCanonical, "a number that RFC 8785 writes otherwise");
    }
  }
  if (is_unsafe_integer(number_)) {
    return fail(ErrorCode::kMalformedJson, "an integer beyond 2^53-1");
  }
  position_ = end;
  return Token::kNumber;
}

std::string_view CanonicalReader::skip_value(Token first) {
  const std::size_t begin = token_begin_;
  const bool opens = first == Token::kBeginObject || first == Token::kBeginArray;
  const std::size_t outer = levels_.size() - (opens ? 1 : 0);
  while (levels_.size() > outer) {
    if (next() == Token::kInvalid) {
      return {};
    }
  }
  return failed_ ? std::string_view{} : text_.substr(begin, position_ - begin);
}

}  // namespace holdall
