// Holdall's own tables in the receiver's database, in the SQL that SQLite and PostgreSQL share.
//
// They hold names, digests, times and row keys, and no copy of what was stored. They are personal data all the same:
// `subject` and `sub` name a person, and `record` is the sender's record id, which may be a natural key (an address, a
// nickname). To forget a person, delete the rows with their `subject`. importer/ledger.h gives them meaning.
#pragma once

#include <array>
#include <string_view>

namespace holdall::ledger {

// Who of theirs is who of ours, made beforehand: the issuer's pairwise id `sub` is our `subject`.
inline constexpr std::string_view kBinding = "holdall_binding";
// Binding tokens that were given to our people: by its digest, whom a token stands for, and (from its first use on) for
// which issuer.
inline constexpr std::string_view kToken = "holdall_token";
// One row for each import that was committed, numbered upwards. `note` says what became of each segment
// (importer/import_note.h).
inline constexpr std::string_view kImport = "holdall_import";
// One row for each segment that was stored, with the map that stored it.
inline constexpr std::string_view kSegment = "holdall_segment";
// One row for each record that a rule stored: what of it was written (digest), where, and by which import. Without a
// row key where the row is the receiver's own: it was there already, or was filled.
inline constexpr std::string_view kRecord = "holdall_record";

inline constexpr auto kDefinitions = std::to_array<std::string_view>({
    R"(CREATE TABLE IF NOT EXISTS holdall_binding(
  iss TEXT NOT NULL, sub TEXT NOT NULL, subject TEXT NOT NULL, made TEXT NOT NULL,
  PRIMARY KEY(iss, sub), UNIQUE(iss, subject)))",
    R"(CREATE TABLE IF NOT EXISTS holdall_token(
  token_sha256 TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, iss TEXT, made TEXT NOT NULL, expires TEXT NOT NULL))",
    R"(CREATE TABLE IF NOT EXISTS holdall_import(
  import BIGINT NOT NULL PRIMARY KEY, iss TEXT NOT NULL, bundle_id TEXT NOT NULL, manifest_sha256 TEXT NOT NULL,
  issued TEXT NOT NULL, sub TEXT, subject TEXT NOT NULL, map_sha256 TEXT NOT NULL, imported TEXT NOT NULL,
  note TEXT NOT NULL))",
    R"(CREATE INDEX IF NOT EXISTS holdall_import_bundle ON holdall_import(iss, bundle_id))",
    R"(CREATE INDEX IF NOT EXISTS holdall_import_subject ON holdall_import(iss, subject))",
    R"(CREATE TABLE IF NOT EXISTS holdall_segment(
  iss TEXT NOT NULL, manifest_sha256 TEXT NOT NULL, segment_sha256 TEXT NOT NULL, map_sha256 TEXT NOT NULL,
  import BIGINT NOT NULL, PRIMARY KEY(iss, manifest_sha256, segment_sha256, map_sha256)))",
    R"(CREATE TABLE IF NOT EXISTS holdall_record(
  iss TEXT NOT NULL, subject TEXT NOT NULL, section TEXT NOT NULL, record TEXT NOT NULL, rule TEXT NOT NULL,
  digest TEXT NOT NULL, stored_in TEXT NOT NULL, row_key BIGINT, import BIGINT NOT NULL,
  PRIMARY KEY(iss, subject, section, record, rule)))",
    R"(CREATE INDEX IF NOT EXISTS holdall_record_import ON holdall_record(import, stored_in))",
    R"(CREATE INDEX IF NOT EXISTS holdall_record_row ON holdall_record(stored_in, row_key))",
});

}  // namespace holdall::ledger
