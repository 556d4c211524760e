#include "holdall/exporter/record_id.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <span>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"

namespace holdall {
namespace {

constexpr std::size_t kDerivedBytes = 16;

// What a component is: the text 1, the integer 1 and the byte 0x31 are three.
enum class Kind : char { kText = 't', kInteger = 'i', kBytes = 'b' };

class Digits {
 public:
  explicit Digits(std::int64_t value) : end_(std::to_chars(digits_.begin(), digits_.end(), value).ptr) {}
  Digits(const Digits&) = delete;
  Digits& operator=(const Digits&) = delete;
  ~Digits() = default;
  [[nodiscard]] std::string_view view() const {
    return {digits_.data(), static_cast<std::size_t>(end_ - digits_.data())};
  }

 private:
  std::array<char, 24> digits_{};
  char* end_;
};

// Calls `use` with the kind and the text of each of the cells.
template <typename Use>
Result<void> for_each_component(const Part& part, const std::vector<std::size_t>& cells, Row raw, Use use) {
  for (const std::size_t index : cells) {
    const Cell& cell = raw[index];
    switch (cell.kind()) {
      case Cell::Kind::kText:
        use(Kind::kText, cell.as_text());
        break;
      case Cell::Kind::kBytes:
        use(Kind::kBytes, std::string_view(base64url_encode(as_bytes(cell.as_text()))));
        break;
      case Cell::Kind::kInteger:
        use(Kind::kInteger, Digits(cell.as_integer()).view());
        break;
      default:
        return Error{ErrorCode::kSourceData,
                     column_name(part.query.select[index].column) + ": NULL or a fraction cannot be part of an id",
                     {}};
    }
  }
  return {};
}

// Whether `text` is what an integer of a database looks like in an id.
bool looks_like_integer(std::string_view text) {
  std::int64_t value = 0;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc() &&
         Digits(value).view() == text;
}

void append_escaped(std::string& out, char each) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(each);
  out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
}

void append_component(std::string& out, Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::kInteger:
      out += text;
      break;
    case Kind::kBytes:
      (out += "%b") += text;
      break;
    case Kind::kText:
      if (looks_like_integer(text)) {
        append_escaped(out, text.front());
        text.remove_prefix(1);
      }
      append_id_component(out, text);
      break;
  }
}

void append_tagged(std::string& out, Kind kind, std::string_view text) {
  out += static_cast<char>(kind);
  append_prefixed(out, text);
}

// What a derived id is the digest of begins with.
std::string derived_from(const Part& part, const IdScope& scope) {
  std::string message;
  append_prefixed(message, scope.iss);
  append_prefixed(message, scope.sub);
  append_prefixed(message, part.query.table);
  return message;
}

void append_digest(std::string& out, const IdScope& scope, const std::string& message) {
  const Sha256Digest digest = hmac_sha256(scope.secret.reveal(), as_bytes(message));
  out += ":" + base64url_encode(std::span(digest).first(kDerivedBytes));
}

Result<void> write_derived(std::string& out, const Part& part, const IdScope& scope, Row raw) {
  std::string message = derived_from(part, scope);
  HOLDALL_TRY(for_each_component(part, part.id_cells, raw,
                                 [&](Kind kind, std::string_view text) { append_tagged(message, kind, text); }));
  append_digest(out, scope, message);
  return {};
}

}  // namespace

void append_prefixed(std::string& out, std::string_view text) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out += static_cast<char>((std::uint64_t{text.size()} >> shift) & 0xFF);
  }
  out += text;
}

void append_id_component(std::string& out, std::string_view text) {
  for (const char each : text) {
    if (each == ':' || each == '%') {
      append_escaped(out, each);
    } else {
      out += each;
    }
  }
}

Result<void> write_record_id(std::string& out, const Part& part, const IdScope& scope, Row raw) {
  out.clear();
  append_id_component(out, part.name);
  if (part.derived_ids) {
    return write_derived(out, part, scope, raw);
  }
  return for_each_component(part, part.id_cells, raw, [&](Kind kind, std::string_view text) {
    out += ':';
    append_component(out, kind, text);
  });
}

void write_hidden_id(std::string& out, const Part& part, const IdScope& scope, std::string_view natural) {
  std::string message = derived_from(part, scope);
  message += 'n';  // no kind of component
  append_prefixed(message, natural);
  out.clear();
  append_id_component(out, part.name);
  append_digest(out, scope, message);
}

Result<void> write_group_key(std::string& out, const Part& part, Row raw) {
  out.clear();
  return for_each_component(part, part.group_cells, raw,
                            [&](Kind kind, std::string_view text) { append_tagged(out, kind, text); });
}

}  // namespace holdall
