#include "holdall/exporter/owner_check.h"

#include <array>
#include <cstring>
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

Error disagreement(const Query& query, const MultisetDigest& taken, const MultisetDigest& owned) {
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

OwnerCheck::OwnerCheck(const DataMap& map, Random& random) : map_(map), nothing_(new_key(random)) {
  for (const OwnedRows& rows : map.owned_rows()) {
    for (const Query* reader : rows.readers) {
      taken_.emplace(reader, nothing_);
    }
  }
}

void OwnerCheck::take(const Part& part, Row raw) {
  buffer_.clear();
  for (const std::size_t cell : part.owned_key) {
    append_cell(buffer_, raw[cell]);
  }
  taken_.at(&part.query).add(as_bytes(buffer_));
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
  const std::size_t key_cells = rows.path.identity().size();
  std::vector<MultisetDigest> owned(rows.readers.size(), nothing_);
  std::uint64_t missed = 0;
  std::string key;
  for (Row row;;) {
    HOLDALL_ASSIGN(const Read read, reader->next(row));
    if (read == Read::kEnd) {
      break;
    }
    key.clear();
    for (const Cell& cell : row.first(key_cells)) {
      append_cell(key, cell);
    }
    bool is_taken = false;
    for (std::size_t i = 0; i < owned.size(); ++i) {
      const std::uint64_t times = times_of(row[key_cells + i]);
      owned[i].add(as_bytes(key), times);
      is_taken = is_taken || times > 0;
    }
    missed += is_taken ? 0 : 1;
  }
  for (std::size_t i = 0; i < owned.size(); ++i) {
    if (const MultisetDigest& taken = taken_.at(rows.readers[i]); !taken.agrees_with(owned[i])) {
      return disagreement(*rows.readers[i], taken, owned[i]);
    }
  }
  return missed == 0 ? Result<void>() : Result<void>(missed_rows(rows.path, missed));
}

}  // namespace holdall
