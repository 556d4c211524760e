// A map or request that is wrong in any one place is refused with its own code: nothing aborts, nothing is guessed.
#include <gtest/gtest.h>

#include "support/mutations.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using test::document_at;
using test::document_of;
using test::expect_judged;
using test::Mutator;

// One of `stride` changes is tried, evenly over the document.
void expect_judged_everywhere(const Value& map, std::size_t stride) {
  ASSERT_TRUE(DataMap::parse(canonical(map)).ok());
  std::size_t refused = 0;
  std::size_t changes = 0;
  Mutator(map, [&](const std::string& place, const std::string& text) {
    if (changes++ % stride != 0) {
      return;
    }
    const auto parsed = DataMap::parse(text);
    expect_judged(parsed, {ErrorCode::kMapUnfit, ErrorCode::kLimit}, place);
    refused += parsed.ok() ? 0U : 1U;
  }).run();
  EXPECT_GT(refused, 1000U);
}

TEST(MutatedDocumentsTest, ADataMapIsTakenOrRefused) {
  expect_judged_everywhere(document_of(testing_library::kMap), 1);
  expect_judged_everywhere(document_at("examples/shes/map.json"), 7);  // a prime: no kind of change is left out
}

TEST(MutatedDocumentsTest, ARightsRequestIsTakenOrRefused) {
  using enum ErrorCode;
  const DataMap map = testing_library::library_map();
  for (const Value& request : {document_of(testing_library::kRequest), document_at("examples/shes/requests/copy.json"),
                               document_at("examples/shes/requests/transfer.json")}) {
    ASSERT_TRUE(testing_library::judged(map, canonical(request)).ok());
    Mutator(request, [&](const std::string& place, const std::string& text) {
      expect_judged(parse_request(text), {kRequestUnfit, kLimit}, place);
      expect_judged(testing_library::judged(map, text),
                    {kRequestUnfit, kLimit, kUnverifiedRequest, kRequestExpired, kIncompleteRequest, kNoSuchRight,
                     kRequesterRefused, kNotInForce, kHeirNotRecognised, kAgentNoPermission},
                    place);
    }).run();
  }
}

}  // namespace
}  // namespace holdall
