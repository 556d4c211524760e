// Laws, requests and a map of a test's own, small enough to see whole.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/merge_patch.h"
#include "holdall/exporter/rights/check_request.h"

namespace holdall::small_law {

inline Timestamp at(std::string_view text) {
  return parse_timestamp(text.size() == 10 ? std::string(text) + "T00:00:00Z" : std::string(text)).value();
}

inline const Timestamp kNow = at("2026-11-23T12:00:00Z");

inline Value json(std::string_view text) {
  auto read = parse_document(text);
  EXPECT_TRUE(read.ok()) << text;
  return read.ok() ? std::move(read).value() : Value();
}

// What a result is in one word: `ok`, or the token of its error.
template <typename T>
std::string verdict(const Result<T>& result) {
  return result.ok() ? "ok" : std::string(error_info(result.error().code).token);
}

inline const ProfileSet& shipped() {
  static const ProfileSet set = ProfileSet::shipped().value();
  return set;
}

// A profile `xx-law/1`, with these members besides.
inline std::string law_text(std::string_view members = "{}") {
  const Value base = json(R"({"schema": "rights-profile/1", "profile": "xx-law", "version": "1", "extends": "core",
      "kind": "export", "jurisdictions": ["*"], "sources": [{"ref": "Law 1", "mark": "J"}, {"ref": "Law 2", "mark": "J"}]})");
  return canonical(merge_patch(base, json(members)));
}

inline Result<Profile> try_law(std::string_view members) {
  return shipped().compile(law_text(members));
}

inline Profile law(std::string_view members = "{}") {
  auto compiled = try_law(members);
  EXPECT_TRUE(compiled.ok()) << compiled.error().message;
  return std::move(compiled).value();
}

// A request for a copy by the person, received an hour before kNow, with these members besides.
inline std::string request_text(std::string_view members = "{}") {
  const Value base = json(R"({"id": "r-1", "received": "2026-11-23T11:00:00Z",
      "subject": {"key": {"id": 7}, "residence": "SE"},
      "requester": {"kind": "subject",
        "verification": {"method": "session_reauth", "at": "2026-11-23T11:00:00Z", "level": "substantial"}},
      "right": "auto", "delivery": {"mode": "copy"}})");
  return canonical(merge_patch(base, json(members)));
}

inline Request request(std::string_view members = "{}") {
  auto parsed = parse_request(request_text(members));
  EXPECT_TRUE(parsed.ok()) << parsed.error().message;
  return std::move(parsed).value();
}

// Evidence, requester and method as one test line needs them.
inline std::string asks(std::string_view kind, std::string_view evidence, std::string_view method = "session_reauth") {
  return R"({"requester": {"kind": ")" + std::string(kind) + R"(", "evidence": )" + std::string(evidence) +
         R"(, "verification": {"method": ")" + std::string(method) + R"("}}})";
}

inline Tags tags(const std::map<Tag, std::string>& values = {}) {
  Tags tags;
  const std::map<Tag, std::string> ordinary = {
      {Tag::kProvenance, "provided"}, {Tag::kBasis, "contract"}, {Tag::kBasisState, "active"}, {Tag::kCategory, "ID"},
      {Tag::kKind, "data"},           {Tag::kAbout, "subject"},  {Tag::kHolder, "self"},       {Tag::kStore, "live"},
      {Tag::kMedium, "electronic"},   {Tag::kSource, "account"}};
  for (const auto* list : {&ordinary, &values}) {
    for (const auto& [tag, value] : *list) {
      tags[tag] = value;
    }
  }
  return tags;
}

inline DataItem item(std::string id, const std::map<Tag, std::string>& values = {}) {
  DataItem item;
  item.id = std::move(id);
  item.tags = tags(values);
  return item;
}

// One table; items: mail (provided), log (observed, security), memo (privileged), pin (a credential).
inline std::string map_text(std::string_view members = "{}") {
  const Value base = json(R"({"map": "small/1",
    "controller": {"iss": "https://small.example", "name": "Small", "contact": "desk@small.example"},
    "subject": {"table": "person", "column": "id", "keys": [{"name": "id", "column": "id"}]},
    "owners": {"person": {"key": ["id"], "column": "id"}},
    "categories": {"ID": {"en": "Identifiers"}}, "purposes": {"P": {"en": "To serve"}}, "recipients": {},
    "retention": {"T": {"en": "While it lasts"}},
    "items": {
      "mail": {"category": "ID", "provenance": "provided", "basis": "contract", "purposes": ["P"], "retention": "T"},
      "log": {"category": "ID", "provenance": "observed", "basis": "legitimate_interest", "class": "security"},
      "memo": {"category": "ID", "provenance": "authored", "basis": "legal_obligation", "class": "privileged"},
      "pin": {"category": "ID", "provenance": "provided", "class": "credential"}},
    "sections": {"identifiers": [
      {"name": "all", "table": "person", "owner": "id", "id": {"kind": "natural", "columns": ["id"]},
       "fields": [{"field": "type", "const": "email"},
                  {"field": "value", "column": "mail", "type": "text", "item": "mail"},
                  {"field": "scope", "column": "log", "type": "text", "item": "log"},
                  {"field": "held", "column": "pin", "item": "pin", "presence": true}]},
      {"name": "memo", "table": "person", "owner": "id", "id": {"kind": "natural", "columns": ["id"]},
       "fields": [{"field": "type", "const": "memo"},
                  {"field": "value", "column": "memo", "type": "text", "item": "memo"}]}]}})");
  return canonical(merge_patch(base, json(members)));
}

inline DataMap data_map(std::string_view members = "{}") {
  auto map = DataMap::parse(map_text(members));
  EXPECT_TRUE(map.ok()) << map.error().message;
  return std::move(map).value();
}

}  // namespace holdall::small_law
