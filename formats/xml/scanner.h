// The scan that an XML text passes before any parser of XML sees it (docs/format.md#xml): byte by byte, in one pass, in
// bounded memory, as the text streams by. Parsers differ in what they let pass; after it, nothing is left to differ on.
//
// Accepted is well-formed, namespace-well-formed XML 1.0 of this subset, and nothing else:
//   - strict UTF-8, characters of XML only, no CR, no byte order mark;
//   - at offset 0, or not at all: <?xml version="1.0" encoding="UTF-8"?>;
//   - one root element, white space around it; start, end and empty-element tags, attributes and text in it;
//   - the references &amp; &lt; &gt; &quot;
// So no DTD, comment, CDATA section, processing instruction or character reference: `<!` does not occur, nor `]]>`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/xml/open_elements.h"
#include "holdall/formats/xml/scan_limits.h"

namespace holdall {

class XmlScanner {
 public:
  explicit XmlScanner(const XmlScanLimits& limits = {}) : limits_(limits), elements_(limits) {}

  // The next bytes of the text; how it is cut makes no difference. Errors: kMalformedXml, kLimit, with the offset in
  // the text; an error repeats.
  Result<void> feed(std::string_view chunk);
  // The text ends here. Errors: those of feed.
  Result<void> finish();

 private:
  enum class State : std::uint8_t {
    kOutside,      // before or behind the root
    kDeclaration,  // <?xml …?>
    kText,
    kReference,
    kOpenTag,  // behind `<`
    kElementName,
    kInTag,  // between attributes
    kAttributeName,
    kEquals,
    kQuote,
    kValue,
    kEmptyTag,  // behind `/`
    kEndName,
    kEndTag,  // behind the name
  };

  // Each step takes some bytes off the front of `text`, which does not end inside a character. 0: another step is to
  // look at the same byte, or the scan failed. Requires: !text.empty().
  std::size_t step(std::string_view text);
  std::size_t outside(std::string_view text);
  std::size_t in_declaration(std::string_view text);
  std::size_t in_text(std::string_view text);
  std::size_t in_reference(std::string_view text);
  std::size_t open_tag(std::string_view text);
  std::size_t name(std::string_view text);
  std::size_t in_tag(std::string_view text);
  std::size_t before_quote(std::string_view text);
  std::size_t in_value(std::string_view text);
  std::size_t close_tag(std::string_view text);

  void scan(std::string_view text);
  std::size_t take_partial(std::string_view chunk);
  [[nodiscard]] std::string_view within_line(std::string_view text) const;
  std::optional<CodePoint> character(std::string_view text);
  bool white_space(char32_t value);
  void begin_name();
  void end_name();
  void end_start_tag();
  void end_element();
  std::size_t end_value();
  void begin_reference(State then);
  std::size_t count_value(std::string_view taken);

  std::size_t fail(ErrorCode code, const char* what);
  std::size_t malformed(const char* what) { return fail(ErrorCode::kMalformedXml, what); }
  std::size_t fail_token(const char* what);
  bool failed_with(const std::optional<XmlFault>& fault);

  XmlScanLimits limits_;
  OpenElements elements_;
  std::optional<Error> error_;
  std::string partial_;            // the first bytes of a character that a chunk cut
  std::uint64_t offset_ = 0;       // of the next byte to look at
  std::uint64_t line_begin_ = 0;   // behind the last LF
  std::uint64_t token_begin_ = 0;  // the name or value being read
  std::size_t elements_in_line_ = 0;

  State state_ = State::kOutside;
  State after_reference_ = State::kText;
  bool root_seen_ = false;
  unsigned brackets_ = 0;    // `]` just before, in text
  bool spaced_ = false;      // white space just before, in a tag
  std::size_t matched_ = 0;  // of the declaration
  char32_t quote_ = 0;
  std::size_t value_bytes_ = 0;
  std::string name_;       // being read
  std::string reference_;  // being read, without `&`
  std::string namespace_;  // value of a declaration, being read
};

}  // namespace holdall
