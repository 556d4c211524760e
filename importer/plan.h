// The import map laid over the receiver's catalog: every table and column looked up, every pointer turned into a place
// in a row. What cannot be right is refused before anything is read.
//
//   ImportMap × Store → ImportPlan → (per section) layout to read by, rules to store by
//
// Immutable; views the map and the store's catalog, which must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// A pointer and the field of the section's layout that holds its top-level member.
struct BoundPointer {
  std::size_t field = 0;
  const RecordPointer* pointer = nullptr;
};

// One member of `when`: a list of values, or a test.
struct BoundCondition {
  BoundPointer at;
  std::span<const Value> accepted;  // without `test`
  const RecordTest* test = nullptr;
};

struct BoundColumn {
  const ColumnSource* source = nullptr;
  StoreType type = StoreType::kAny;
  std::vector<BoundPointer> pointers;  // kRecord, kRow: into the row; kBundle: `field` counts in bundle_facts()
};

struct BoundRule {
  std::size_t number = 0;  // its place in the map
  const Rule* rule = nullptr;
  std::vector<BoundCondition> when;
  std::vector<BoundColumn> columns;  // storing rules only, in order of the names
  const StoreTable* table = nullptr;
  std::string_view subject_column;  // the column that is set to the subject; empty if none is
};

struct SectionPlan {
  Layout layout;  // has at least "" and "id"
  std::vector<BoundRule> storing;
  std::vector<BoundRule> rejecting;
};

// What {"bundle": …} can name, in the order of the cells that RecordMapper takes.
std::span<const std::string_view> bundle_facts();

class ImportPlan {
 public:
  // Errors: kMapUnfit, kAuthorityColumn with the rule's pointer; kBackend.
  static Result<ImportPlan> compile(const ImportMap& map, Store& store);

  // The plan for a section, "@bundle", "@rejects" or "@suppressions": one without rules where the map names none.
  [[nodiscard]] const SectionPlan& section(std::string_view name) const;
  // The sections that rules are about, in the order in which they are to be imported: links lead to earlier ones.
  [[nodiscard]] std::span<const std::string> order() const { return order_; }
  // Every table that rules write to, once.
  [[nodiscard]] std::vector<std::string> tables() const;
  // The table of the receiver's own people.
  [[nodiscard]] const StoreTable& subject_table() const { return *subject_table_; }

 private:
  ImportPlan() = default;
  SectionPlan without_rules_;
  std::map<std::string, SectionPlan, std::less<>> sections_;
  std::span<const std::string> order_;
  const StoreTable* subject_table_ = nullptr;
};

}  // namespace holdall
