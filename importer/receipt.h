// The receipt: what an importing controller says, signed, that it did with what was presented to it.
//
// Compact JWS of `typ` `holdall-receipt+jws` (docs/import.md#receipts). Every segment that was presented has a line, and
// its numbers add up to the segment's records: names, codes and counts, never a value.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/crypto/trust_store.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/report.h"

namespace holdall {

inline constexpr std::string_view kReceiptType = "holdall-receipt+jws";
inline constexpr std::size_t kLongestReceipt = 4U << 20U;  // bytes

struct ImportReceipt {
  std::string by;  // the importing controller
  std::string id;  // of the bundle
  std::string iss;
  std::string manifest_sha256;
  Timestamp received;
  std::optional<SubjectRef> subject;  // as the bundle names the person
  std::vector<SegmentOutcome> segments;
};

ImportReceipt make_receipt(const CheckedBundle& bundle, const ImportReport& report, std::string by, Timestamp received);
// With LF. Requires: `key` is of `receipt.by`.
std::string sign_receipt(const ImportReceipt& receipt, const PrivateKey& key);
// Errors: those of open_statement and check_author; kRecordSchema where the payload is no receipt.
Result<ImportReceipt> verify_receipt(std::string_view text, const TrustStore& trust, Timestamp now);

// Whether the receipt accounts for what is in the bundle: the same manifest, a line for each segment that is here, and
// as many records. Errors: kLedger naming the section.
Result<void> reconcile_receipt(const ImportReceipt& receipt, const CheckedBundle& bundle);

// The payload.
Value receipt_value(const ImportReceipt& receipt);

}  // namespace holdall
