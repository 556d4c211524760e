// Who received which categories of data: what some laws ask for instead of the data, and some beside them
// (Cal. Civ. 1798.110, 1798.130(a)(4), 1798.83).
//
//   … record fold → **summary** (→ section writer)
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/core/model/row.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

class DisclosureSummary {
 public:
  // `map` must outlive it.
  explicit DisclosureSummary(const DataMap& map) : map_(map) {}
  // A record of section `disclosures` under `layout`. Errors: kInternal for cells that are no such record.
  Result<void> add(Row record, const Layout& layout);
  // Notices of the ledger: one for each recipient by name, one for each category. Ids are the ledger's.
  [[nodiscard]] std::vector<Value> notices() const;

 private:
  struct Recipient {
    Value particulars;  // name, role, country, contact
    std::set<std::string> categories;
    bool sold_or_shared = false;
  };
  struct Category {
    std::set<std::string> disclosed_to;  // roles
    std::set<std::string> sold_or_shared_to;
  };
  const DataMap& map_;
  std::map<std::string, Recipient> recipients_;  // by name
  std::map<std::string, Category> categories_;
};

// Takes the records of one section into `summary` and hands them on to `next`, where there is one.
class SummarisingWriter final : public RowWriter {
 public:
  SummarisingWriter(DisclosureSummary& summary, const Layout& layout, RowWriter* next)
      : summary_(summary), layout_(layout), next_(next) {}
  Result<void> write(Row row) override;
  Result<void> finish() override;

 private:
  DisclosureSummary& summary_;
  const Layout& layout_;
  RowWriter* next_;
};

}  // namespace holdall
