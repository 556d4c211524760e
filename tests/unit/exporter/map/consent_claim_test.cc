#include "holdall/exporter/map/consent_claim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using testing_library::kMap;
using testing_library::replaced;

const std::string kClaim = R"({"field": "conforms_to", "const": "https://w3id.org/dpv/schema/dpv-27560#record"},)";
const std::string kRest = R"({"field": "subject", "column": "card", "type": "text", "item": "grants"},
  {"field": "notice.url", "const": "https://library.example/privacy"}, {"field": "jurisdiction", "const": "SE"},
  {"field": "purposes", "const": [{}]}, {"field": "parties", "const": [{}]},)";
const std::string kEvents = R"({"field": "validity", "const": "P2Y"}, {"field": "by", "const": "subject"},
  {"field": "type", "const": "explicit"},)";

// The library's map with more fields of its consents, and of their events.
std::string map_with(const std::string& fields, const std::string& events) {
  const std::string before = R"("fields": [{"field": "purpose", "column": "topic")";
  const std::string in_group = R"({"field": "at", "column": "at", "type": "timestamp", "item": "grants"},
         {"field": "state")";
  return replaced(replaced(kMap, before, R"("fields": [)" + fields + before.substr(11)), in_group, events + in_group);
}

std::string error_of(const std::string& map_text) {
  const auto map = DataMap::parse(map_text);
  return map.ok() ? "" : map.error().message;
}

TEST(ConsentClaimTest, WhoClaimsToConformSetsWhatIsMandatory) {
  EXPECT_EQ(error_of(map_with(kClaim + kRest, kEvents)), "");
  EXPECT_EQ(error_of(map_with("", "")), "") << "who claims nothing lacks nothing";
  struct Case {
    const char* without;
    const char* lacks;
  };
  for (const auto& [without, lacks] :
       {Case{R"({"field": "subject", "column": "card", "type": "text", "item": "grants"},)", "subject"},
        {R"({"field": "notice.url", "const": "https://library.example/privacy"},)", "notice.url"},
        {R"({"field": "jurisdiction", "const": "SE"},)", "jurisdiction"},
        {R"({"field": "purposes", "const": [{}]},)", "purposes"},
        {R"({"field": "parties", "const": [{}]},)", "parties"},
        {R"({"field": "validity", "const": "P2Y"},)", "events.validity"},
        {R"({"field": "by", "const": "subject"},)", "events.by"},
        {R"({"field": "type", "const": "explicit"},)", "events.type"},
        {R"(,
                  {"field": "notice.language", "column": "lang", "type": "text", "item": "grants"})",
         "notice.language"}}) {
    const std::string message = error_of(replaced(map_with(kClaim + kRest, kEvents), without, ""));
    EXPECT_EQ(message, "/sections/consents/0/fields/0: claims what lacks " + std::string(lacks) +
                           ", which the standard makes mandatory");
  }
}

}  // namespace
}  // namespace holdall
