// Where a controller's data comes from: the one interface a new database implements.
//
// A source is read in one snapshot: between two calls of snapshot() every read sees one state of the data. It never
// writes. Conformance: tests/conformance/source_suite.h. Thread rule: one source per thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

class Source {
 public:
  virtual ~Source() = default;
  // Ends the snapshot there was and begins one. Errors: kBackend.
  virtual Result<void> snapshot() = 0;
  // Whether read() could answer: every name of `query` is in the catalog, its key identifies each row (unless
  // `key_is_group`), and the database takes the statement.
  // Errors: kMapUnfit with the map's pointer, kBackend.
  virtual Result<void> check(const Query& query) = 0;
  // The same for the rows of a person; of a table with unique keys, the path's key must cover one.
  virtual Result<void> check(const OwnedRows& rows) = 0;
  // What a map can be drafted from: every ordinary table and view by name, with its keys. Errors: kBackend, kLimit.
  virtual Result<std::vector<sqlite::Table>> tables() = 0;
  // The first `most` rows of a table in no order and of nobody in particular, to see of what kind values are: for
  // drafting a map alone, which shows none. One cell per column. Errors: kMapUnfit, kBackend.
  virtual Result<std::unique_ptr<RowReader>> sample(const std::string& table, const std::vector<std::string>& columns,
                                                    std::size_t most) = 0;
  // The internal keys (text or integer, at most two) of the people that `name` leads to. Errors: kMapUnfit, kBackend,
  // kSourceData where an internal key is neither text nor integer.
  virtual Result<std::vector<Value>> find(const SubjectTable& people, const SubjectKey& name, const Value& key) = 0;
  // The rows whose owner is `subject`, in order, one cell per selected column as the database holds it: kAbsent,
  // kInteger, kDouble, kText, kBytes. The reader must not outlive the source. Errors: kMapUnfit, kBackend.
  virtual Result<std::unique_ptr<RowReader>> read(const Query& query, const Value& subject) = 0;
  // The rows that a table's owner path gives to `subject`, in any order: the cells of the path's identity(), then one
  // integer for each reader, how often it takes the row. One statement; says nothing of the readers' own owner columns.
  // The reader must not outlive the source. Errors: kMapUnfit, kBackend.
  virtual Result<std::unique_ptr<RowReader>> read(const OwnedRows& rows, const Value& subject) = 0;
  // Tells `visit` whom each of `spellings` belongs to, exactly as it is spelt: somebody more than once, and several
  // people where they share one, in no order. NULL owns nothing. At most kMostSpellings of known.columns() texts each:
  // one query, bound; memory does not grow with how many people there are. Errors: as find().
  static constexpr std::size_t kMostSpellings = 1024;
  virtual Result<void> recognise(const KnownBy& known, std::span<const Spelling> spellings,
                                 const std::function<void(KnownOwner&&)>& visit) = 0;
};

// Opens `sqlite:PATH`, read-only. Errors: kUsage for any other URI, kBackend.
Result<std::unique_ptr<Source>> open_source(const std::string& uri);
// Checks where people are found and all queries of a map. Errors: as Source::check.
Result<void> check_map(const DataMap& map, Source& source);

}  // namespace holdall
