// source → collector → scope → **secret guard** → attacher → record fold → section writer
//
// Looks at every cell behind the rights' decision and the mask: what does not leave is not looked at, and nothing that
// leaves passes by. A value that looks like a secret stops the export, unless the map excuses that kind in that field.
// Files are the attacher's, which alone opens them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/collector.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/secret/kinds.h"

namespace holdall {

class SecretGuard final : public RowReader {
 public:
  // `rows` have the shape of those of `collector`, from which they come (messages name its row). All must outlive it.
  SecretGuard(const Part& part, const Collector& collector, std::unique_ptr<RowReader> rows);
  // Errors: kSecretFound naming column, row and kind, never a value.
  Result<Read> next(Row& out) override;

 private:
  // A field whose values can hold a secret.
  struct Watched {
    std::size_t field = 0;
    SecretKinds kinds;
    bool is_named = false;    // as a secret
    bool per_record = false;  // a group's own field: of its rows only the last one's leaves
    std::string clean;        // the last text in which nothing was found
  };

  Result<void> look_at_id(const Cell& id);
  Result<void> look_at(Watched& watched, const Cell& cell);
  std::optional<SecretKind> find(const Watched& watched, const Cell& cell);
  [[nodiscard]] Error error_about(std::size_t field, SecretKind kind) const;

  const Part& part_;
  const Collector& collector_;
  std::unique_ptr<RowReader> rows_;
  std::vector<Watched> watched_;
  std::string id_;                // of the record at hand, where rows are grouped
  std::optional<Error> pending_;  // of the record at hand, where the row at hand is its last
  std::string buffer_;
};

// A document that leaves beside the data (the request, a line of the ledger, a decision): it is the controller's, but
// evidence, options and reasons may repeat what a person wrote. Ids and bindings in it are random by design. `what`
// names it. Errors: kSecretFound.
Result<void> check_document_for_secrets(const Value& document, std::string_view what);

}  // namespace holdall
