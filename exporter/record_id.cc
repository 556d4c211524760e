#include "holdall/exporter/record_id.h"

#include <charconv>
#include <span>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"

namespace holdall {
namespace {

constexpr std::size_t kDerivedBytes = 16;

// Calls `use` with the text of each of the cells.
template <typename Use>
Result<void> for_each_component(const Part& part, const std::vector<std::size_t>& cells, Row raw, Use use) {
  for (const std::size_t index : cells) {
    const Cell& cell = raw[index];
    switch (cell.kind()) {
      case Cell::Kind::kText:
        use(cell.as_text());
        break;
      case Cell::Kind::kBytes:
        use(std::string_view(base64url_encode(as_bytes(cell.as_text()))));
        break;
      case Cell::Kind::kInteger: {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.begin(), digits.end(), cell.as_integer());
        use(std::string_view(digits.data(), static_cast<std::size_t>(end.ptr - digits.data())));
        break;
      }
      default:
        return Error{ErrorCode::kSourceData,
                     column_name(part.query.select[index].column) + ": NULL or a fraction cannot be part of an id",
                     {}};
    }
  }
  return {};
}

void append_prefixed(std::string& out, std::string_view text) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out += static_cast<char>((std::uint64_t{text.size()} >> shift) & 0xFF);
  }
  out += text;
}

Result<void> write_derived(std::string& out, const Part& part, const IdScope& scope, Row raw) {
  std::string message;
  append_prefixed(message, scope.iss);
  append_prefixed(message, scope.sub);
  append_prefixed(message, part.query.table);
  HOLDALL_TRY(
      for_each_component(part, part.id_cells, raw, [&](std::string_view text) { append_prefixed(message, text); }));
  const Sha256Digest digest = hmac_sha256(scope.secret.reveal(), as_bytes(message));
  out += ":" + base64url_encode(std::span(digest).first(kDerivedBytes));
  return {};
}

}  // namespace

void append_id_component(std::string& out, std::string_view text) {
  for (const char each : text) {
    if (each == ':') {
      out += "%3A";
    } else if (each == '%') {
      out += "%25";
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
  return for_each_component(part, part.id_cells, raw, [&](std::string_view text) {
    out += ':';
    append_id_component(out, text);
  });
}

Result<void> write_group_key(std::string& out, const Part& part, Row raw) {
  out.clear();
  return for_each_component(part, part.group_cells, raw, [&](std::string_view text) { append_prefixed(out, text); });
}

}  // namespace holdall
