// The loops that move bytes and rows: limits, ends and errors.
#include <limits>

#include "holdall/core/stream/byte_stream.h"
#include "holdall/core/stream/row_stream.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;  // NOLINT: test words

// Hands out its text a few bytes at a time; then ends, or fails.
class Drops final : public ByteSource {
 public:
  Drops(std::string text, bool fails) : text_(std::move(text)), fails_(fails) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    const std::size_t size = std::min({out.size(), text_.size() - at_, std::size_t{3}});
    if (size == 0 && fails_) {
      return Error{ErrorCode::kTruncated, "cut", {}};
    }
    std::copy_n(as_bytes(text_).begin() + static_cast<std::ptrdiff_t>(at_), size, out.begin());
    at_ += size;
    return size;
  }

 private:
  std::string text_;
  bool fails_;
  std::size_t at_ = 0;
};

TEST(ReadAllTest, TakesAllUpToTheLimit) {
  struct Case {
    std::size_t limit;
    std::optional<ErrorCode> code;
  };
  for (const Case& c : {Case{10, {}}, Case{11, {}}, Case{9, ErrorCode::kLimit}, Case{0, ErrorCode::kLimit},
                        Case{std::numeric_limits<std::size_t>::max(), {}}}) {
    Drops source("0123456789", false);
    EXPECT_EQ(code_of(read_all(source, c.limit)), c.code) << c.limit;
  }
  Drops source("0123456789", false);
  EXPECT_EQ(must(read_all(source, 10)), "0123456789");
}

TEST(ReadAllTest, HandsOnAFailureInsteadOfAPart) {
  Drops source("0123456789", true);
  EXPECT_EQ(code_of(read_all(source, 100)), ErrorCode::kTruncated);
}

class Count final : public RowReader {
 public:
  explicit Count(std::int64_t rows, bool fails = false) : rows_(rows), fails_(fails) {}
  Result<Read> next(Row& out) override {
    if (at_ == rows_) {
      if (fails_) {
        return Error{ErrorCode::kDigest, "differs", {}};
      }
      return Read::kEnd;
    }
    cell_ = Cell::integer(at_++);
    out = Row(&cell_, 1);
    return Read::kRow;
  }

 private:
  std::int64_t rows_;
  bool fails_;
  std::int64_t at_ = 0;
  Cell cell_;
};

class Sum final : public RowWriter {
 public:
  explicit Sum(std::int64_t full = -1) : full_(full) {}
  Result<void> write(Row row) override {
    if (row[0].as_integer() == full_) {
      return Error{ErrorCode::kIo, "full", {}};
    }
    sum += row[0].as_integer();
    return {};
  }
  Result<void> finish() override {
    finished = true;
    return {};
  }
  std::int64_t sum = 0;
  bool finished = false;

 private:
  std::int64_t full_;
};

TEST(CopyRowsTest, MovesEveryRowAndLeavesFinishingToTheCaller) {
  Count from(5);
  Sum to;
  EXPECT_EQ(must(copy_rows(from, to)), 5U);
  EXPECT_EQ(to.sum, 10);
  EXPECT_FALSE(to.finished);
}

TEST(CopyRowsTest, StopsAtTheFirstFailureOfEitherSide) {
  Count broken(3, true);
  Sum to;
  EXPECT_EQ(code_of(copy_rows(broken, to)), ErrorCode::kDigest);
  Count from(5);
  Sum full(2);
  EXPECT_EQ(code_of(copy_rows(from, full)), ErrorCode::kIo);
  EXPECT_EQ(full.sum, 1);
}

TEST(WithProgressTest, TellsTheStepNowAndThenAndChangesNoRow) {
  std::vector<std::uint64_t> told;
  const Progress progress = [&](std::string_view step, std::uint64_t rows) {
    EXPECT_EQ(step, "usage");
    told.push_back(rows);
  };
  constexpr std::uint64_t kRows = 2 * kProgressRows + 5;
  const auto reader = with_progress(std::make_unique<Count>(kRows), "usage", progress);
  Sum to;
  EXPECT_EQ(must(copy_rows(*reader, to)), kRows);
  EXPECT_EQ(told, (std::vector<std::uint64_t>{kProgressRows, 2 * kProgressRows}));
  const Progress none;
  Sum silent;
  EXPECT_EQ(must(copy_rows(*with_progress(std::make_unique<Count>(3), "usage", none), silent)), 3U);
}

TEST(CopyRowsTest, StopsWhenAsked) {
  Count from(5);
  Sum to;
  EXPECT_EQ(code_of(copy_rows(from, to, [] { return true; })), ErrorCode::kInternal);
  EXPECT_EQ(to.sum, 0);
}

}  // namespace
}  // namespace holdall
