#include "holdall/core/crypto/multiset_digest.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

MultisetDigest digest_of(const std::vector<std::string_view>& things) {
  MultisetDigest digest({std::byte{7}});
  for (const std::string_view each : things) {
    digest.add(as_bytes(each));
  }
  return digest;
}

TEST(MultisetDigestTest, OrderDoesNotCountAndNumberDoes) {
  EXPECT_TRUE(digest_of({"a", "b", "c"}).agrees_with(digest_of({"c", "a", "b"})));
  EXPECT_TRUE(digest_of({}).agrees_with(digest_of({})));
  for (const std::vector<std::string_view>& other : std::vector<std::vector<std::string_view>>{
           {}, {"a", "b"}, {"a", "b", "d"}, {"a", "b", "c", "c"}, {"a", "a", "b"}, {"ab", "c", ""}}) {
    EXPECT_FALSE(digest_of({"a", "b", "c"}).agrees_with(digest_of(other)));
  }
}

TEST(MultisetDigestTest, TimesIsAddingAsOften) {
  MultisetDigest once({std::byte{7}});
  once.add(as_bytes("a"), 3);
  once.add(as_bytes("b"), 0);
  EXPECT_TRUE(once.agrees_with(digest_of({"a", "a", "a"})));
  EXPECT_EQ(once.count(), 3U);
}

TEST(MultisetDigestTest, AnotherKeyIsAnotherDigest) {
  MultisetDigest one({std::byte{1}});
  MultisetDigest two({std::byte{2}});
  one.add(as_bytes("a"));
  two.add(as_bytes("a"));
  EXPECT_FALSE(one.agrees_with(two));
}

}  // namespace
}  // namespace holdall
