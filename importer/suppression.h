// What a person said no to: refusals are found by Holdall itself, wherever they stand in a bundle; a map says only
// where they go (`@suppressions`, docs/import-map.md).
//
//   consents     refused, withdrawn, revoked, expired, invalidated: by `state`, or by the last answer of the history
//   preferences  objections, opt-outs, Global Privacy Control
//   usage        Global Privacy Control, sent along with a request
//
// Pure functions over one record; memory is that of one suppression. Promise P16; GDPR Art. 7(3), 21; CCPA regulations
// § 7025. A doubt counts as a no: a suppression too many is asked about, one too few is a wrong.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/model/row.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/map/scratch.h"

namespace holdall {

// One no. What a rule from "@suppressions" sees of it: the members of kSuppressionFields.
struct Suppression {
  std::string section;          // where it was said
  std::string record;           // by which record; empty for usage, whose signals count as one
  std::string topic;            // what it is about: a purpose, a key, "gpc"
  std::string reason;           // the state of a consent; objection, optout, signal
  std::optional<Timestamp> at;  // since when, where the record says so

  // Names it in the ledger. A later no by the same record is another one: what the receiver lifted in between, because
  // the person agreed here, is closed again.
  [[nodiscard]] std::string id() const;
};

inline constexpr auto kSuppressionFields =
    std::to_array<std::string_view>({"id", "topic", "reason", "at", "section", "record"});

// Under which a report counts a suppression that no rule stores, and a consent whose state is not that of its last
// event.
inline constexpr std::string_view kSuppressionUnmapped = "SUPPRESSION_UNMAPPED";
inline constexpr std::string_view kConsentStateDiffers = "CONSENT_STATE_DIFFERS";

// What one record says no to.
struct RecordRefusal {
  std::optional<Suppression> suppression;
  bool state_differs = false;  // consents: `state` is not what the history says
};

// Whether records of the section can say no at all.
bool may_refuse(std::string_view section);

// `record` is canonical JSON, `issued` the time of the bundle: what it tells as said later than that was not said,
// unless it is a no. Errors: kRecordSchema, those of CanonicalReader.
Result<RecordRefusal> derive_suppression(std::string_view section, std::string_view record, Timestamp issued);

// The members that it reads of such records.
std::vector<std::string_view> refusal_members(std::string_view section);

// The time of the signal of usage that such an id names; nothing where it names another no.
struct NamedSignal {
  std::optional<Timestamp> at;
};
std::optional<NamedSignal> signal_named(std::string_view id);

// Keeps the later of two signals: those of usage are one suppression.
void keep_latest(std::optional<Suppression>& kept, Suppression next);

// The suppression as a record under the layout of "@suppressions", the whole as canonical JSON under "". The cells view
// the scratch.
std::vector<Cell> suppression_cells(const Suppression& suppression, const Layout& layout, Scratch& scratch);

}  // namespace holdall
