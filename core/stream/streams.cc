#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/core/stream/row_stream.h"

namespace holdall {
namespace {

class ProgressReader final : public RowReader {
 public:
  ProgressReader(std::unique_ptr<RowReader> reader, std::string step, const Progress& progress)
      : reader_(std::move(reader)), step_(std::move(step)), progress_(progress) {}

  Result<Read> next(Row& out) override {
    if (++rows_ % kProgressRows == 0) {
      progress_(step_, rows_);
    }
    return reader_->next(out);
  }

 private:
  std::unique_ptr<RowReader> reader_;
  std::string step_;
  const Progress& progress_;
  std::uint64_t rows_ = 0;
};

}  // namespace

std::unique_ptr<RowReader> with_progress(std::unique_ptr<RowReader> reader, std::string step,
                                         const Progress& progress) {
  if (!progress) {
    return reader;
  }
  return std::make_unique<ProgressReader>(std::move(reader), std::move(step), progress);
}

Result<std::size_t> BytesSource::read(std::span<std::byte> out) {
  const auto next = as_bytes(rest_.substr(0, out.size()));
  std::copy(next.begin(), next.end(), out.begin());
  rest_.remove_prefix(next.size());
  return next.size();
}

Result<std::string> read_all(ByteSource& source, std::size_t limit) {
  std::string out;
  std::array<std::byte, 16384> buffer{};
  while (true) {
    HOLDALL_ASSIGN(const std::size_t size, source.read(buffer));
    if (size == 0) {
      return out;
    }
    if (size > limit - out.size()) {
      return Error{ErrorCode::kLimit, "longer than " + std::to_string(limit) + " bytes", {}};
    }
    out.append(as_text(std::span(buffer).first(size)));
  }
}

Result<void> check_stopped(const Stopped& stopped) {
  return stopped && stopped() ? Error{ErrorCode::kInternal, "stopped by the caller", {}} : Result<void>();
}

Result<std::uint64_t> copy_rows(RowReader& from, RowWriter& to, const Stopped& stopped) {
  Row row;
  for (std::uint64_t count = 0;; ++count) {
    HOLDALL_TRY(check_stopped(stopped));
    HOLDALL_ASSIGN(const Read read, from.next(row));
    if (read == Read::kEnd) {
      return count;
    }
    HOLDALL_TRY(to.write(row));
  }
}

}  // namespace holdall
