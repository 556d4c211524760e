// Counting, and the JSON form of the counts.
#include "holdall/importer/report.h"

#include <algorithm>
#include <numeric>

#include "holdall/core/base/text.h"
#include "holdall/importer/import_note.h"

namespace holdall {
namespace {

constexpr std::size_t kMaxItems = 10'000;  // of one report: a sender's own sections may have any member names
constexpr std::size_t kMaxMisfits = 100;   // told one by one

constexpr auto kOutcomeNames =
    std::to_array<std::string_view>({"rejected", "kept", "unchanged", "conflict", "updated", "stored"});

std::uint64_t of(const ImportReport::Counts& counts, Outcome outcome) {
  return counts.at(static_cast<std::size_t>(outcome));
}

std::uint64_t written(const ImportReport::Counts& rows) {
  return of(rows, Outcome::kStored) + of(rows, Outcome::kUpdated);
}

void set_counts(Value& value, const ImportReport::Counts& counts) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    value.set(kOutcomeNames.at(i), Value(counts.at(i)));
  }
}

// A state as scripts know it (docs/import.md).
std::string_view state_name(ImportReport::Status status) {
  constexpr auto kNames = std::to_array<std::string_view>({"imported", "planned", "already-imported", "refused"});
  return kNames.at(static_cast<std::size_t>(status));
}

Value segment_value(const ImportReport::Segment& segment) {
  Value line(Value::Object{{"section", Value(segment.section)},
                           {"sha256", Value(segment.sha256)},
                           {"read", Value(segment.read)},
                           {"refused", counts_value(segment.refused)}});
  set_counts(line, segment.records);
  return line;
}

Value rule_value(std::size_t number, const ImportReport::RuleLine& rule) {
  Value line(Value::Object{{"rule", Value("/rules/" + std::to_string(number))},
                           {"from", Value(rule.from)},
                           {"into", Value(rule.into)},
                           {"gone_erased", Value(rule.erased)},
                           {"gone_kept", Value(rule.left)}});
  set_counts(line, rule.rows);
  return line;
}

Value misfit_value(const MisfitLine& line) {
  return Value::Object{{"section", Value(line.section)}, {"record", Value(line.record)}, {"rule", Value(line.rule)},
                       {"pointer", Value(line.pointer)}, {"column", Value(line.column)}, {"code", Value(line.code)}};
}

template <typename List, typename Make>
Value list_value(const List& list, const Make& make) {
  Value::Array array;
  for (const auto& each : list) {
    array.push_back(make(each));
  }
  return Value(std::move(array));
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  return kOutcomeNames.at(static_cast<std::size_t>(outcome));
}

Value counts_value(const CodeCounts& counts) {
  Value value(Value::Object{});
  for (const auto& [name, n] : counts) {
    value.set(name, Value(n));
  }
  return value;
}

void ImportReport::begin_segment(std::string_view section, std::string_view sha256) {
  segments_.push_back({std::string(section), std::string(sha256), 0, {}, {}});
}

void ImportReport::count_record(Outcome outcome, std::string_view code) {
  Segment& segment = segments_.back();
  ++segment.read;
  ++segment.records.at(static_cast<std::size_t>(outcome));
  if (outcome == Outcome::kRejected || outcome == Outcome::kConflict) {
    ++segment.refused[std::string(outcome == Outcome::kConflict ? kChangedHereCode : code)];
  }
}

ImportReport::RuleLine& ImportReport::rule_line(std::size_t rule, std::string_view from, std::string_view into) {
  RuleLine& line = rules_[rule];
  if (line.into.empty()) {
    line.from = from;
    line.into = into;
  }
  return line;
}

void ImportReport::count_row(std::size_t rule, std::string_view from, std::string_view into, Outcome outcome) {
  ++rule_line(rule, from, into).rows.at(static_cast<std::size_t>(outcome));
}

void ImportReport::count_gone(std::size_t rule, std::string_view from, std::string_view into, bool erased) {
  RuleLine& line = rule_line(rule, from, into);
  ++(erased ? line.erased : line.left);
}

void ImportReport::reject(std::string_view item, std::string_view code, std::uint64_t n) {
  std::pair<std::string, std::string> key(printable(item), code);
  if (rejects_.size() >= kMaxItems && !rejects_.contains(key)) {
    key.first = std::string(item.substr(0, item.find('/'))) + "/*";
  }
  rejects_[key] += n;
}

void ImportReport::add_misfit(MisfitLine line) {
  ++misfit_count_;
  if (line.refusal && !lost_refusal_) {
    lost_refusal_ = line;
  }
  if (misfits_.size() < kMaxMisfits) {
    misfits_.push_back(std::move(line));
  }
}

std::vector<Reject> ImportReport::rejects() const {
  std::vector<Reject> list;
  for (const auto& [name, n] : rejects_) {
    list.push_back({name.first, n, name.second});
  }
  return list;
}

ImportReport::Counts ImportReport::records(std::string_view section) const {
  Counts sum{};
  for (const Segment& segment : segments_) {
    for (std::size_t i = 0; segment.section == section && i < kOutcomes; ++i) {
      sum.at(i) += segment.records.at(i);
    }
  }
  return sum;
}

CodeCounts ImportReport::stored() const {
  CodeCounts tables;
  if (status == Status::kRefused) {
    return tables;
  }
  for (const auto& [number, line] : rules_) {
    if (const std::uint64_t rows = written(line.rows); rows != 0) {
      tables[line.into] += rows;
    }
  }
  return tables;
}

// Whether an earlier import stored the segment, so that this one did not read it.
bool ImportReport::is_of_earlier(const SegmentOutcome& outcome) const {
  return std::ranges::find(segments_, outcome.sha256, &Segment::sha256) == segments_.end();
}

std::uint64_t ImportReport::unchanged() const {
  std::uint64_t n = 0;
  for (const SegmentOutcome& outcome : outcomes) {
    n += is_of_earlier(outcome) ? outcome.stored + outcome.unchanged : 0;
  }
  for (const Segment& segment : segments_) {
    n += of(segment.records, Outcome::kUnchanged) + of(segment.records, Outcome::kKept);
  }
  return n;
}

CodeCounts ImportReport::refused() const {
  CodeCounts codes;
  for (const Segment& segment : segments_) {
    for (const auto& [code, n] : segment.refused) {
      codes[code] += n;
    }
  }
  for (const SegmentOutcome& outcome : outcomes) {
    for (const auto& [code, n] : outcome.refused) {
      if (is_of_earlier(outcome) && code != kAboutBundleCode) {
        codes[code] += n;
      }
    }
  }
  return codes;
}

Result<void> ImportReport::reconcile(std::string_view sha256, std::uint64_t expected) const {
  const auto found = std::ranges::find(segments_, sha256, &Segment::sha256);
  const Segment counted = found == segments_.end() ? Segment{} : *found;
  std::uint64_t refused = 0;
  for (const auto& [code, n] : counted.refused) {
    refused += n;
  }
  if (counted.read != expected ||
      refused != of(counted.records, Outcome::kRejected) + of(counted.records, Outcome::kConflict) ||
      std::accumulate(counted.records.begin(), counted.records.end(), std::uint64_t{0}) != expected) {
    return Error{
        ErrorCode::kSelfCheck, "section " + printable(counted.section) + ": not every record has one outcome", {}};
  }
  return {};
}

Value ImportReport::to_value() const {
  Value value(Value::Object{{"state", Value(state_name(status))},
                            {"stored", counts_value(stored())},
                            {"unchanged", Value(unchanged())},
                            {"refused", counts_value(refused())},
                            {"batch", Value(batch)},
                            {"iss", Value(iss)},
                            {"manifest_sha256", Value(manifest_sha256)},
                            {"sections", list_value(segments_, segment_value)}});
  value.set("rules", list_value(rules_, [](const auto& rule) { return rule_value(rule.first, rule.second); }));
  value.set("rejects", list_value(rejects(), [](const Reject& reject) {
              return Value(Value::Object{{"item", reject.item}, {"n", Value(reject.n)}, {"code", reject.code}});
            }));
  value.set("misfits", list_value(misfits_, misfit_value));
  value.set("misfit_count", Value(misfit_count_));
  return value;
}

}  // namespace holdall
