// Text rules shared by every layer: strict UTF-8, base64url, hex, names, and text made safe for a terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace holdall {

// One decoded Unicode scalar value and its length in bytes (1-4).
struct CodePoint {
  char32_t value;
  std::size_t size;
};

// The code point at the start of `text`; nothing if the bytes are not strict UTF-8 there (overlong forms, surrogates
// and values above U+10FFFF are refused; RFC 3629). Requires: !text.empty().
std::optional<CodePoint> decode_utf8(std::string_view text);

// I-JSON text (RFC 7493 §2.1): strict UTF-8 without noncharacters (U+FDD0-FDEF, U+xFFFE/F). NUL is allowed.
bool is_ijson_text(std::string_view text);
bool is_noncharacter(char32_t value);
std::size_t count_code_points(std::string_view text);  // Requires: is_ijson_text(text)

// Order of RFC 8785 §3.2.3: by UTF-16 code units. Negative, zero or positive. Requires: both strict UTF-8.
int compare_utf16(std::string_view a, std::string_view b);

// base64url without padding (RFC 4648 §5). Decoding refuses padding, white space and non-zero unused bits.
std::string base64url_encode(std::span<const std::byte> bytes);
std::optional<std::vector<std::byte>> base64url_decode(std::string_view text);

// Lower-case hex.
std::string hex_encode(std::span<const std::byte> bytes);
bool is_hex_sha256(std::string_view text);  // exactly 64 lower-case hex digits

// Whether Windows takes a file of this name, up to its first dot, without blanks before it and in any case, for a
// device (CON, COM1 …).
bool is_device_name(std::string_view name);

// An absolute URI as an identifier (RFC 3986 §4.3, ASCII, no white space or control characters, at most 2048 bytes).
bool is_absolute_uri(std::string_view text);

// Whether a terminal shows it as itself: no control, bidi, invisible, private-use or unassigned-plane code point.
bool is_printable(char32_t value);

// `text` as it may stand in a message: printable characters only, the rest as \u{…}, at most `limit` code points.
std::string printable(std::string_view text, std::size_t limit = 120);

inline std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes are chars
}

}  // namespace holdall
