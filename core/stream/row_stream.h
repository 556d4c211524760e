// Rows in motion, and the one loop that moves them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"

namespace holdall {

enum class Read : std::uint8_t { kRow, kEnd };

// Filters are RowReaders that own a RowReader.
class RowReader {
 public:
  virtual ~RowReader() = default;
  // kRow: `out` holds one cell per field until the next call. kEnd: the input ended *cleanly*; truncation and a wrong
  // digest are errors, never kEnd.
  virtual Result<Read> next(Row& out) = 0;
};

// Destroyed without finish(): everything written is discarded.
class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual Result<void> write(Row row) = 0;
  virtual Result<void> finish() = 0;  // makes it all visible at once
};

// Told how far long work is: the step (a section, never a person's value) and its rows so far.
using Progress = std::function<void(std::string_view step, std::uint64_t rows)>;
inline constexpr std::uint64_t kProgressRows = 8192;  // how often

// `reader`, telling `progress` (if it is set) now and then. `progress` must outlive it.
std::unique_ptr<RowReader> with_progress(std::unique_ptr<RowReader> reader, std::string step, const Progress& progress);

// Asked often whether long work is to be given up; may be empty.
using Stopped = std::function<bool()>;
// Errors: kInternal where it is: the caller knows why.
Result<void> check_stopped(const Stopped& stopped);

// Moves every row of `from` into `to` without finishing it; returns how many. Errors: theirs; kInternal when stopped.
Result<std::uint64_t> copy_rows(RowReader& from, RowWriter& to, const Stopped& stopped = {});

}  // namespace holdall
