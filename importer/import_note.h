// What the ledger keeps of an import beside its rows: what became of each segment, and which of the issuer's items each
// section had. Names, codes and counts.
//
// A command that is run again after a crash finds here what it would have said the first time; a newer bundle, what
// it may call gone (gone.h).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/report.h"

namespace holdall {

// Section → the items of the issuer's completeness ledger that point into it.
using SectionItems = std::map<std::string, std::set<std::string>, std::less<>>;

struct ImportNote {
  std::string right;  // of the bundle, without its version
  std::vector<SegmentOutcome> segments;
  SectionItems items;

  [[nodiscard]] Value to_value() const;
  // Errors: kBackend where the text is not what to_value() gives.
  static Result<ImportNote> parse(std::string_view text);
};

// Records of a section by which the bundle describes itself are refused as data under this code.
inline constexpr std::string_view kAboutBundleCode = "ABOUT_THE_BUNDLE";

// Every segment that is presented: from the report, else from the newest of the
// earlier imports (in their order), else as one about the bundle itself.
std::vector<SegmentOutcome> outcomes_of(std::span<const SegmentInfo> presented, const ImportReport& report,
                                        std::span<const ImportNote> earlier);

Value outcome_value(const SegmentOutcome& outcome);
// Errors: `code` where a member is missing or has another type.
Result<SegmentOutcome> read_outcome(const Value& value, ErrorCode code);

}  // namespace holdall
