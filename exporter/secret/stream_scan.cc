#include "holdall/exporter/secret/stream_scan.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/exporter/secret/finding.h"

namespace holdall {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10U;
constexpr std::size_t kOverlap = std::size_t{8} << 10U;  // longer than whatever a finder looks at

// How many bytes of `bytes` are text, whatever follows. No text holds a NUL.
std::size_t text_prefix(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && bytes[at] != '\0') {
    const auto point = decode_utf8(bytes.substr(at));
    if (!point.has_value()) {
      break;
    }
    at += point->size;
  }
  return at;
}

}  // namespace

Result<std::size_t> ScannedSource::read(std::span<std::byte> out) {
  HOLDALL_ASSIGN(const std::size_t size, source_.read(out));
  if (size == 0) {
    look(true);
  } else {
    add(as_text(out.first(size)));
  }
  if (found_.has_value()) {
    return secret_found(*found_);
  }
  return size;
}

void ScannedSource::add(std::string_view bytes) {
  if (is_text_) {
    character_.append(bytes);
    character_.erase(0, text_prefix(character_));
    is_text_ = character_.size() < 4 && character_.find('\0') == std::string::npos;
  }
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kOverlap + kBlock - window_.size());
    window_.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
    if (window_.size() == kOverlap + kBlock) {
      look(false);
    }
  }
}

void ScannedSource::look(bool is_last) {
  if (!is_text_ || (is_last && !character_.empty())) {
    scan_.stop_looking_for(SecretKinds::all().without(SecretKinds::of_binary()));
  }
  SearchWindow window(window_, known_, is_last);
  const auto found = scan_.scan(window);
  found_ = found_.has_value() ? found_ : found;
  window_.erase(0, window_.size() - std::min(window_.size(), kOverlap));
  known_ = window_.size();
}

}  // namespace holdall
