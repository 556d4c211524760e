// An import map that is wrong in any one place is refused as a map: nothing aborts, nothing is guessed.
#include <gtest/gtest.h>

#include "holdall/importer/map/import_map.h"
#include "holdall/importer/map/lint.h"
#include "support/mutations.h"

namespace holdall {
namespace {

// Everything that a map can say, once.
constexpr std::string_view kEverything = R"({
  "map": "all/1", "from": ["https://shop.example"], "authority": ["t.x", "y", "z.*"], "unlisted": "UNMAPPED",
  "subject": {"table": "person", "column": "pid", "type": "integer"},
  "policy": {"misfit": "store_rest", "unlisted": "refuse_all"},
  "lookups": {"topic": {"a": "b", "c": null, "d": 1}},
  "rules": [
    {"from": "communications", "into": "thread", "gone": "delete",
     "when": {"/kind": ["case", null], "/at": {"from": "2024-01-01", "before": "2025-01-01T00:00:00Z"},
              "/status": {"present": true, "not": ["open"], "prefix": "clo"}},
     "set": {"pid": {"subject": true}, "topic": {"from": "/status", "fn": [{"lookup": "topic", "else": "x"}]},
             "words": {"from": ["/channel", "/author"], "fn": [{"join": ", "}, "trim", {"default": "none"}]},
             "part": {"from": "/detail/n", "fn": [{"without_prefix": "p"}, {"part": 2, "of": ","}, {"decimal_to_units": 2}]}}},
    {"from": "communications", "into": "post",
     "set": {"pid": {"subject": true}, "n": {"const": 1}, "batch": {"bundle": "/batch"}, "file": {"from": "/body", "fn": ["file"]},
             "thread": {"row": {"from": "communications", "into": "thread", "id": "/case", "column": "tid"}}}},
    {"from": "consents", "into": "proof", "kind": "evidence", "reliance": "r", "set": {"record": {"from": ""}}},
    {"from": "@suppressions", "into": "refusal", "when": {"/topic": ["email"]}, "set": {"topic": {"from": "/topic"}}},
    {"from": "profile", "into": "person", "mode": "fill", "set": {"nick": {"from": "/display_name"}}},
    {"from": "devices", "reject": "NOT_RELEVANT", "item": "gadgets"}
  ]})";

std::size_t judge_mutations(const Value& map) {
  EXPECT_TRUE(ImportMap::parse(canonical(map)).ok()) << ImportMap::parse(canonical(map)).error().message;
  std::size_t refused = 0;
  test::Mutator(map, [&](const std::string& place, const std::string& text) {
    const auto parsed = ImportMap::parse(text);
    test::expect_judged(parsed, {ErrorCode::kMapUnfit, ErrorCode::kAuthorityColumn, ErrorCode::kLimit}, place);
    refused += parsed.ok() ? 0U : 1U;
    if (parsed.ok()) {
      lint_map(parsed.value());
    }
  }).run();
  return refused;
}

TEST(MutatedMapTest, AnImportMapIsTakenOrRefused) {
  EXPECT_GT(judge_mutations(test::document_at("examples/receiver/import-map.json")), 100U);
}

TEST(MutatedMapTest, AMapThatSaysEverythingIsTakenOrRefused) {
  EXPECT_GT(judge_mutations(test::document_of(std::string(kEverything))), 300U);
}

}  // namespace
}  // namespace holdall
