// Holdall's own tables in the receiver's database, in the SQL that SQLite and PostgreSQL share.
//
// They hold names, digests, times and row keys, and no copy of what was stored. They are personal data all the same:
// `subject` and `sub` name a person, and `record` is the sender's record id, which may be a natural key (an address, a
// nickname). To forget a person, delete the rows with their `subject`. importer/ledger.h gives them meaning.
#pragma once

#include <array>
#include <string_view>

namespace holdall::ledger {

// Who of theirs is who of ours: `sub` is NULL until a bundle names one.
inline constexpr std::string_view kBinding = "holdall_binding";
// One row for each import that was committed.
inline constexpr std::string_view kImport = "holdall_import";
// One row for each segment that was stored, with the map that stored it.
inline constexpr std::string_view kSegment = "holdall_segment";
// One row for each record that a rule stored: what of it was written (digest), and where.
inline constexpr std::string_view kRecord = "holdall_record";

inline constexpr auto kDefinitions = std::to_array<std::string_view>({
    R"(CREATE TABLE IF NOT EXISTS holdall_binding(
  iss TEXT NOT NULL, subject TEXT NOT NULL, sub TEXT, last_issued TEXT NOT NULL,
  PRIMARY KEY(iss, subject), UNIQUE(iss, sub)))",
    R"(CREATE TABLE IF NOT EXISTS holdall_import(
  iss TEXT NOT NULL, bundle_id TEXT NOT NULL, manifest_sha256 TEXT NOT NULL, issued TEXT NOT NULL, sub TEXT,
  subject TEXT NOT NULL, map_sha256 TEXT NOT NULL, batch TEXT NOT NULL, imported TEXT NOT NULL,
  record_rows BIGINT NOT NULL))",
    R"(CREATE INDEX IF NOT EXISTS holdall_import_bundle ON holdall_import(iss, bundle_id))",
    R"(CREATE TABLE IF NOT EXISTS holdall_segment(
  iss TEXT NOT NULL, manifest_sha256 TEXT NOT NULL, segment_sha256 TEXT NOT NULL, map_sha256 TEXT NOT NULL,
  subject TEXT NOT NULL, PRIMARY KEY(iss, manifest_sha256, segment_sha256, map_sha256)))",
    R"(CREATE TABLE IF NOT EXISTS holdall_record(
  iss TEXT NOT NULL, subject TEXT NOT NULL, section TEXT NOT NULL, record TEXT NOT NULL, rule TEXT NOT NULL,
  digest TEXT NOT NULL, stored_in TEXT NOT NULL, row_key BIGINT, batch TEXT NOT NULL,
  PRIMARY KEY(iss, subject, section, record, rule)))",
    R"(CREATE INDEX IF NOT EXISTS holdall_record_batch ON holdall_record(batch, stored_in))",
});

}  // namespace holdall::ledger
