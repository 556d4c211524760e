// docs/schema.md: the reference of the data contract for people, made from the same tables as the schemas.
#include "holdall/schemas/json_schema.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

constexpr std::string_view kHead = R"(# Record schemas

<!-- Generated from schemas/record_types.cc and schemas/patterns.cc by `cmake --build build --target schemas`. -->

Each registered section of a bundle holds records of one type. Its JSON Schema (2020-12, within the [profile](#profile))
stands in `schemas/records/SECTION.schema.json` in canonical form (RFC 8785): the SHA-256 of that file is `schema_sha256` in
the header of the section. `holdall schema show SECTION` prints it.

`schemas/bundle.xsd` is the XML Schema of the [XML form](format.md#xml), made from the same table.

Terms are those of DPV 2.3 (`dpv:` https://w3id.org/dpv#, `pd:` https://w3id.org/dpv/pd#), DCMI (`dct:`
http://purl.org/dc/terms/) and SKOS (`skos:` http://www.w3.org/2004/02/skos/core#); schemas carry them as `$comment`.
`schemas/terms.txt` lists those that may be used. How records map to other standards: [interop.md](interop.md).

## Every record

| member | type | required | meaning |
|---|---|---|---|
| `id` | name | yes | Identifies the record in its section. |
| `ext` | object | | The controller's own members, under reverse-DNS names (pattern `extension`); any values. |
| `_salt` | base64url of 128 bits | | Hides the record from guesses where single records can be withheld. |

A member that is not in the table of its section is refused; a member without a value is absent, never null.

## Types

| type | JSON |
|---|---|
| text | string; or `{"_bytes": base64url}` for what is not text; or `{"_file": {"bytes", "mediaType", "name", "sha256"}}`, an attachment |
| name | string of 1 to 1024 code points |
| integer | number without fraction within ±(2^53-1) |
| number, boolean | as in JSON |
| timestamp, date, decimal, uri, language, country, sha256 | string of the [pattern](#patterns) of that name |
| choice | one of the strings listed with the member |
| any | any JSON value but null |
| object, objects | an object, or an array of objects, of the members listed below it as `name.` or `name[].` |
| names | array of names |

)";

constexpr std::string_view kProfile = R"(## Documents

`schemas/documents/` holds the schemas of the documents that Holdall reads: `data-map` (docs/data-map.md), `import-map`
(docs/import-map.md) and `rights-request`. They keep to the same profile.

## Profile

Holdall checks records in one pass, without a tree, so its schemas, and those of a controller's own sections, keep to these
keywords, each with the same meaning in 2020-12 and draft-07. A schema with any other keyword is refused.

| keywords | rule |
|---|---|
| `type` | one name or a list of names |
| `enum`, `const` | `enum`: strings; `const`: a scalar |
| `minLength`, `maxLength`, `pattern` | `pattern`: one of the [texts below](#patterns), exactly |
| `minimum`, `maximum` | |
| `items`, `minItems`, `maxItems` | `items`: one schema |
| `properties`, `required`, `additionalProperties`, `minProperties`, `maxProperties` | |
| `patternProperties` | one entry, whose expression matches no name in `properties` |
| `$ref`, `$defs` | `$ref`: `#/$defs/NAME`, with no other keyword beside it but annotations; `$defs`: at the root |
| `$schema`, `$id` | at the root |
| `$comment`, `title`, `description`, `examples`, `default`, `format`, `deprecated`, `readOnly`, `writeOnly` | annotations |

A schema has at most 1 MiB, 10 000 parts and 64 levels.

## Patterns

The regular expressions that `pattern` and `patternProperties` may hold. They mean the same in ECMA-262 and in Python. Their
end, `$(?!\n)`, refuses the final line feed that `$` alone lets pass in Python, Java and PCRE; an engine without lookahead
(RE2, Go), where `$` is the very end, takes them without `(?!\n)`.

)";

std::string code(std::string_view text) {
  return text.empty() ? std::string() : "`" + std::string(text) + "`";
}

std::string meaning_of(const FieldSpec& field) {
  std::string out(field.meaning);
  for (const std::string_view choice : field.choices) {
    out += (choice == field.choices.front() ? " One of " : ", ") + code(choice);
  }
  return field.choices.empty() ? out : out + ".";
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void append_fields(std::string& out, std::span<const FieldSpec> fields, const std::string& prefix) {
  for (const FieldSpec& field : fields) {
    const std::string name = prefix + std::string(field.name);
    out += "| " + code(name) + " | " + std::string(field_type_name(field.type)) + " | " +
           (field.required ? "yes" : "") + " | " + meaning_of(field) + " | " + code(field.term) + " |\n";
    append_fields(out, field.members, name + (field.type == FieldType::kObjects ? "[]." : "."));
  }
}

}  // namespace

std::string schema_reference() {
  std::string out(kHead);
  for (const RecordType& type : record_types()) {
    out += "## " + code(type.section) + ": " + std::string(type.title) + "\n\n" + std::string(type.meaning) +
           " Schema: " + code(schema_iri(type.section)) +
           "\n\n| member | type | required | meaning | term |\n|---|---|---|---|---|\n";
    append_fields(out, type.fields, "");
    out += "\n";
  }
  out += kProfile;
  for (const Pattern& pattern : patterns()) {
    out += "- **" + std::string(pattern.name) + "**: " + std::string(pattern.meaning) + "\n  `" + pattern.regex + "`\n";
  }
  return out;
}

}  // namespace holdall
