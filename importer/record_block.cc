#include "holdall/importer/record_block.h"

#include <algorithm>
#include <string_view>

#include "holdall/core/base/result.h"

namespace holdall {
namespace {

Cell with_text(Cell::Kind kind, std::string_view text) {
  switch (kind) {
    case Cell::Kind::kBytes:
      return Cell::bytes(text);
    case Cell::Kind::kJson:
      return Cell::json(text);
    default:
      return Cell::text(text);
  }
}

}  // namespace

void RecordBlock::add(Row record) {
  HOLDALL_CHECK(empty() || record.size() == width_);
  width_ = record.size();
  for (const Cell& cell : record) {
    const Cell::Kind kind = cell.kind();
    if (kind != Cell::Kind::kText && kind != Cell::Kind::kBytes && kind != Cell::Kind::kJson) {
      cells_.push_back(cell);
      continue;
    }
    const std::string_view text = cell.as_text();
    auto* copy = static_cast<char*>(memory_.allocate(std::max<std::size_t>(text.size(), 1), 1));
    std::ranges::copy(text, copy);
    bytes_ += text.size();
    cells_.push_back(with_text(kind, {copy, text.size()}));
  }
  ++records_;
}

void RecordBlock::clear() {
  cells_.clear();
  memory_.release();
  records_ = 0;
  bytes_ = 0;
}

}  // namespace holdall
