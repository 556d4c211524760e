// The closed table of patterns: what each accepts, and that the hand-written matcher is the expression it stands
// beside.
#include "holdall/schemas/patterns.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace holdall {
namespace {

struct Case {
  const char* pattern;
  std::vector<std::string> accepted;
  std::vector<std::string> refused;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"timestamp",
       {"2026-11-23T14:46:00Z", "2024-02-29T23:59:59.123456789Z", "0001-01-01T00:00:00.0Z", "2000-02-29T00:00:00Z"},
       {"", "2026-11-23T14:46:00", "2026-11-23T14:46:00z", "2026-11-23 14:46:00Z", "2026-11-23T14:46:00+00:00",
        "2026-11-23T24:00:00Z", "2026-11-23T23:60:00Z", "2026-12-31T23:59:60Z", "2026-02-30T00:00:00Z",
        "2026-11-23T14:46:00.Z", "2026-11-23T14:46:00.1234567890Z", "0000-01-01T00:00:00Z", "2026-11-23T14:46:00Z\n"}},
      {"date",
       {"2026-11-23", "2024-02-29", "0004-02-29", "9999-12-31"},
       {"", "2026-11-31", "2025-02-29", "1900-02-29", "0000-01-01", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026-1-1", "2026-11-23\n", "+2026-11-23"}},
      {"decimal", {"0", "-12.50", "007", "1.0"}, {"", "-", ".5", "5.", "+1", "1e3", "1.2.3", "--1", "1\n"}},
      {"uri",
       {"https://shop.example", "urn:x:y", "a:b", "a+b-c.d:%20"},
       {"", "shop.example", ":x", "1a:b", "a:", "https://a b", "https://ä.example", "x:#fragment", "x:y\n", "x:<y>"}},
      {"language", {"en", "sv-SE", "zh-Hant-TW"}, {"", "e", "en-", "-en", "en_US", "e1", "verylongtag", "en\n"}},
      {"country", {"SE", "US-CA", "GB-ENG", "FR-2A"}, {"", "S", "se", "SWE", "US-", "US-ABCD", "US-ca", "SE\n"}},
      {"sha256",
       {std::string(64, 'a')},
       {"", std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'), std::string(64, 'a') + "\n"}},
      {"base64url", {"", "AA", "AAA", "AAAA", "_-8"}, {"A", "AB", "AAB", "AA==", "A+A", "AAAA\n", "AAAAA"}},
      {"uuid",
       {"urn:uuid:123e4567-e89b-42d3-a456-426614174000", "urn:uuid:0192f0c1-2b3c-7def-8123-456789abcdef"},
       {"", "123e4567-e89b-42d3-a456-426614174000", "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
        "urn:uuid:123E4567-e89b-42d3-a456-426614174000", "urn:uuid:123e4567-e89b-42d3-c456-426614174000",
        "urn:uuid:123e4567-e89b-42d3-a456-426614174000\n"}},
      {"extension",
       {"com.example.photos", "org.xn--bcher-kva.a1", "com.3m.post-it"},
       {"", "photos", "com.example", "com..photos", "com.example.", ".com.example", "com.example.0", "1.2.c",
        "Com.example.x", "com.-a.x", "com.a-.x", "com.example.x\n"}},
      {"token", {"ID", "shop.email", "9", "a_b-c.d"}, {"", ".a", "-a", "_a", "a b", "a/b", "å", "a\n"}},
      {"versioned", {"shop/1", "auto", "a/b/c"}, {"", "/a", "a/", "a//b", "a/.b", "a\n"}},
      {"origin", {"identifiers", "@bundle"}, {"", "@", "@@x", "x@", "@bundle\n"}},
      {"field", {"value", "notice.version", "a-b_c"}, {"", "_id", "a.b.c", ".a", "a.", "9", "a b", "a\n"}},
      {"sql-name",
       {"customer_id", "T.column", "två ord", "a;b"},
       {"", "a\"b", "a'b", "a`b", "a\nb", std::string("a\0b", 3), "a\x7f", "a\n"}},
      {"pointer", {"", "/", "/a~0b~1/0", "//", "/a\n"}, {"a", "a/b", "/~", "/~2", "/a~", "#/a"}},
  };
  return all;
}

// Small changes to a text, where a matcher and its expression would part.
std::set<std::string> near(const std::string& text) {
  std::set<std::string> out = {text, text + "\n", "\n" + text, text + text, text + " "};
  for (std::size_t i = 0; i < text.size(); ++i) {
    out.insert(text.substr(0, i) + text.substr(i + 1));
    for (const char c : std::string("0369aAgGzZ_-.~/:@'\"`+[]{}#% \n\x7f")) {
      out.insert(text.substr(0, i) + c + text.substr(i + 1));
    }
  }
  return out;
}

TEST(Patterns, EachAcceptsAndRefusesAsItsMeaningSays) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.pattern);
    const Pattern* pattern = pattern_named(c.pattern);
    ASSERT_NE(pattern, nullptr);
    for (const std::string& text : c.accepted) {
      EXPECT_TRUE(pattern->matches(text)) << text;
    }
    for (const std::string& text : c.refused) {
      EXPECT_FALSE(pattern->matches(text)) << text;
    }
  }
}

TEST(Patterns, EveryEntryOfTheTableIsTested) {
  std::set<std::string_view> tested;
  for (const Case& c : cases()) {
    tested.insert(c.pattern);
  }
  for (const Pattern& pattern : patterns()) {
    EXPECT_EQ(tested.count(pattern.name), 1U) << pattern.name;
  }
  EXPECT_EQ(tested.size(), patterns().size());
}

TEST(Patterns, AMatcherAgreesWithItsExpression) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.pattern);
    const Pattern* pattern = pattern_named(c.pattern);
    ASSERT_NE(pattern, nullptr);
    const std::regex expression(pattern->regex);
    for (const std::string& sample : c.accepted) {
      for (const std::string& text : near(sample)) {
        EXPECT_EQ(pattern->matches(text), std::regex_search(text, expression)) << text;
      }
    }
  }
}

TEST(Patterns, AreFoundByTheirTextAndByNothingElse) {
  for (const Pattern& pattern : patterns()) {
    EXPECT_EQ(find_pattern(pattern.regex), &pattern);
    EXPECT_EQ(find_pattern(pattern.regex + " "), nullptr);
  }
  EXPECT_EQ(find_pattern(""), nullptr);
  EXPECT_EQ(pattern_named("regex"), nullptr);
}

TEST(Patterns, AMatcherIsLinearInLongText) {
  const std::string long_text(1U << 22U, 'a');
  for (const Pattern& pattern : patterns()) {
    pattern.matches(long_text);
    pattern.matches(long_text + "!");
    pattern.matches("com." + long_text + "-");
  }
}

}  // namespace
}  // namespace holdall
