#include "holdall/core/crypto/age/armor.h"

#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/primitives.h"

namespace holdall::age_internal {
namespace {

constexpr std::string_view kArmorEnd = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t kLineBytes = 48;
constexpr std::size_t kColumns = 64;
constexpr std::size_t kWhiteSpace = 1024;

Error malformed(const char* why) {
  return cannot_decrypt(std::string("the armor is malformed: ") + why);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

Result<void> ArmorSink::write(std::span<const std::byte> bytes) {
  std::string text;
  if (!has_begun_) {
    text.append(kArmorBegin).push_back('\n');
    has_begun_ = true;
  }
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), kLineBytes - held_.size());
    held_.insert(held_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    bytes = bytes.subspan(size);
    if (held_.size() == kLineBytes) {
      text.append(base64(held_, Padding::kFull)).push_back('\n');
      held_.clear();
    }
  }
  return text.empty() ? Result<void>() : out_.write(as_bytes(text));
}

Result<void> ArmorSink::finish() {
  HOLDALL_TRY(write({}));
  std::string text;
  if (!held_.empty()) {
    text.append(base64(held_, Padding::kFull)).push_back('\n');
  }
  return out_.write(as_bytes(text.append(kArmorEnd).append("\n")));
}

// Without its end, which the last line may lack.
Result<std::string> ArmorSource::line() {
  HOLDALL_ASSIGN(std::string line, in_.line(kWhiteSpace));
  if (line.empty()) {
    return malformed("it ends early");
  }
  if (line.ends_with('\n')) {
    line.pop_back();
    if (line.ends_with('\r')) {
      line.pop_back();
    }
  }
  return line;
}

Result<void> ArmorSource::begin() {
  for (std::size_t blank = 0; !has_begun_;) {
    HOLDALL_ASSIGN(const std::string text, line());
    if (text == kArmorBegin) {
      has_begun_ = true;
    } else if (blank += text.size() + 1; !is_blank(text) || blank > kWhiteSpace) {
      return malformed("its first line");
    }
  }
  return {};
}

Result<void> ArmorSource::end() {
  std::vector<std::byte> rest(kWhiteSpace + 1);
  HOLDALL_ASSIGN(const std::size_t size, in_.read_full(rest));
  if (size > kWhiteSpace || !is_blank(as_text(std::span(rest).first(size)))) {
    return malformed("something follows its end");
  }
  has_ended_ = true;
  return {};
}

Result<void> ArmorSource::next_line() {
  HOLDALL_ASSIGN(const std::string text, line());
  if (text == kArmorEnd) {
    return end();
  }
  auto bytes = unbase64(text, Padding::kFull);
  if (!bytes || text.empty() || text.size() > kColumns) {
    return malformed("a line");
  }
  held_ = *std::move(bytes);
  at_ = 0;
  if (held_.size() < kLineBytes) {
    HOLDALL_ASSIGN(const std::string last, line());
    return last == kArmorEnd ? end() : malformed("a short line that is not the last");
  }
  return {};
}

Result<std::size_t> ArmorSource::read(std::span<std::byte> out) {
  HOLDALL_TRY(begin());
  while (at_ == held_.size() && !has_ended_) {
    HOLDALL_TRY(next_line());
  }
  const std::size_t size = std::min(out.size(), held_.size() - at_);
  std::copy_n(held_.begin() + static_cast<std::ptrdiff_t>(at_), size, out.begin());
  at_ += size;
  return size;
}

}  // namespace holdall::age_internal
