#include "holdall/formats/xml/scanner.h"

#include <algorithm>

#include "holdall/formats/xml/names.h"
#include "holdall/formats/xml/runs.h"

namespace holdall {
namespace {

constexpr std::string_view kDeclarationText = R"(<?xml version="1.0" encoding="UTF-8"?>)";
constexpr const char* kOtherReference = "a reference other than &amp; &lt; &gt; &quot;";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Result<void> XmlScanner::feed(std::string_view chunk) {
  if (!error_) {
    chunk.remove_prefix(take_partial(chunk));
    const std::size_t whole = chunk.size() - utf8_unfinished(chunk);
    scan(chunk.substr(0, whole));
    partial_ += chunk.substr(whole);
  }
  return error_ ? Result<void>(*error_) : Result<void>();
}

Result<void> XmlScanner::finish() {
  if (!error_ && !partial_.empty()) {
    malformed("a character that is cut short");
  } else if (!error_ && (state_ != State::kOutside || !root_seen_)) {
    malformed("the end of the text before the end of the root element");
  }
  return error_ ? Result<void>(*error_) : Result<void>();
}

// Completes the character that the chunk before cut, and takes it. Returns how much of `chunk` that needed.
std::size_t XmlScanner::take_partial(std::string_view chunk) {
  if (partial_.empty()) {
    return 0;
  }
  std::size_t taken = 0;
  while (taken < chunk.size() && partial_.size() < utf8_bytes(partial_.front()) && is_utf8_continuation(chunk[taken])) {
    partial_ += chunk[taken];
    ++taken;
  }
  if (partial_.size() == utf8_bytes(partial_.front()) || taken < chunk.size()) {
    const std::string character = std::exchange(partial_, {});
    scan(character);
  }
  return taken;
}

void XmlScanner::scan(std::string_view text) {
  while (!text.empty() && !error_) {
    const std::string_view part = within_line(text);
    if (part.empty()) {
      fail(ErrorCode::kLimit, "a line too long");
      return;
    }
    const std::size_t taken = step(part);
    offset_ += taken;
    text.remove_prefix(taken);
  }
}

// As much of `text`, in whole characters, as the line may still hold.
std::string_view XmlScanner::within_line(std::string_view text) const {
  if (!limits_.line_bytes) {
    return text;
  }
  const std::uint64_t room = *limits_.line_bytes - std::min(*limits_.line_bytes, offset_ - line_begin_);
  if (room >= text.size()) {
    return text;
  }
  auto end = static_cast<std::size_t>(room);
  while (end > 0 && room - end < 3 && is_utf8_continuation(text[end])) {
    --end;
  }
  return end == 0 && room > 0 ? text.substr(0, utf8_bytes(text.front())) : text.substr(0, end);
}

std::size_t XmlScanner::step(std::string_view text) {
  switch (state_) {
    case State::kText:
      return in_text(text);
    case State::kElementName:
    case State::kAttributeName:
    case State::kEndName:
      return name(text);
    case State::kValue:
      return in_value(text);
    case State::kOpenTag:
      return open_tag(text);
    case State::kInTag:
      return in_tag(text);
    case State::kEquals:
    case State::kQuote:
      return before_quote(text);
    case State::kEmptyTag:
    case State::kEndTag:
      return close_tag(text);
    case State::kReference:
      return in_reference(text);
    case State::kDeclaration:
      return in_declaration(text);
    case State::kOutside:
      break;
  }
  return outside(text);
}

// The character at the start of `text`; nothing, and the scan has failed, where none is that XML allows.
std::optional<CodePoint> XmlScanner::character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if ((first >= 0x20 && first < 0x80) || first == '\n' || first == '\t') {
    return CodePoint{first, 1};
  }
  const auto at = decode_utf8(text);
  if (!at) {
    malformed("invalid UTF-8");
  } else if (at->value == '\r') {
    malformed("a carriage return");
  } else if (!is_xml_char(at->value)) {
    malformed("a character that XML does not allow");
  } else {
    return at;
  }
  return std::nullopt;
}

// Whether it is white space; an LF begins a new line.
bool XmlScanner::white_space(char32_t value) {
  if (value == '\n') {
    line_begin_ = offset_ + 1;
    elements_in_line_ = 0;
  }
  return value == ' ' || value == '\t' || value == '\n';
}

std::size_t XmlScanner::outside(std::string_view text) {
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (at->value == '<') {
    state_ = State::kOpenTag;
    return 1;
  }
  if (white_space(at->value)) {
    return 1;
  }
  return malformed(text.starts_with(kByteOrderMark) ? "a byte order mark" : "text outside the root element");
}

// Behind `<`. What it begins is told by the next byte.
std::size_t XmlScanner::open_tag(std::string_view text) {
  if (text.front() == '!') {
    return malformed("`<!`: a document type, comment or CDATA section");
  }
  if (text.front() == '?') {
    matched_ = 1;
    state_ = State::kDeclaration;
    return offset_ == 1 ? 0 : malformed("`<?` that is not the declaration at the start");
  }
  begin_name();
  if (text.front() == '/') {
    state_ = State::kEndName;
    return elements_.depth() > 0 ? 1 : malformed("an end tag outside the root element");
  }
  state_ = State::kElementName;
  return elements_.depth() > 0 || !root_seen_ ? 0 : malformed("a second root element");
}

std::size_t XmlScanner::in_declaration(std::string_view text) {
  if (text.front() != kDeclarationText[matched_]) {
    return malformed("a declaration other than of version 1.0 and encoding UTF-8");
  }
  ++matched_;
  state_ = matched_ == kDeclarationText.size() ? State::kOutside : State::kDeclaration;
  return 1;
}

std::size_t XmlScanner::in_text(std::string_view text) {
  if (const std::size_t run = xml_plain_run(text, XmlRun::kText); run > 0) {
    brackets_ = 0;
    return run;
  }
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (at->value == '>' && brackets_ >= 2) {
    return malformed("`]]>`");
  }
  brackets_ = at->value == ']' ? brackets_ + 1 : 0;
  if (at->value == '<') {
    state_ = State::kOpenTag;
  } else if (at->value == '&') {
    begin_reference(State::kText);
  } else {
    white_space(at->value);
  }
  return at->size;
}

void XmlScanner::begin_reference(State then) {
  reference_.clear();
  after_reference_ = then;
  state_ = State::kReference;
}

std::size_t XmlScanner::in_reference(std::string_view text) {
  if (text.front() != ';') {
    reference_ += text.front();
    return begins_xml_reference(reference_) ? 1 : malformed(kOtherReference);
  }
  const auto character = xml_reference(reference_);
  if (!character) {
    return malformed(kOtherReference);
  }
  state_ = after_reference_;
  return state_ == State::kValue && count_value(std::string_view(&*character, 1)) == 0 ? 0 : 1;
}

void XmlScanner::begin_name() {
  name_.clear();
  token_begin_ = offset_;
}

std::size_t XmlScanner::name(std::string_view text) {
  const std::size_t run = xml_name_run(text);
  if (run == 0) {
    end_name();
    return 0;
  }
  if (run > limits_.name_bytes - name_.size()) {
    return fail_token("a name too long");
  }
  name_ += text.substr(0, run);
  return run;
}

void XmlScanner::end_name() {
  if (!is_xml_qualified_name(name_)) {
    malformed("no name where one is due");
  } else if (state_ == State::kEndName) {
    if (name_ != elements_.innermost()) {
      malformed("an end tag of another element");
    }
    state_ = State::kEndTag;
  } else if (state_ == State::kAttributeName) {
    if (!failed_with(elements_.attribute(name_))) {
      state_ = State::kEquals;
    }
  } else if (++elements_in_line_ > limits_.elements_in_line) {
    fail(ErrorCode::kLimit, "too many elements in a line");
  } else if (!failed_with(elements_.begin(name_))) {
    root_seen_ = true;
    spaced_ = false;
    state_ = State::kInTag;
  }
}

// Between the name, the attributes and the end of a start tag.
std::size_t XmlScanner::in_tag(std::string_view text) {
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (white_space(at->value)) {
    spaced_ = true;
    return 1;
  }
  if (at->value == '>') {
    end_start_tag();
    return 1;
  }
  if (at->value == '/') {
    state_ = State::kEmptyTag;
    return 1;
  }
  begin_name();
  state_ = State::kAttributeName;
  return spaced_ ? 0 : malformed("no white space before an attribute");
}

std::size_t XmlScanner::before_quote(std::string_view text) {
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (white_space(at->value)) {
    return 1;
  }
  if (state_ == State::kEquals) {
    state_ = State::kQuote;
    return at->value == '=' ? 1 : malformed("an attribute without a value");
  }
  quote_ = at->value;
  value_bytes_ = 0;
  token_begin_ = offset_;
  namespace_.clear();
  state_ = State::kValue;
  return quote_ == '"' || quote_ == '\'' ? 1 : malformed("a value without quotes");
}

std::size_t XmlScanner::in_value(std::string_view text) {
  if (const std::size_t run = xml_plain_run(text, XmlRun::kValue); run > 0) {
    return count_value(text.substr(0, run));
  }
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (at->value == quote_) {
    return end_value();
  }
  if (at->value == '<') {
    return malformed("`<` in the value of an attribute");
  }
  if (at->value == '&') {
    begin_reference(State::kValue);
    return 1;
  }
  return count_value(white_space(at->value) ? " " : text.substr(0, 1));  // XML 1.0 §3.3.3: white space is a blank
}

// Takes bytes of a value, as a parser will hand them on. Returns how many, or fails.
std::size_t XmlScanner::count_value(std::string_view taken) {
  const std::size_t most =
      elements_.declares() ? std::min(limits_.value_bytes, limits_.namespace_bytes) : limits_.value_bytes;
  value_bytes_ += taken.size();
  if (value_bytes_ > most) {
    return fail_token("a value of an attribute too long");
  }
  if (elements_.declares()) {
    namespace_ += taken;
  }
  return taken.size();
}

std::size_t XmlScanner::end_value() {
  spaced_ = false;
  state_ = State::kInTag;
  return elements_.declares() && failed_with(elements_.declare(namespace_)) ? 0 : 1;
}

void XmlScanner::end_start_tag() {
  if (!failed_with(elements_.open())) {
    state_ = State::kText;
    brackets_ = 0;
  }
}

// The `>` of an empty-element tag or an end tag.
std::size_t XmlScanner::close_tag(std::string_view text) {
  const auto at = character(text);
  if (!at) {
    return 0;
  }
  if (state_ == State::kEndTag && white_space(at->value)) {
    return 1;
  }
  if (at->value != '>') {
    return malformed("no `>` where a tag ends");
  }
  if (state_ == State::kEmptyTag) {
    end_start_tag();
  }
  end_element();
  return 1;
}

void XmlScanner::end_element() {
  elements_.close();
  state_ = elements_.depth() > 0 ? State::kText : State::kOutside;
  brackets_ = 0;
}

std::size_t XmlScanner::fail(ErrorCode code, const char* what) {
  error_ = Error{code, std::string("XML: ") + what + ", at byte " + std::to_string(offset_), {}};
  return 0;
}

// A limit of the name or value being read, told at its beginning.
std::size_t XmlScanner::fail_token(const char* what) {
  offset_ = token_begin_;
  return fail(ErrorCode::kLimit, what);
}

bool XmlScanner::failed_with(const std::optional<XmlFault>& fault) {
  if (fault) {
    fail(fault->code, fault->what);
  }
  return fault.has_value();
}

}  // namespace holdall
