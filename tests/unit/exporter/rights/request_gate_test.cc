// What stands in the way of every request, whatever its right.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/exporter/rights/check_request.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using testing_library::judged;
using testing_library::kRequest;
using testing_library::library_map;
using testing_library::replaced;

const std::string kTransfer = replaced(
    kRequest, R"("mode": "copy")",
    R"("mode": "transfer", "audience": "https://club.example", "expires": "2026-12-23T00:00:00Z", "sub": {"id": "p-1"})");

struct Case {
  const char* name;
  bool transfer;
  const char* from;
  const char* to;
  ErrorCode code;
  const char* pointer;
};

TEST(RequestGateTest, P19_ARequestWithoutAuthorityIsRefusedBeforeDataIsRead) {
  using enum ErrorCode;
  const std::vector<Case> cases = {
      {"no JSON", false, "{\n", "", kRequestUnfit, ""},
      {"no subject", false, "\"subject\": {\"key\": {\"card\": \"7\"}, \"residence\": \"SE\"},", "", kRequestUnfit,
       "subject"},
      {"no verification", false, "\"level\": \"substantial\"", "\"how\": \"x\"", kRequestUnfit, "verification"},
      {"level none", false, "substantial", "none", kUnverifiedRequest, "/requester/verification/level"},
      {"level unverified", false, "substantial", "unverified", kUnverifiedRequest, "/requester/verification/level"},
      {"verified tomorrow", false, "\"at\": \"2026-11-23T11:00:00Z\"", "\"at\": \"2026-11-23T12:05:01Z\"",
       kRequestExpired, "/requester/verification/at"},
      {"received tomorrow", false, "\"received\": \"2026-11-23T11:00:00Z\"", "\"received\": \"2026-11-24T11:00:00Z\"",
       kRequestExpired, "/received"},
      {"a level in capitals", false, "substantial", "None", kUnverifiedRequest, "/requester/verification/level"},
      {"verified long ago", false, "\"at\": \"2026-11-23T11:00:00Z\"", "\"at\": \"2026-08-20T11:00:00Z\"",
       kUnverifiedRequest, "/requester/verification/at"},
      {"a clock of tomorrow", false, "\"delivery\"",
       "\"clock\": {\"extended\": \"2026-11-24T11:00:00Z\"}, \"delivery\"", kRequestExpired, "/clock"},
      {"a clock before receipt", false, "\"delivery\"",
       "\"clock\": {\"fee_asked\": \"2026-11-22T11:00:00Z\"}, \"delivery\"", kRequestExpired, "/clock"},
      {"an item that is none", false, "\"delivery\"", "\"options\": {\"items\": [\"mail\", \"male\"]}, \"delivery\"",
       kIncompleteRequest, "/options/items/1"},
      {"the right of another place", false, "\"row-policy-baseline\"", "\"ccpa-know\"", kNoSuchRight, "/right"},
      {"another right", false, "\"row-policy-baseline\"", "\"gdpr-art16-access\"", kNoSuchRight, "/right"},
      {"another version of the right", false, "\"row-policy-baseline\"", "\"row-policy-baseline/2025.01\"",
       kNoSuchRight, "/right"},
      {"an agent", false, "\"kind\": \"subject\"", "\"kind\": \"agent\"", kRequesterRefused, "/requester/kind"},
      {"an heir", false, "\"kind\": \"subject\"", "\"kind\": \"heir\"", kHeirNotRecognised, "/requester/kind"},
      {"a copy with an audience", false, "\"mode\": \"copy\"",
       "\"mode\": \"copy\", \"audience\": \"https://c.example\"", kRequestUnfit, "/delivery"},
      {"a transfer without audience", true, "\"audience\": \"https://club.example\", ", "", kIncompleteRequest,
       "/delivery/audience"},
      {"a transfer to ourselves", true, "https://club.example", "https://library.example", kIncompleteRequest,
       "/delivery/audience"},
      {"a transfer without end", true, "\"expires\": \"2026-12-23T00:00:00Z\", ", "", kIncompleteRequest,
       "/delivery/expires"},
      {"a transfer that has expired", true, "2026-12-23", "2026-11-22", kIncompleteRequest, "/delivery/expires"},
      {"a transfer for years", true, "2026-12-23", "2027-12-23", kIncompleteRequest, "/delivery/expires"},
      {"a transfer of nobody", true, ", \"sub\": {\"id\": \"p-1\"}", "", kIncompleteRequest, "/delivery/sub"},
      {"an e-mail address as sub", true, "\"p-1\"", "\"x@x.example\"", kIncompleteRequest, "/delivery/sub/id"},
      {"two subs", true, "{\"id\": \"p-1\"}",
       "{\"id\": \"p-1\", \"token\": \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", kRequestUnfit, "/delivery/sub"},
      {"a token of the wrong length", true, "{\"id\": \"p-1\"}", "{\"token\": \"AAAA\"}", kRequestUnfit,
       "/delivery/sub"},
  };
  const DataMap map = library_map();
  for (const Case& each : cases) {
    SCOPED_TRACE(each.name);
    const auto request = judged(map, replaced(each.transfer ? kTransfer : kRequest, each.from, each.to));
    ASSERT_FALSE(request.ok());
    EXPECT_EQ(error_info(request.error().code).token, error_info(each.code).token) << request.error().message;
    EXPECT_THAT(request.error().message, HasSubstr(each.pointer));
  }
}

TEST(RequestGateTest, ARequestFromAClockALittleAheadIsTaken) {
  const std::string early = replaced(kRequest, "\"at\": \"2026-11-23T11:00:00Z\"", "\"at\": \"2026-11-23T12:05:00Z\"");
  EXPECT_TRUE(judged(library_map(), early).ok());
}

TEST(RequestGateTest, WhatIsAcceptedFitsIntoAManifest) {
  const DataMap map = library_map();
  const auto check = [&](const std::string& from, const std::string& to) {
    return judged(map, replaced(kTransfer, from, to));
  };
  const std::string two_bytes = "\u00e5";
  std::string longest;
  while (longest.size() < 512) {
    longest += two_bytes;
  }
  EXPECT_TRUE(check("p-1", longest).ok());
  for (const std::string& longer : {longest + "x", longest + longest, std::string(1024, 'x')}) {
    const auto request = check("p-1", longer);
    ASSERT_FALSE(request.ok());
    EXPECT_EQ(request.error().code, ErrorCode::kIncompleteRequest);
    EXPECT_THAT(request.error().message, HasSubstr("/delivery/sub/id"));
  }
  const std::string audience = "https://club.example/" + std::string(2048 - 21, 'a');
  EXPECT_TRUE(check("https://club.example", audience).ok());
  EXPECT_FALSE(check("https://club.example", audience + "a").ok());
}

TEST(RequestGateTest, ATransferMayNameABindingToken) {
  const std::string text =
      replaced(kTransfer, R"({"id": "p-1"})", R"({"token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})");
  const auto request = judged(library_map(), text);
  ASSERT_TRUE(request.ok()) << request.error().message;
  EXPECT_EQ(request.value().request.sub->id, "");
}

}  // namespace
}  // namespace holdall
