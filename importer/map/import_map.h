// The import map: what a receiving controller stores of a bundle, and where (docs/import-map.md). An allow-list.
//
// parse() checks everything that can be known without the receiver's database: the document's schema, either/or
// members, transforms and lookups, that conditions can hold, columns that grant authority, links between rows, and what
// rules on consents may do. importer/plan.h then checks the map against the catalog. An ImportMap is immutable; any
// thread may read it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/importer/map/transforms.h"

namespace holdall {

// An RFC 6901 JSON Pointer into a record, split where rows end and JSON begins.
struct RecordPointer {
  std::string text;    // as the map writes it; "" is the whole record
  std::string member;  // first reference token, unescaped: the top-level member
  std::string rest;    // pointer into that member's value; "" is the value itself

  // Errors: kMapUnfit.
  static Result<RecordPointer> parse(std::string_view text);
};

// A member of `when` that lists values: the value at the pointer is one of these scalars; null also accepts a missing
// member.
struct RecordCondition {
  RecordPointer pointer;
  std::vector<Value> accepted;
};

// A member of `when` that says something else: all of it must hold.
struct RecordTest {
  RecordPointer pointer;
  std::optional<bool> present;      // whether there is a value
  std::vector<Value> excluded;      // it is none of these scalars; null also stands for a missing member
  std::string prefix;               // it is a text that begins so; empty: any
  std::optional<Timestamp> from;    // it is a timestamp or date, not before this instant
  std::optional<Timestamp> before;  // and before this one
};

// The row that another rule wrote for the record whose id the value is.
struct RowLink {
  std::string from;    // section of that rule
  std::string into;    // its table
  std::string column;  // whose value is wanted
  std::string key;     // Rule::key of that rule
};

// Where the value of one column comes from.
struct ColumnSource {
  enum class Kind : std::uint8_t { kSubject, kConst, kBundle, kRecord, kRow };

  std::string column;
  Kind kind = Kind::kConst;
  Value constant;                       // kConst: a scalar
  std::vector<RecordPointer> pointers;  // kRecord: one or more; kBundle, kRow: one
  std::vector<Transform> transforms;    // kRecord, kBundle; in order
  RowLink row;                          // kRow

  // Whether it stores the bytes of an attachment: one pointer, and no other transform.
  [[nodiscard]] bool wants_file() const {
    return !transforms.empty() && transforms.front().kind == TransformKind::kFile;
  }
  [[nodiscard]] bool reads_record() const { return kind == Kind::kRecord || kind == Kind::kRow; }
};

enum class RuleMode : std::uint8_t { kInsert, kFill };
enum class RuleKind : std::uint8_t { kData, kEvidence, kSuppression };
// What becomes of a row whose record the sender no longer has.
enum class WhenGone : std::uint8_t { kKeep, kDelete };

// One rule: it stores matching records (`into`), or counts those that no rule stores under a code (`reject`).
struct Rule {
  std::string from;  // section, "@bundle", "@rejects" or "@suppressions"
  std::vector<RecordCondition> when;
  std::vector<RecordTest> tests;  // of `when` too
  std::string into;
  RuleMode mode = RuleMode::kInsert;
  RuleKind kind = RuleKind::kData;
  std::vector<ColumnSource> set;  // in order of the column names; `reliance` is among them
  WhenGone gone = WhenGone::kKeep;
  std::string reject;
  std::string item;  // under which `reject` counts
  std::string name;  // of the map's choice; empty: none
  std::string key;   // names a storing rule in the ledger, alone in its section: "table", or "table#name"

  [[nodiscard]] bool stores() const { return !into.empty(); }
  // Whether it stores what the person said no to: it is done even where nobody chose its section.
  [[nodiscard]] bool always() const { return kind == RuleKind::kSuppression; }
};

inline constexpr std::string_view kFromBundle = "@bundle";
inline constexpr std::string_view kFromRejects = "@rejects";
inline constexpr std::string_view kFromSuppressions = "@suppressions";

// The receiver's own people.
struct LocalSubject {
  std::string table;
  std::string column;
  bool is_integer = false;
};

// What becomes of the import where not everything can be stored.
struct MapPolicy {
  enum class Misfit : std::uint8_t { kRefuseAll, kStoreRest };
  enum class Unlisted : std::uint8_t { kReport, kRefuseAll };
  Misfit misfit = Misfit::kRefuseAll;     // a value does not fit
  Unlisted unlisted = Unlisted::kReport;  // no rule has a use for it
};

class ImportMap {
 public:
  // Errors: kMalformedJson, kLimit; kMapUnfit with the JSON Pointer; kAuthorityColumn.
  static Result<ImportMap> parse(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }
  // The issuers it was made for; empty: any trusted one.
  [[nodiscard]] std::span<const std::string> issuers() const { return issuers_; }
  [[nodiscard]] const LocalSubject& subject() const { return subject_; }
  [[nodiscard]] const std::string& unlisted() const { return unlisted_; }
  [[nodiscard]] const MapPolicy& policy() const { return policy_; }
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  // The sections that rules are about, those whose rows others are linked to before these; else in the rules' order.
  [[nodiscard]] std::span<const std::string> sections() const { return sections_; }
  // SHA-256 of its canonical form, lower-case hex: the ledger knows by which map a segment was stored.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  std::string name_;
  std::vector<std::string> issuers_;
  LocalSubject subject_;
  std::string unlisted_;
  MapPolicy policy_;
  std::vector<Rule> rules_;
  std::vector<std::string> sections_;
  std::string sha256_;
};

}  // namespace holdall
