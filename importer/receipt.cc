#include "holdall/importer/receipt.h"

#include <algorithm>
#include <cstdint>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/crypto/statement.h"
#include "holdall/core/json/canonical.h"
#include "holdall/importer/import_note.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

std::uint64_t presented(const SegmentOutcome& outcome) {
  std::uint64_t records = outcome.stored + outcome.unchanged;
  for (const auto& [code, n] : outcome.refused) {
    records += n;
  }
  return records;
}

Error unaccounted(std::string message) {
  return {ErrorCode::kLedger, "the receipt does not account for the bundle: " + std::move(message), {}};
}

}  // namespace

ImportReceipt make_receipt(const CheckedBundle& bundle, const ImportReport& report, std::string by,
                           Timestamp received) {
  const Manifest& manifest = bundle.manifest();
  return {std::move(by), manifest.id,      manifest.iss,   bundle.manifest_sha256(),
          received,      manifest.subject, report.outcomes};
}

Value receipt_value(const ImportReceipt& receipt) {
  Value::Array sections;
  for (const SegmentOutcome& outcome : receipt.segments) {
    sections.push_back(outcome_value(outcome));
  }
  Value value(Value::Object{{"by", Value(receipt.by)},
                            {"id", Value(receipt.id)},
                            {"iss", Value(receipt.iss)},
                            {"manifest_sha256", Value(receipt.manifest_sha256)},
                            {"received", Value(format_timestamp(receipt.received))},
                            {"sections", Value(std::move(sections))}});
  if (receipt.subject) {
    const bool by_id = !receipt.subject->id.empty();
    value.set(
        "subject_ref",
        Value(Value::Object{{by_id ? "id" : "token", Value(by_id ? receipt.subject->id : receipt.subject->token)}}));
  }
  return value;
}

std::string sign_receipt(const ImportReceipt& receipt, const PrivateKey& key) {
  return sign_compact_jws(key, kReceiptType, canonical(receipt_value(receipt))) + "\n";
}

Result<ImportReceipt> verify_receipt(std::string_view text, const TrustStore& trust, Timestamp now) {
  HOLDALL_ASSIGN(const SignedStatement statement, open_statement(text, kReceiptType, trust, kLongestReceipt));
  HOLDALL_ASSIGN(const Value payload, read_checked_document(statement.payload, "receipt", ErrorCode::kRecordSchema));
  const auto received = parse_timestamp(payload.at("received").text());
  HOLDALL_CHECK(received.has_value());  // its schema says so
  HOLDALL_TRY(check_author(statement, payload.at("by").text(), *received, now));
  ImportReceipt receipt{payload.at("by").text(),
                        payload.at("id").text(),
                        payload.at("iss").text(),
                        payload.at("manifest_sha256").text(),
                        *received,
                        std::nullopt,
                        {}};
  if (const Value* subject = payload.find("subject_ref")) {
    receipt.subject = SubjectRef{subject->text_or("id", ""), subject->text_or("token", "")};
  }
  for (const Value& line : payload.at("sections").items()) {
    HOLDALL_ASSIGN(SegmentOutcome outcome, read_outcome(line, ErrorCode::kRecordSchema));
    receipt.segments.push_back(std::move(outcome));
  }
  return receipt;
}

Result<void> reconcile_receipt(const ImportReceipt& receipt, const CheckedBundle& bundle) {
  if (receipt.manifest_sha256 != bundle.manifest_sha256() || receipt.id != bundle.manifest().id ||
      receipt.iss != bundle.manifest().iss || receipt.subject != bundle.manifest().subject) {
    return unaccounted("it is for another one");
  }
  for (const SegmentInfo& segment : bundle.segments()) {
    const auto of_segment = [&](const SegmentOutcome& outcome) { return outcome.sha256 == segment.sha256; };
    if (std::ranges::count_if(receipt.segments, of_segment) != 1) {
      return unaccounted("section " + printable(segment.section) + " has no line of its own");
    }
    const auto line = std::ranges::find_if(receipt.segments, of_segment);
    if (line->section != segment.section || presented(*line) != segment.records) {
      return unaccounted("section " + printable(segment.section) + " has other records");
    }
  }
  return {};
}

}  // namespace holdall
