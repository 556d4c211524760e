#include "holdall/importer/gone.h"

#include <algorithm>
#include <functional>

namespace holdall {
namespace {

// Whether an earlier import had the section by the same right, and all of its items would still be here.
bool may_be_gone(const ImportNote& note, const Rule& rule, const Completeness& now, std::string_view right) {
  const auto items = note.items.find(rule.from);
  return note.right == right && items != note.items.end() && now.shows_as_gone(items->second);
}

}  // namespace

void SeenRecords::add(std::string_view id) {
  hashes_.push_back(std::hash<std::string_view>()(id));
  sorted_ = false;
}

bool SeenRecords::has(std::string_view id) {
  if (!sorted_) {
    std::ranges::sort(hashes_);
    sorted_ = true;
  }
  return std::ranges::binary_search(hashes_, std::hash<std::string_view>()(id));
}

Result<void> erase_gone(const BoundRule& rule, SeenRecords& seen, const Completeness& now, std::string_view right,
                        const std::map<std::int64_t, ImportNote>& earlier, ImportLedger& ledger, RuleWriter& writer,
                        ImportReport& report) {
  HOLDALL_ASSIGN(const std::vector<ImportedRecord> lines,
                 ledger.lines({rule.rule->from, rule.rule->key, rule.table->name}));
  for (const ImportedRecord& line : lines) {
    const auto note = earlier.find(line.entry.import);
    if (seen.has(line.record) || note == earlier.end() || !may_be_gone(note->second, *rule.rule, now, right)) {
      continue;
    }
    HOLDALL_ASSIGN(const bool erased, writer.erase(rule, line));
    report.count_gone(rule.number, rule.rule->from, rule.rule->into, erased);
  }
  return {};
}

}  // namespace holdall
