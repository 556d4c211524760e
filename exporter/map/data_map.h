// The data map: which column is what, compiled once from its document (docs/data-map.md).
//
// parse() proves everything that can be known without a database: the collector, the scope and the ledger rely on it.
// What needs a catalog is checked by Source::check. Thread rule: immutable after parse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/row.h"
#include "holdall/exporter/map/owners.h"
#include "holdall/exporter/map/query.h"
#include "holdall/exporter/map/tags.h"
#include "holdall/exporter/secret/kinds.h"
#include "holdall/schemas/record_types.h"

namespace holdall {

struct Controller {
  std::string iss;
  std::string name;
  std::string address;
  std::string contact;
  std::map<std::string, Value, std::less<>> facts;  // text or integer: what thresholds of laws ask
};

// One data item of the controller, delivered or not.
struct DataItem {
  std::string id;
  std::string category;
  std::string provenance;
  std::string basis;
  std::string consent;  // purpose of the consent that the basis rests on, or empty
  std::vector<std::string> purposes;
  std::vector<std::string> recipients;
  std::string retention;
  bool elsewhere = false;  // another controller holds it
  std::string controller;  // elsewhere: who
  bool collected = true;
  Tags tags;

  [[nodiscard]] bool is_credential() const { return tags[Tag::kClass] == "credential"; }
};

// A column that decides a tag: companion or selected cell, and what its values mean. Others decide nothing.
struct TagColumn {
  Tag tag = Tag::kPurpose;
  std::size_t cell = 0;
  std::map<std::string, std::string, std::less<>> values;
};

// What a right may ask of each row of a part; indexes into Part::companions.
struct RowFacts {
  std::optional<std::size_t> at;
  std::optional<std::size_t> consent;
  std::vector<TagColumn> tags;
};

// What is true of the person's account as a whole; indexes into `account.select`.
struct AccountFacts {
  Query account;
  std::optional<TagColumn> store;
  std::optional<std::size_t> purge_after;
  std::optional<std::size_t> legal_hold;
  std::optional<Query> birth;  // select[1] is the date
};

// Events of consents in order: select is owner, record, purpose, state, at.
struct ConsentEvents {
  Query query;
};

// A record of kind `notice` as the ledger writes it, but for its id, and where it belongs (nothing: everywhere).
struct Notice {
  Value record;
  std::vector<std::string> jurisdictions;
};

enum class ColumnType : std::uint8_t {
  kText,
  kInteger,
  kNumber,
  kBoolean,
  kTimestamp,
  kDate,
  kJson,
  kBytes,
  kFile,
  kPresence,
  kConstant
};

// A text that goes with a file.
struct FileWord {
  std::optional<std::size_t> companion;  // index into Part::companions: the column that holds it
  std::string text;                      // where there is no such column, or nothing in it
};

// Where the content of a field of type `file` is, and what it is called.
struct FileSource {
  std::optional<std::string> folder;  // the field's column holds paths below it; nothing: it holds the content itself
  FileWord name;
  FileWord media_type;
};

// One field of a part: where its value comes from and where in a record it goes.
struct MappedField {
  std::string member;  // of the record, or of one element of the group's array
  std::string inner;   // member of `member`, or empty
  bool in_group = false;
  bool required = false;  // the record type demands it
  FieldType target = FieldType::kText;
  ColumnType type = ColumnType::kText;
  std::string constant;            // kConstant: canonical JSON
  std::size_t cell = 0;            // else: index into Query::select
  std::size_t item = 0;            // else: index into DataMap::items()
  std::optional<FileSource> file;  // kFile
  std::string role;                // of the person whose name the column holds, or empty
  SecretKinds excused;             // kinds of secrets that its values only look like
  std::string pointer;

  [[nodiscard]] bool has_item() const { return type != ColumnType::kConstant; }
};

// One query whose rows become records of a section.
struct Part {
  std::string name;
  Query query;
  bool derived_ids = false;
  std::vector<std::size_t> id_cells;     // into Query::select
  SecretKinds id_excused;                // as MappedField::excused, of natural ids
  std::string group_into;                // array member; empty: one row, one record
  std::vector<std::size_t> group_cells;  // into Query::select: consecutive rows that agree in them are one record
  bool group_required = false;
  std::vector<MappedField> fields;
  RowFacts facts;
  std::vector<std::size_t> owned_key;   // into Query::select: the identity of the table's owner path
  std::vector<std::size_t> companions;  // into Query::select: they travel behind the fields, as the source has them

  [[nodiscard]] bool is_grouped() const { return !group_into.empty(); }
};

struct MappedSection {
  std::string name;
  std::string schema;       // IRI of its records' schema
  std::string schema_text;  // of a section of the controller's own: canonical JSON Schema; else empty
  Layout layout;            // `id` and every member that some part sets
  std::vector<Part> parts;
  bool disclosable = false;  // record by record
};

class DataMap {
 public:
  // Errors: kMapUnfit with a JSON Pointer, kLimit.
  static Result<DataMap> parse(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }
  // SHA-256 of the map's canonical form, lower-case hex.
  [[nodiscard]] const std::string& digest() const { return digest_; }
  [[nodiscard]] const Controller& controller() const { return controller_; }
  [[nodiscard]] const SubjectTable& subject() const { return subject_; }
  // Of every table that a part reads.
  [[nodiscard]] const Owners& owners() const { return owners_; }
  [[nodiscard]] std::span<const DataItem> items() const { return items_; }
  [[nodiscard]] std::span<const MappedSection> sections() const { return sections_; }
  // What accompanies the data.
  [[nodiscard]] std::span<const Notice> notices() const { return notices_; }
  [[nodiscard]] const std::optional<AccountFacts>& account() const { return account_; }
  [[nodiscard]] const std::optional<ConsentEvents>& consents() const { return consents_; }
  // What a check of an export asks: for each table that is not shared, in the order of their names, with the queries of
  // the parts that begin with it.
  [[nodiscard]] std::vector<OwnedRows> owned_rows() const;
  // The queries of account() and consents().
  [[nodiscard]] std::vector<const Query*> fact_queries() const;
  // Tables, and columns as TABLE.COLUMN, that nothing exports, and why.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& left_out() const { return left_out_; }
  // Files that widen rights, relative to the map.
  [[nodiscard]] std::span<const std::string> overlays() const { return overlays_; }

 private:
  friend class DataMapCompiler;
  DataMap() = default;
  std::string name_;
  std::string digest_;
  Controller controller_;
  SubjectTable subject_;
  Owners owners_;
  std::vector<DataItem> items_;
  std::vector<MappedSection> sections_;
  std::vector<Notice> notices_;
  std::optional<AccountFacts> account_;
  std::optional<ConsentEvents> consents_;
  std::vector<std::string> overlays_;
  std::map<std::string, std::string, std::less<>> left_out_;
};

}  // namespace holdall
