#include "holdall/importer/import_note.h"

#include <algorithm>
#include <optional>

namespace holdall {
namespace {

Error unreadable(ErrorCode code) {
  return {code, "an account of an earlier import is not what Holdall writes", {}};
}

// A count, or nothing where it is none.
std::optional<std::uint64_t> count_of(const Value* value) {
  const std::int64_t* count = value == nullptr ? nullptr : value->integer();
  return count == nullptr || *count < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(*count));
}

SegmentOutcome from_report(const ImportReport::Segment& segment) {
  const auto of = [&](Outcome outcome) { return segment.records.at(static_cast<std::size_t>(outcome)); };
  return {segment.section, segment.sha256, of(Outcome::kStored) + of(Outcome::kUpdated),
          of(Outcome::kUnchanged) + of(Outcome::kKept), segment.refused};
}

template <typename List>
const auto* with_digest(const List& list, const std::string& sha256) {
  const auto found = std::ranges::find_if(list, [&](const auto& each) { return each.sha256 == sha256; });
  return found == list.end() ? nullptr : &*found;
}

SegmentOutcome outcome_of(const SegmentInfo& segment, const ImportReport& report, std::span<const ImportNote> earlier) {
  if (const auto* found = with_digest(report.segments(), segment.sha256)) {
    return from_report(*found);
  }
  for (auto note = earlier.rbegin(); note != earlier.rend(); ++note) {
    if (const auto* found = with_digest(note->segments, segment.sha256)) {
      return *found;
    }
  }
  SegmentOutcome outcome{segment.section, segment.sha256, 0, 0, {}};
  if (segment.records != 0) {
    outcome.refused[std::string(kAboutBundleCode)] = segment.records;
  }
  return outcome;
}

}  // namespace

std::vector<SegmentOutcome> outcomes_of(std::span<const SegmentInfo> presented, const ImportReport& report,
                                        std::span<const ImportNote> earlier) {
  std::vector<SegmentOutcome> outcomes;
  for (const SegmentInfo& segment : presented) {
    outcomes.push_back(outcome_of(segment, report, earlier));
  }
  return outcomes;
}

Value outcome_value(const SegmentOutcome& outcome) {
  return Value::Object{{"section", Value(outcome.section)},
                       {"sha256", Value(outcome.sha256)},
                       {"stored", Value(outcome.stored)},
                       {"unchanged", Value(outcome.unchanged)},
                       {"refused", counts_value(outcome.refused)}};
}

Result<SegmentOutcome> read_outcome(const Value& value, ErrorCode code) {
  SegmentOutcome outcome{value.text_or("section", ""), value.text_or("sha256", ""), 0, 0, {}};
  const auto stored = count_of(value.find("stored"));
  const auto unchanged = count_of(value.find("unchanged"));
  const Value* refused = value.find("refused");
  if (outcome.section.empty() || outcome.sha256.empty() || !stored || !unchanged || refused == nullptr ||
      refused->object() == nullptr) {
    return unreadable(code);
  }
  outcome.stored = *stored;
  outcome.unchanged = *unchanged;
  for (const Value::Member& member : refused->members()) {
    const auto count = count_of(&member.value);
    if (!count) {
      return unreadable(code);
    }
    outcome.refused[member.key] = *count;
  }
  return outcome;
}

Value ImportNote::to_value() const {
  Value::Array lines;
  for (const SegmentOutcome& outcome : segments) {
    lines.push_back(outcome_value(outcome));
  }
  Value::Object sections;
  for (const auto& [section, names] : items) {
    sections.push_back({section, Value(Value::Array(names.begin(), names.end()))});
  }
  return Value::Object{
      {"right", Value(right)}, {"segments", Value(std::move(lines))}, {"items", Value(std::move(sections))}};
}

Result<ImportNote> ImportNote::parse(std::string_view text) {
  const auto parsed = parse_document(text);
  const Value* segments = parsed.ok() ? parsed.value().find("segments") : nullptr;
  const Value* items = parsed.ok() ? parsed.value().find("items") : nullptr;
  if (segments == nullptr || segments->array() == nullptr || items == nullptr || items->object() == nullptr) {
    return unreadable(ErrorCode::kBackend);
  }
  ImportNote note;
  note.right = parsed.value().text_or("right", "");
  for (const Value& line : segments->items()) {
    HOLDALL_ASSIGN(SegmentOutcome outcome, read_outcome(line, ErrorCode::kBackend));
    note.segments.push_back(std::move(outcome));
  }
  for (const Value::Member& section : items->members()) {
    const std::vector<std::string> names = items->texts(section.key);
    note.items[section.key].insert(names.begin(), names.end());
  }
  return note;
}

}  // namespace holdall
