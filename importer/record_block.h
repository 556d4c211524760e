// Records that go through the rules together: as many as a database takes well at once, with their own memory.
//
// A reader's row lives until its next call; a block keeps rows until clear(). Thread rule: one per import.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <vector>

#include "holdall/core/model/row.h"

namespace holdall {

class RecordBlock {
 public:
  // Copies the record. Requires: all records of a block have as many cells as the first.
  void add(Row record);
  void clear();
  [[nodiscard]] bool full() const { return records_ == kRecords || bytes_ >= kBytes; }
  [[nodiscard]] bool empty() const { return records_ == 0; }
  [[nodiscard]] std::size_t size() const { return records_; }
  [[nodiscard]] Row operator[](std::size_t n) { return Row(cells_).subspan(n * width_, width_); }

 private:
  static constexpr std::size_t kRecords = 256;
  static constexpr std::size_t kBytes = std::size_t{1} << 20U;

  std::pmr::monotonic_buffer_resource memory_;
  std::vector<Cell> cells_;
  std::size_t width_ = 0;
  std::size_t records_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace holdall
