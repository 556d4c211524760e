// The table of errors is a contract with scripts: tokens, exit codes and law codes.
#include "holdall/core/base/error.h"

#include <regex>
#include <set>

#include "holdall/core/base/result.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

TEST(ErrorTableTest, GivesEveryCodeOneKebabCaseToken) {
  std::set<std::string_view> tokens;
  for (const ErrorInfo& info : error_table()) {
    EXPECT_TRUE(tokens.insert(info.token).second) << info.token;
    EXPECT_TRUE(std::regex_match(std::string(info.token), std::regex("[a-z]+(-[a-z]+)*"))) << info.token;
    EXPECT_FALSE(info.meaning.empty()) << info.token;
    EXPECT_EQ(&error_info(info.code), &info);
  }
}

TEST(ErrorTableTest, UsesTheExitCodesOfFailures) {
  int last = 1;
  for (const ErrorInfo& info : error_table()) {
    EXPECT_GE(info.exit_code, last) << info.token;  // the codes are in the order of their classes
    EXPECT_LE(info.exit_code, 13) << info.token;
    EXPECT_NE(info.exit_code, 12) << info.token;  // a batch that failed in part: no single error
    last = info.exit_code;
  }
}

TEST(ErrorTableTest, SpeaksTheLawOnlyWhereARequestWasJudged) {
  for (const ErrorInfo& info : error_table()) {
    const bool is_ours = info.code == ErrorCode::kAuditBroken || info.code == ErrorCode::kPlanStale;
    const bool is_judged = (info.exit_code == 4 || info.exit_code == 5) && !is_ours;
    EXPECT_EQ(info.law.empty(), !is_judged) << info.token;
    EXPECT_TRUE(!is_judged || info.exit_code != 4 || info.law == "E_SIGNATURE") << info.token;
  }
  EXPECT_EQ(error_info(ErrorCode::kAudience).law, "E_AUDIENCE");
  EXPECT_EQ(error_info(ErrorCode::kExpired).law, "E_EXPIRED");
  EXPECT_EQ(error_info(ErrorCode::kStale).law, "E_REPLAY");
  EXPECT_EQ(error_info(ErrorCode::kUnverifiedRequest).law, "E_ID_UNVERIFIED");
}

TEST(ErrorTest, IsToldFromFurtherOut) {
  const Error error = Error{ErrorCode::kManifest, "a member is missing", "hint"}.within("manifest.json");
  EXPECT_EQ(error.code, ErrorCode::kManifest);
  EXPECT_EQ(error.message, "manifest.json: a member is missing");
  EXPECT_EQ(error.hint, "hint");
}

}  // namespace
}  // namespace holdall
