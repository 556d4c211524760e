// Checks canonical JSON against a JSON Schema, in one pass over the bytes, without a tree.
//
// The profile (docs/schema.md#profile): type, properties, patternProperties (one), required, additionalProperties,
// minProperties, maxProperties, items, minItems, maxItems, enum (strings), const (scalar), pattern (of the closed table
// in patterns.h), minLength, maxLength, minimum, maximum, $ref to #/$defs/…, $defs at the root, and annotations. Every
// keyword means the same in draft-07 and 2020-12. Thread rule: one Schema may check on several threads at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

struct SchemaGraph;

class Schema {
 public:
  // Errors: kSchemaUnfit with the pointer of what the profile does not allow; kMalformedJson; kLimit.
  static Result<Schema> compile(std::string_view text);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  ~Schema();

  // `text` must be canonical JSON. Errors: kNotCanonical, kMalformedJson, kLimit; kRecordSchema with the JSON Pointer
  // of the offending value (member names are shown, values never).
  [[nodiscard]] Result<void> check(std::string_view text) const;
  // A document: canonicalised and checked; the error carries `code` instead of kRecordSchema.
  [[nodiscard]] Result<void> check(const Value& document, ErrorCode code) const;
  [[nodiscard]] std::string_view id() const;  // $id or empty

 private:
  explicit Schema(std::unique_ptr<SchemaGraph> graph);
  std::unique_ptr<SchemaGraph> graph_;
};

}  // namespace holdall
