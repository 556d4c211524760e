#include "holdall/core/crypto/age/buffered.h"

#include <algorithm>

#include "holdall/core/base/text.h"

namespace holdall::age_internal {

Result<bool> BufferedSource::refill() {
  if (at_ == end_) {
    HOLDALL_ASSIGN(end_, source_->read(buffer_));
    at_ = 0;
  }
  return at_ != end_;
}

Result<std::string> BufferedSource::line(std::size_t limit) {
  std::string line;
  while (line.size() < limit && !line.ends_with('\n')) {
    HOLDALL_ASSIGN(const bool more, refill());
    if (!more) {
      break;
    }
    const auto held = std::span(buffer_).subspan(at_, std::min(end_ - at_, limit - line.size()));
    const auto feed = std::find(held.begin(), held.end(), std::byte{'\n'});
    const auto size = static_cast<std::size_t>(feed - held.begin()) + (feed == held.end() ? 0U : 1U);
    line.append(as_text(held.first(size)));
    at_ += size;
  }
  return line;
}

Result<std::size_t> BufferedSource::read_full(std::span<std::byte> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    HOLDALL_ASSIGN(const bool more, refill());
    if (!more) {
      break;
    }
    const std::size_t size = std::min(end_ - at_, out.size() - done);
    std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), size,
                out.begin() + static_cast<std::ptrdiff_t>(done));
    at_ += size;
    done += size;
  }
  return done;
}

}  // namespace holdall::age_internal
