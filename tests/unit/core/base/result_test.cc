// Result and its macros: a value or an error, handed on as it is.
#include "holdall/core/base/result.h"

#include <gtest/gtest.h>

#include <memory>

namespace holdall {
namespace {

Result<std::unique_ptr<int>> made(bool ok) {
  if (!ok) {
    return Error{ErrorCode::kLimit, "too much", "less"};
  }
  return std::make_unique<int>(7);
}

Result<void> checked(bool ok) {
  HOLDALL_TRY(made(ok));
  return {};
}

Result<int> doubled(bool first, bool second) {
  HOLDALL_TRY(checked(first));
  HOLDALL_ASSIGN(const std::unique_ptr<int> a, made(first));
  HOLDALL_ASSIGN(const std::unique_ptr<int> b, made(second));
  return *a + *b;
}

TEST(ResultTest, HandsOnValuesThatOnlyMove) {
  const auto result = doubled(true, true);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result.value(), 14);
}

TEST(ResultTest, HandsOnTheWholeError) {
  for (const bool first : {true, false}) {
    const auto result = doubled(first, !first);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, ErrorCode::kLimit);
    EXPECT_EQ(result.error().message, "too much");
    EXPECT_EQ(result.error().hint, "less");
  }
  EXPECT_TRUE(checked(true).ok());
  EXPECT_EQ(checked(false).error().code, ErrorCode::kLimit);
}

TEST(ResultDeathTest, AbortsWhereTheOtherSideIsAsked) {
  EXPECT_DEATH((void)made(false).value(), "X1/internal.*broken precondition");
  EXPECT_DEATH((void)made(true).error(), "broken precondition");
  EXPECT_DEATH((void)checked(true).error(), "broken precondition");
}

}  // namespace
}  // namespace holdall
