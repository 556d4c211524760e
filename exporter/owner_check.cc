#include "holdall/exporter/owner_check.h"

#include <array>
#include <cstring>
#include <numeric>
#include <utility>
#include <vector>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

MultisetDigest::Key new_key(Random& random) {
  MultisetDigest::Key key{};
  random.fill(key);
  return key;
}

template <typename Number>
void append_number(std::string& out, Number value) {
  std::array<char, sizeof(value)> bytes{};
  std::memcpy(bytes.data(), &value, sizeof(value));
  out.append(bytes.data(), bytes.size());
}

// So that no two keys are written alike: 1, '1' and x'31' are three.
void append_cell(std::string& out, const Cell& cell) {
  out.push_back(static_cast<char>(cell.kind()));
  switch (cell.kind()) {
    case Cell::Kind::kInteger:
      append_number(out, cell.as_integer());
      return;
    case Cell::Kind::kDouble:
      append_number(out, cell.as_double());
      return;
    case Cell::Kind::kText:
    case Cell::Kind::kBytes:
      append_number(out, cell.as_text().size());
      out.append(cell.as_text());
      return;
    default:
      return;
  }
}

// Counts that a source returns for a reader.
std::uint64_t times_of(const Cell& cell) {
  return cell.kind() == Cell::Kind::kInteger && cell.as_integer() > 0 ? static_cast<std::uint64_t>(cell.as_integer())
                                                                      : 0;
}

Error disagreement(const Query& query, const RowKeys& taken, const RowKeys& owned) {
  return Error{ErrorCode::kSelfCheck,
               query.pointer + ": took " + std::to_string(taken.count()) + " rows of " + query.table +
                   ", but those that owners gives to the person are " +
                   (taken.count() == owned.count() ? "others" : std::to_string(owned.count())),
               "compare the part's owner, joins and where with the map's owners"};
}

Error missed_rows(const OwnerPath& path, std::uint64_t missed) {
  return Error{ErrorCode::kSelfCheck,
               path.pointer + ": the person has " + std::to_string(missed) + " rows that no part takes",
               "export them, or say with where in owners which rows the map answers for"};
}

}  // namespace

void RowKeys::add(Row row, std::span<const std::size_t> cells, std::uint64_t times) {
  buffer_.clear();
  for (const std::size_t cell : cells) {
    append_cell(buffer_, row[cell]);
  }
  digest_.add(as_bytes(buffer_), times);
}

OwnerCheck::OwnerCheck(const DataMap& map, Random& random) : map_(map), nothing_(new_key(random)) {
  for (const OwnedRows& rows : map.owned_rows()) {
    for (const Query* reader : rows.readers) {
      taken_.emplace(reader, RowKeys(nothing_));
    }
  }
}

Result<void> OwnerCheck::agree(Source& source, const Value& subject) const {
  for (const OwnedRows& rows : map_.owned_rows()) {
    if (!rows.readers.empty()) {  // or it only leads on to the person, and map check --coverage tells of it
      HOLDALL_TRY(agree_about(rows, source, subject));
    }
  }
  return {};
}

Result<void> OwnerCheck::agree_about(const OwnedRows& rows, Source& source, const Value& subject) const {
  HOLDALL_ASSIGN(const auto reader, source.read(rows, subject));
  std::vector<std::size_t> identity(rows.path.identity().size());
  std::iota(identity.begin(), identity.end(), std::size_t{0});
  std::vector<RowKeys> owned(rows.readers.size(), RowKeys(nothing_));
  std::uint64_t missed = 0;
  for (Row row;;) {
    HOLDALL_ASSIGN(const Read read, reader->next(row));
    if (read == Read::kEnd) {
      break;
    }
    bool is_taken = false;
    for (std::size_t i = 0; i < owned.size(); ++i) {
      const std::uint64_t times = times_of(row[identity.size() + i]);
      owned[i].add(row, identity, times);
      is_taken = is_taken || times > 0;
    }
    missed += is_taken ? 0 : 1;
  }
  for (std::size_t i = 0; i < owned.size(); ++i) {
    if (const RowKeys& taken = taken_.at(rows.readers[i]); !taken.agree_with(owned[i])) {
      return disagreement(*rows.readers[i], taken, owned[i]);
    }
  }
  return missed == 0 ? Result<void>() : Result<void>(missed_rows(rows.path, missed));
}

}  // namespace holdall
