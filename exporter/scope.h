// source → collector → **scope** → attacher → record fold → section writer
//
// Applies the decisions of an authorised request, cell by cell, and counts what became of each item: the ledger's
// numbers come from here, where the cells pass. Rows that say what rights ask for (a consent, a time, an author) have
// decisions of their own, each kind of row compiled once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/part_decisions.h"
#include "holdall/exporter/row_mask.h"

namespace holdall {

// What became of some values of one data item.
struct Share {
  std::string outcome;  // included, masked, existence, withheld, elsewhere; review where a person must decide
  std::string code;
  std::string reference;
  std::string see_also;  // a right that would give more
  std::uint64_t count = 0;
  std::vector<std::string> pointers;  // section#/member, for what is in the bundle
};

// Shares per item of the map.
class Tally {
 public:
  explicit Tally(std::size_t items) : shares_(items) {}
  // The place to count values of `item` under that outcome.
  std::size_t open(std::size_t item, const Decision& decision, std::string_view outcome, std::string see_also = {});
  void add_pointer(std::size_t item, std::size_t share, std::string pointer);
  void count(std::size_t item, std::size_t share) { ++shares_[item][share].count; }
  [[nodiscard]] std::span<const Share> of(std::size_t item) const { return shares_[item]; }

 private:
  std::vector<std::vector<Share>> shares_;
};

class Scope final : public RowReader {
 public:
  Scope(const PartRules& rules, Tally& tally, std::unique_ptr<RowReader> rows, MaskTools tools = {});
  // Rows of the collector's shape; those without any value left are passed over. Masked texts are valid until the next
  // call. Errors: kSourceData for a time that is none, and a tag that the map does not know.
  Result<Read> next(Row& out) override;
  [[nodiscard]] std::uint64_t passed_over() const { return passed_over_; }

 private:
  // What happens to one field of rows of one kind.
  struct FieldRule {
    bool has_item = false;
    bool keep = true;
    bool mask = false;
    bool per_record = false;  // a group's own field: counts once a record, from its last row
    std::size_t item = 0;
    std::size_t share = 0;
    std::size_t opaque_share = 0;  // mask: of values that cannot be masked
  };
  using Variant = std::vector<FieldRule>;  // one per field

  Result<const Variant*> variant_of(Row row);
  Result<std::optional<std::size_t>> time_class(Row row) const;
  Result<Variant> compile(Row row, std::optional<std::size_t> time) const;
  FieldRule field_rule(const MappedField& field, FieldDecision decided) const;
  bool apply(const Variant& rules, Row row);  // whether a value is left
  void count(const Variant& rules, bool any, bool any_left);
  [[nodiscard]] bool keeps_id_back(const Variant& rules) const;
  void begin_record(std::string_view id);
  void finish_record();

  const PartRules rules_;
  Tally& tally_;
  std::unique_ptr<RowReader> rows_;
  RowMask mask_;
  const IdScope* ids_;
  std::vector<std::size_t> id_fields_;  // whose column is one of a natural id
  std::string hidden_id_;
  std::map<std::string, Variant, std::less<>> variants_;  // by what the row decides
  std::string kind_;                                      // of the row at hand
  const Variant* variant_ = nullptr;                      // of the row at hand
  std::string record_;                                    // id of the record at hand
  std::vector<char> present_;                             // per field: the row at hand has a value
  std::vector<std::optional<MaskReason>> masked_;         // per field: why its value is masked
  std::vector<std::size_t> share_;                        // per field: what its value counts for
  std::vector<FieldRule> seen_;                           // per field: how the record's last row that counts, counts
  std::uint64_t passed_over_ = 0;
};

}  // namespace holdall
