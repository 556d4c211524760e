#include "holdall/importer/receipt.h"

#include "cli/commands.h"
#include "cli/encryption.h"
#include "holdall/core/base/io.h"

namespace holdall::cli {
namespace {

// "2 stored, 1 unchanged, 3 NOT_RELEVANT"
std::string outcome_text(const SegmentOutcome& outcome) {
  std::string text = std::to_string(outcome.stored) + " stored, " + std::to_string(outcome.unchanged) + " unchanged";
  for (const auto& [code, n] : outcome.refused) {
    text += ", " + std::to_string(n) + " " + code;
  }
  return text;
}

}  // namespace

Result<Report> run_receipt_verify(const ReceiptArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const TrustStore trust, TrustStore::load(arguments.trust));
  HOLDALL_ASSIGN(const std::string text, read_document(arguments.receipt, kLongestReceipt));
  HOLDALL_ASSIGN(const ImportReceipt receipt, in_file(arguments.receipt, verify_receipt(text, trust, context.time())));
  if (!arguments.bundle.empty()) {
    HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(arguments.bundle, arguments.decryption));
    HOLDALL_ASSIGN(const CheckedBundle bundle, check_bundle(opened));
    HOLDALL_TRY(reconcile_receipt(receipt, bundle));
  }
  Lines lines("RECEIPT  " + arguments.receipt);
  lines.line("by", receipt.by)
      .line("for", receipt.id + " of " + receipt.iss)
      .line("received", format_timestamp(receipt.received));
  for (const SegmentOutcome& outcome : receipt.segments) {
    lines.line(outcome.section, outcome_text(outcome));
  }
  lines.line("bundle", arguments.bundle.empty() ? "not looked at (--bundle)" : "every record is accounted for");
  return Report{Value::Object{{"receipt", path_value(arguments.receipt)},
                              {"signature", Value("valid")},
                              {"reconciled", Value(!arguments.bundle.empty())},
                              {"payload", receipt_value(receipt)}},
                lines.text()};
}

}  // namespace holdall::cli
