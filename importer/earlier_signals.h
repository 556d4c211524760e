// Whether a signal of usage says anything that an earlier import has not stored already (promises P10, P16).
//
// | an earlier signal of the same person and issuer, by the same rule |                                       |
// | as late, or later                                                 | said: it is the same no               |
// | earlier, of this very bundle, and its row is as it was written    | said: a bundle's signals are one no   |
// | earlier, else                                                     | a later no, which has its effect anew |
//
// So a bundle that comes in parts leaves one suppression, as it does when it comes whole. Thread rule: one per import.
#pragma once

#include <cstdint>
#include <set>

#include "holdall/core/base/result.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/rule_writer.h"
#include "holdall/importer/suppression.h"

namespace holdall {

class EarlierSignals {
 public:
  // `of_bundle` are the numbers of earlier imports of the bundle. All must outlive it.
  EarlierSignals(ImportLedger& ledger, RuleWriter& writer, const std::set<std::int64_t>& of_bundle)
      : ledger_(ledger), writer_(writer), of_bundle_(of_bundle) {}

  // Memory: that of the rule's lines about the person. Errors: kBackend.
  Result<bool> have_said(const BoundRule& rule, const Suppression& signal);

 private:
  ImportLedger& ledger_;
  RuleWriter& writer_;
  const std::set<std::int64_t>& of_bundle_;
};

}  // namespace holdall
