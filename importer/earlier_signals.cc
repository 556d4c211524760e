#include "holdall/importer/earlier_signals.h"

namespace holdall {

Result<bool> EarlierSignals::have_said(const BoundRule& rule, const Suppression& signal) {
  HOLDALL_ASSIGN(const std::vector<ImportedRecord> lines,
                 ledger_.lines({rule.rule->from, rule.rule->key, rule.table->name}));
  for (const ImportedRecord& line : lines) {
    const auto earlier = signal_named(line.record);
    if (!earlier) {
      continue;
    }
    if (earlier->at >= signal.at) {
      return true;
    }
    if (of_bundle_.contains(line.entry.import)) {
      HOLDALL_ASSIGN(const bool stands, writer_.is_as_written(rule, line));
      if (stands) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace holdall
