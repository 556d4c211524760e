// source → collector → **scope** → record fold → section writer
//
// Applies the decisions of an authorised request, cell by cell, and counts what became of each item: the ledger's
// numbers come from here, where the cells pass.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/policy.h"

namespace holdall {

// What became of some values of one data item.
struct Share {
  std::string outcome;  // included, existence, withheld, elsewhere
  std::string code;
  std::string reference;
  std::uint64_t count = 0;
  std::vector<std::string> pointers;  // section#/member, for what is in the bundle
};

// Shares per item of the map.
class Tally {
 public:
  explicit Tally(std::size_t items) : shares_(items) {}
  // The place to count values of `item` under that outcome.
  std::size_t open(std::size_t item, const Decision& decision, std::string_view outcome);
  void add_pointer(std::size_t item, std::size_t share, std::string pointer);
  void count(std::size_t item, std::size_t share) { ++shares_[item][share].count; }
  [[nodiscard]] std::span<const Share> of(std::size_t item) const { return shares_[item]; }

 private:
  std::vector<std::vector<Share>> shares_;
};

// The decisions for one part, compiled.
class PartScope {
 public:
  // Errors: kIncompleteRequest where a decision needs a person first, kInternal for one this version cannot apply.
  static Result<PartScope> compile(std::string_view section, const Part& part, const DataMap& map,
                                   std::span<const Decision> decisions, Tally& tally);

 private:
  friend class Scope;
  struct Rule {
    bool has_item = false;
    bool keep = true;
    bool per_record = false;  // a group's own field: counts once a record, from its last row
    std::size_t item = 0;
    std::size_t share = 0;
  };
  std::vector<Rule> rules_;  // one per field
};

class Scope final : public RowReader {
 public:
  Scope(PartScope scope, Tally& tally, std::unique_ptr<RowReader> rows);
  // Rows of the collector's shape; those without any value left are passed over.
  Result<Read> next(Row& out) override;
  [[nodiscard]] std::uint64_t passed_over() const { return passed_over_; }

 private:
  bool apply(Row row);  // whether a value is left
  void count(bool any, bool any_left);
  void begin_record(std::string_view id);
  void finish_record();
  std::vector<PartScope::Rule> rules_;
  Tally& tally_;
  std::unique_ptr<RowReader> rows_;
  std::string record_;         // id of the record at hand
  std::vector<char> present_;  // per field: the row at hand has a value
  std::vector<char> seen_;     // per field: the record's last row has a value
  std::uint64_t passed_over_ = 0;
};

}  // namespace holdall
