// Counting, and the JSON form of the counts.
#include "holdall/importer/report.h"

#include <numeric>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::size_t kMaxItems = 10'000;  // of one report: a sender's own sections may have any member names

std::uint64_t sum(const ImportReport::Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint64_t of(const ImportReport::Counts& counts, Outcome outcome) {
  return counts.at(static_cast<std::size_t>(outcome));
}

void set_counts(Value& value, const ImportReport::Counts& counts) {
  for (const Outcome outcome : {Outcome::kStored, Outcome::kUpdated, Outcome::kUnchanged, Outcome::kKept,
                                Outcome::kConflict, Outcome::kRejected}) {
    value.set(outcome_name(outcome), Value(of(counts, outcome)));
  }
}

std::string_view status_name(ImportReport::Status status) {
  switch (status) {
    case ImportReport::Status::kImported:
      return "imported";
    case ImportReport::Status::kPlanned:
      return "planned";
    case ImportReport::Status::kAlreadyImported:
      return "already_imported";
  }
  return "";
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  constexpr std::array<std::string_view, kOutcomes> kNames = {"rejected", "kept",    "unchanged",
                                                              "conflict", "updated", "stored"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

void ImportReport::count_record(std::string_view section, Outcome outcome) {
  auto found = sections_.find(section);
  if (found == sections_.end()) {
    found = sections_.emplace(std::string(section), Section{}).first;
  }
  ++found->second.read;
  ++found->second.records.at(static_cast<std::size_t>(outcome));
}

void ImportReport::count_row(std::size_t rule, std::string_view from, std::string_view into, Outcome outcome) {
  RuleLine& line = rules_[rule];
  if (line.into.empty()) {
    line.from = from;
    line.into = into;
  }
  ++line.rows.at(static_cast<std::size_t>(outcome));
}

void ImportReport::reject(std::string_view item, std::string_view code, std::uint64_t n) {
  std::pair<std::string, std::string> key(printable(item), code);
  if (rejects_.size() >= kMaxItems && !rejects_.contains(key)) {
    key.first = std::string(item.substr(0, item.find('/'))) + "/*";
  }
  rejects_[key] += n;
}

std::vector<Reject> ImportReport::rejects() const {
  std::vector<Reject> list;
  for (const auto& [name, n] : rejects_) {
    list.push_back({name.first, n, name.second});
  }
  return list;
}

std::uint64_t ImportReport::rows_written() const {
  std::uint64_t rows = 0;
  for (const auto& [rule, line] : rules_) {
    rows += of(line.rows, Outcome::kStored) + of(line.rows, Outcome::kUpdated);
  }
  return rows;
}

Result<void> ImportReport::reconcile(std::string_view section, std::uint64_t expected) const {
  const auto found = sections_.find(section);
  const Section counted = found == sections_.end() ? Section{} : found->second;
  if (counted.read != expected || sum(counted.records) != expected) {
    return Error{ErrorCode::kSelfCheck, "section " + printable(section) + ": not every record has an outcome", {}};
  }
  return {};
}

Value ImportReport::to_value() const {
  Value::Array sections;
  for (const auto& [name, section] : sections_) {
    Value line(Value::Object{{"section", Value(name)}, {"read", Value(section.read)}});
    set_counts(line, section.records);
    sections.push_back(std::move(line));
  }
  Value::Array rules;
  for (const auto& [number, rule] : rules_) {
    Value line(Value::Object{
        {"rule", Value("/rules/" + std::to_string(number))}, {"from", Value(rule.from)}, {"into", Value(rule.into)}});
    set_counts(line, rule.rows);
    rules.push_back(std::move(line));
  }
  Value::Array rejected;
  for (const Reject& reject : rejects()) {
    rejected.push_back(Value::Object{{"item", reject.item}, {"n", Value(reject.n)}, {"code", reject.code}});
  }
  return Value::Object{{"outcome", Value(status_name(status))},
                       {"batch", Value(batch)},
                       {"iss", Value(iss)},
                       {"manifest_sha256", Value(manifest_sha256)},
                       {"sections", Value(std::move(sections))},
                       {"rules", Value(std::move(rules))},
                       {"rejects", Value(std::move(rejected))}};
}

}  // namespace holdall
