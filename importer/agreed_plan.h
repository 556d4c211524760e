// The plan of an import as a document: what `--dry-run` found, for a person to read and narrow, and `--plan` to apply.
//
// It is bound to one bundle, one map and one person, and to what the store was when it was made: an import that would
// do something else than was agreed to is refused (5/plan).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/report.h"
#include "holdall/importer/selection.h"

namespace holdall {

// What an import is about, as plan and import name it.
struct PlanScope {
  std::string bundle_id;
  std::string iss;
  std::string manifest_sha256;
  std::string subject;  // the local person, as given
};

class AgreedPlan {
 public:
  // Errors: kMalformedJson, kLimit; kPlanStale where it is for something else.
  static Result<AgreedPlan> parse(std::string_view text, const ImportMap& map, const PlanScope& scope);

  // The groups that are not selected.
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }
  // Whether the import did just what was planned for the groups of `selection`. Errors: kPlanStale naming the group.
  [[nodiscard]] Result<void> check(const ImportReport& report, const ImportMap& map, const Selection& selection) const;

 private:
  std::vector<std::string> left_out_;
  Value::Array groups_;
};

Value plan_document(const ImportReport& report, const ImportMap& map, const PlanScope& scope,
                    const Selection& selection);

}  // namespace holdall
