// The data contract as one table: every registered section, its fields, their types and DPV terms.
//
// JSON Schema, and the reference in docs/, are generated from this table; nothing else states a field.
// Sources: docs/format.md appendix; DPV 2.3; ISO/IEC TS 27560:2023 for `consents`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace holdall {

enum class FieldType : std::uint8_t {
  kText,     // I-JSON string
  kName,     // kText of at most 1024 code points, not empty
  kInteger,  // within ±(2^53-1)
  kNumber,   // double
  kBoolean,
  kTimestamp,  // RFC 3339, Z
  kDate,       // YYYY-MM-DD
  kDecimal,    // string -?digits[.digits]
  kUri,        // absolute
  kLanguage,   // BCP 47
  kCountry,    // ISO 3166-1 alpha-2, with an optional ISO 3166-2 part
  kChoice,     // one of `choices`
  kSha256,     // lower-case hex
  kAny,        // any JSON value
  kObject,     // of `members`
  kNames,      // array of kName
  kObjects,    // array of objects of `members`
};

struct FieldSpec {
  std::string_view name;
  FieldType type = FieldType::kText;
  bool required = false;
  std::string_view meaning;    // one sentence for the reference
  std::string_view term = {};  // DPV term or empty
  std::span<const std::string_view> choices = {};
  std::span<const FieldSpec> members = {};
};

struct RecordType {
  std::string_view section;
  std::string_view title;
  std::string_view meaning;
  std::span<const FieldSpec> fields;  // besides `id` (kName, required) and `ext`, which every record has
};

// The section that accounts for all others.
inline constexpr std::string_view kLedgerSection = "contents";
// The one that tells what was blackened in them.
inline constexpr std::string_view kRedactionSection = "redactions";

std::span<const RecordType> record_types();
const RecordType* find_record_type(std::string_view section);

// "urn:holdall:schema:1:<section>"
std::string schema_iri(std::string_view section);
// The JSON Schema (2020-12) of a registered section in canonical form; nullptr if there is none.
const std::string* registered_schema(std::string_view section);
// Reverse-DNS name of a controller's own section: at least two dots' worth of lower-case labels, the first no device of
// Windows (con, com1), at most 200 bytes.
bool is_extension_name(std::string_view section);

// The documents that have a schema (data-map, import-map, rights-request), and their schemas: hand-written JSON files
// embedded at build time. nullptr for any other name.
std::span<const std::string_view> document_names();
const std::string* document_schema(std::string_view name);

}  // namespace holdall
