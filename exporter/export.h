// The export: from an authorised request to a signed bundle on disk, complete or not at all.
//
//   source → collector → scope → secret guard → attacher → record fold → section writer → contents ledger → manifest
//   → sign → package → publish
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/clock.h"
#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/exporter/ledger.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/exporter/rights/history.h"
#include "holdall/exporter/source/source.h"
#include "holdall/formats/bundle/writer.h"

namespace holdall {

struct ExportOptions {
  std::string output;                 // must not exist; `-`: standard output
  BundleOptions bundle = {};          // its form
  std::string folder = {};            // what folders of the map are relative to; empty: the working folder
  const Clock* clock = nullptr;       // required: time of issue
  Random* random = nullptr;           // required: bundle id and salts
  Progress progress = {};             // may be empty
  Stopped stopped = {};               // not asked any more once all is read
  RequestHistory* history = nullptr;  // what limits on frequency count; nullptr: nothing was asked before
};

struct ItemOutcome {
  std::string item;
  std::string outcome;
  std::string code;
  std::uint64_t count = 0;
};

// What was written, without a word about the person; or, where a person must decide about items first, nothing but the
// ruling that says so.
struct ExportReport {
  Ruling ruling;
  bool fee_allowed = false;                  // the law lets the controller ask one
  std::optional<Date> purge_waits_until;     // data due to be destroyed are kept until the answer's last day
  std::vector<std::string> missing_notices;  // that the right asks for and the map does not have
  std::string id;
  std::string manifest_sha256;
  std::string right;
  Timestamp issued;
  std::vector<SectionCount> sections;  // contents last
  std::vector<ItemOutcome> items;
  // Whether there is a bundle.
  [[nodiscard]] bool is_sealed() const { return !id.empty(); }
  [[nodiscard]] Value to_value() const;
};

// `request` must have been checked with `map` and be no action. Reads one snapshot of `source`. Errors: kUsage where it
// was not, kMapUnfit, kNoData, kIncompleteRequest, kGuardianRequired, kRequesterRefused, kFrequency, kSourceData,
// kRecordSchema, kSecretFound, kSelfCheck, kLimit, kBackend, kInternal when stopped, and those of the output
// (kPathExists, kPathUnsafe, kIo). Nothing is published then.
Result<ExportReport> export_bundle(const AuthorisedRequest& request, const DataMap& map, Source& source,
                                   const PrivateKey& key, const ExportOptions& options);

}  // namespace holdall
