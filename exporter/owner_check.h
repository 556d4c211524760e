// What the queries of a map took, held against what its owner paths say is the person's (security.md P17).
//
// The paths stand apart from the queries, and one query for each table answers for all of its parts, in the snapshot
// that was read: every row that a part took is the person's, with all that it was joined to, and every row of the
// person was taken by some part. Constant memory: rows are compared by count and digest of their keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/multiset_digest.h"
#include "holdall/core/model/row.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

// The rows of one query, by what identifies them.
class RowKeys {
 public:
  explicit RowKeys(const MultisetDigest& nothing) : digest_(nothing) {}
  // The row whose identity are these of its cells, so many times.
  void add(Row row, std::span<const std::size_t> cells, std::uint64_t times = 1);
  [[nodiscard]] std::uint64_t count() const { return digest_.count(); }
  [[nodiscard]] bool agree_with(const RowKeys& other) const { return digest_.agrees_with(other.digest_); }

 private:
  MultisetDigest digest_;
  std::string buffer_;
};

class OwnerCheck {
 public:
  OwnerCheck(const DataMap& map, Random& random);
  // Where the rows are told that `part`, one of the map's, takes. As long-lived as this is.
  RowKeys& taken_by(const Part& part) { return taken_.at(&part.query); }
  // After the last row. Errors: kSelfCheck where rows were taken that are not the person's, or some of the person's
  // were not, naming part and numbers; kBackend.
  [[nodiscard]] Result<void> agree(Source& source, const Value& subject) const;

 private:
  Result<void> agree_about(const OwnedRows& rows, Source& source, const Value& subject) const;

  const DataMap& map_;
  MultisetDigest nothing_;
  std::map<const Query*, RowKeys> taken_;
};

}  // namespace holdall
