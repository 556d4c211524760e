// The import map: what a receiving controller stores of a bundle, and where (docs/import-map.md). An allow-list.
//
// parse() checks everything that can be known without the receiver's database: the document's schema, either/or
// members, transforms, columns that grant authority, and what rules on consents may do. importer/plan.h then checks
// the map against the catalog. An ImportMap is immutable; any thread may read it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
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

// One member of `when`: the value at the pointer is one of these scalars; null also accepts a missing member.
struct RecordCondition {
  RecordPointer pointer;
  std::vector<Value> accepted;
};

// Where the value of one column comes from.
struct ColumnSource {
  enum class Kind : std::uint8_t { kSubject, kConst, kBundle, kRecord };

  std::string column;
  Kind kind = Kind::kConst;
  Value constant;                       // kConst: a scalar
  std::vector<RecordPointer> pointers;  // kRecord: one or more; kBundle: one
  std::vector<Transform> transforms;    // kRecord, kBundle; in order

  // Whether it stores the bytes of an attachment: one pointer, and no other transform.
  [[nodiscard]] bool wants_file() const { return !transforms.empty() && transforms.front() == Transform::kFile; }
};

enum class RuleMode : std::uint8_t { kInsert, kFill };
enum class RuleKind : std::uint8_t { kData, kEvidence, kSuppression };

// One rule: it stores matching records (`into`), or counts those that no rule stores under a code (`reject`).
struct Rule {
  std::string from;  // section, "@bundle", "@rejects" or "@suppressions"
  std::vector<RecordCondition> when;
  std::string into;
  RuleMode mode = RuleMode::kInsert;
  RuleKind kind = RuleKind::kData;
  std::vector<ColumnSource> set;  // in order of the column names; `reliance` is among them
  std::string reject;
  std::string item;  // under which `reject` counts
  std::string key;   // names a storing rule in the ledger: its table, then "table#2" for a second rule from → into

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

class ImportMap {
 public:
  // Errors: kMalformedJson, kLimit; kMapUnfit with the JSON Pointer; kAuthorityColumn.
  static Result<ImportMap> parse(std::string_view text);

  [[nodiscard]] const std::string& name() const { return name_; }
  // The issuers it was made for; empty: any trusted one.
  [[nodiscard]] std::span<const std::string> issuers() const { return issuers_; }
  [[nodiscard]] const LocalSubject& subject() const { return subject_; }
  [[nodiscard]] const std::string& unlisted() const { return unlisted_; }
  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  // SHA-256 of its canonical form, lower-case hex: the ledger knows by which map a segment was stored.
  [[nodiscard]] const std::string& sha256() const { return sha256_; }

 private:
  std::string name_;
  std::vector<std::string> issuers_;
  LocalSubject subject_;
  std::string unlisted_;
  std::vector<Rule> rules_;
  std::string sha256_;
};

}  // namespace holdall
