// Text rules: UTF-8, UTF-16 order, base64url, hex, URIs, and what may reach a terminal (P24).
#include "holdall/core/base/text.h"

#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;      // NOLINT: test words
using namespace std::literals;  // NOLINT: NUL in literals

TEST(Utf8Test, DecodesTheFirstAndLastCodePointOfEachLength) {
  struct Case {
    std::string_view text;
    char32_t value;
  };
  for (const Case& c :
       {Case{"\0"sv, 0}, Case{"\x7F", 0x7F}, Case{"\xC2\x80", 0x80}, Case{"\xDF\xBF", 0x7FF},
        Case{"\xE0\xA0\x80", 0x800}, Case{"\xED\x9F\xBF", 0xD7FF}, Case{"\xEE\x80\x80", 0xE000},
        Case{"\xEF\xBF\xBF", 0xFFFF}, Case{"\xF0\x90\x80\x80", 0x10000}, Case{"\xF4\x8F\xBF\xBF", 0x10FFFF}}) {
    SCOPED_TRACE(static_cast<unsigned>(c.value));
    const auto point = decode_utf8(c.text);
    ASSERT_TRUE(point);
    EXPECT_EQ(point->value, c.value);
    EXPECT_EQ(point->size, c.text.size());
  }
}

TEST(Utf8Test, RefusesWhatIsNotStrictUtf8) {
  struct Case {
    const char* name;
    std::string_view text;
  };
  for (const Case& c :
       {Case{"overlong slash", "\xC0\xAF"}, Case{"overlong NUL", "\xC0\x80"}, Case{"overlong, two bytes", "\xC1\xBF"},
        Case{"overlong, three bytes", "\xE0\x9F\xBF"}, Case{"overlong, four bytes", "\xF0\x8F\xBF\xBF"},
        Case{"first surrogate", "\xED\xA0\x80"}, Case{"last surrogate", "\xED\xBF\xBF"},
        Case{"U+110000", "\xF4\x90\x80\x80"}, Case{"lead byte F5", "\xF5\x80\x80\x80"},
        Case{"five bytes", "\xF8\x88\x80\x80\x80"}, Case{"byte FE", "\xFE"}, Case{"byte FF", "\xFF"},
        Case{"lone continuation", "\x80"}, Case{"cut after one of two", "\xC3"}, Case{"cut after one of three", "\xE2"},
        Case{"cut after two of three", "\xE2\x82"}, Case{"cut after three of four", "\xF0\x9F\x98"},
        Case{"a letter for a continuation", "\xE2\x28\xA1"}}) {
    SCOPED_TRACE(c.name);
    EXPECT_FALSE(decode_utf8(c.text));
    EXPECT_FALSE(is_ijson_text("before " + std::string(c.text)));
  }
}

TEST(Utf8Test, KeepsNoncharactersOutOfIJsonText) {
  int found = 0;
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (is_noncharacter(value)) {
      const std::string text = utf8(value);
      EXPECT_FALSE(is_ijson_text(text)) << static_cast<unsigned>(value);
      ++found;
    }
  }
  EXPECT_EQ(found, 66);  // Unicode has so many
  EXPECT_TRUE(is_ijson_text(""));
  EXPECT_TRUE(is_ijson_text("a\0é\U0001F600"sv));
  EXPECT_TRUE(is_ijson_text("\uFDCF\uFDF0\uFFFD"));  // their neighbours
}

TEST(Utf8Test, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("aé€\U0001F600"), 4U);
}

TEST(Utf16OrderTest, OrdersByCodeUnitsAndNotByCodePoints) {
  // Each is before the next.
  const std::vector<std::string_view> ordered = {"",
                                                 "\0"sv,
                                                 "\r",
                                                 "1",
                                                 "a",
                                                 "a\0"sv,
                                                 "aa",
                                                 "b",
                                                 "\u0080",
                                                 "\u00F6",
                                                 "\u20AC",
                                                 "\uD7FF",
                                                 "\U00010000",
                                                 "\U0001F600",
                                                 "\U0001F601",
                                                 "\U0010FFFF",
                                                 "\uE000",
                                                 "\uFB33",
                                                 "\uFB33\U0001F600",
                                                 "\uFB33\uFFFD",
                                                 "\uFFFD"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      SCOPED_TRACE(std::to_string(i) + " and " + std::to_string(j));
      const int order = compare_utf16(ordered[i], ordered[j]);
      EXPECT_EQ(order < 0, i < j);
      EXPECT_EQ(order > 0, i > j);
    }
  }
}

TEST(Base64UrlTest, WritesAndReadsTheVectorsOfRfc4648) {
  struct Case {
    std::string_view plain;
    std::string_view encoded;
  };
  for (const Case& c : {Case{"", ""}, Case{"f", "Zg"}, Case{"fo", "Zm8"}, Case{"foo", "Zm9v"}, Case{"foob", "Zm9vYg"},
                        Case{"fooba", "Zm9vYmE"}, Case{"foobar", "Zm9vYmFy"}, Case{"\xFB\xEF\xFF", "--__"}}) {
    EXPECT_EQ(base64url_encode(as_bytes(c.plain)), c.encoded);
    const auto decoded = base64url_decode(c.encoded);
    ASSERT_TRUE(decoded) << c.encoded;
    EXPECT_EQ(as_text(*decoded), c.plain);
  }
}

TEST(Base64UrlTest, RefusesEveryOtherSpelling) {
  for (const std::string_view text :
       std::vector<std::string_view>{"Zg==", "Zm8=", "Zg=", "=", "Zm9v ", " Zm9v", "Zm9v\n", "Zm\n9v", "Z", "Zm9vY",
                                     "Zh", "Zm9", "Z/", "+/+/", "Zm9v\0"sv, "Zé", "Zm.v"}) {
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
}

TEST(Base64UrlTest, GivesEachByteStringOneSpelling) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  int accepted = 0;
  for (const char a : kAlphabet) {
    for (const char b : kAlphabet) {
      const std::string text{a, b};
      const auto decoded = base64url_decode(text);
      accepted += decoded ? 1 : 0;
      EXPECT_TRUE(!decoded || base64url_encode(*decoded) == text) << text;
    }
  }
  EXPECT_EQ(accepted, 256);
}

TEST(HexTest, WritesLowerCase) {
  EXPECT_EQ(hex_encode(as_bytes("\x00\x9f\xff"sv)), "009fff");
}

TEST(HexTest, KnowsADigestByLengthAndCase) {
  EXPECT_TRUE(is_hex_sha256(std::string(64, 'a')));
  EXPECT_FALSE(is_hex_sha256(std::string(63, 'a')));
  EXPECT_FALSE(is_hex_sha256(std::string(65, 'a')));
  EXPECT_FALSE(is_hex_sha256(std::string(64, 'A')));
  EXPECT_FALSE(is_hex_sha256(std::string(63, 'a') + "\n"));
}

TEST(AbsoluteUriTest, AcceptsIdentifiersOfControllers) {
  for (const std::string_view uri :
       {"https://example.org", "https://example.org/a?b=c", "urn:uuid:1", "did:web:example.org",
        "tag:example.org,2026:x", "x-1+2.3:y", "https://[2001:db8::1]/", "https://a.b/%C3%A9"}) {
    EXPECT_TRUE(is_absolute_uri(uri)) << uri;
  }
  EXPECT_TRUE(is_absolute_uri("a:" + std::string(2046, 'b')));
}

TEST(AbsoluteUriTest, RefusesWhatIsRelativeOrUnclean) {
  for (const std::string_view uri : std::vector<std::string_view>{"",
                                                                  ":",
                                                                  "a",
                                                                  "a:",
                                                                  ":b",
                                                                  "//example.org",
                                                                  "/path",
                                                                  "1a:b",
                                                                  "-a:b",
                                                                  "a_b:c",
                                                                  "https://exa mple.org",
                                                                  "https://a\n",
                                                                  "https://a\t",
                                                                  "https://a\x7F",
                                                                  "https://a\0b"sv,
                                                                  "https://é.org",
                                                                  "https://a#b",
                                                                  "https://a<b",
                                                                  "https://a>b",
                                                                  "https://a\"b",
                                                                  "https://a\\b",
                                                                  "https://a^b",
                                                                  "https://a`b",
                                                                  "https://a{b",
                                                                  "https://a|b",
                                                                  "https://a}b"}) {
    EXPECT_FALSE(is_absolute_uri(uri)) << uri;
  }
  EXPECT_FALSE(is_absolute_uri("a:" + std::string(2047, 'b')));
}

// What a terminal may act on, reorder or hide, stated independently of the code: Unicode's controls, bidi controls,
// Default_Ignorable_Code_Point, line separators, private use, noncharacters.
bool acts_or_hides(char32_t c) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  constexpr std::array kRanges = {
      Range{0x00, 0x1F},       Range{0x7F, 0x9F},       Range{0xAD, 0xAD},     Range{0x34F, 0x34F},
      Range{0x61C, 0x61C},     Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5}, Range{0x180B, 0x180F},
      Range{0x200B, 0x200F},   Range{0x2028, 0x202E},   Range{0x2060, 0x206F}, Range{0x3164, 0x3164},
      Range{0xE000, 0xF8FF},   Range{0xFDD0, 0xFDEF},   Range{0xFE00, 0xFE0F}, Range{0xFEFF, 0xFEFF},
      Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFFB},   Range{0xFFFE, 0xFFFF}, Range{0x1BCA0, 0x1BCA3},
      Range{0x1D173, 0x1D17A}, Range{0xE0000, 0x10FFFF}};
  return std::any_of(kRanges.begin(), kRanges.end(), [&](const Range& r) { return c >= r.first && c <= r.last; });
}

// The first code point of `text` that has no place in a message, or nothing; any in what is not UTF-8.
std::optional<char32_t> first_unsafe(std::string_view text) {
  while (!text.empty()) {
    const auto point = decode_utf8(text);
    if (!point || acts_or_hides(point->value)) {
      return point ? point->value : U'\uFFFD';
    }
    text.remove_prefix(point->size);
  }
  return std::nullopt;
}

TEST(PrintableTest, P24_LeavesNothingThatActsOnATerminalOrHides) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if ((value < 0xD800 || value > 0xDFFF) && acts_or_hides(value)) {
      const std::string text = utf8(value);
      ASSERT_EQ(first_unsafe(printable(text)), std::nullopt) << std::hex << static_cast<unsigned>(value);
    }
  }
}

TEST(PrintableTest, P24_MakesEveryHostilePayloadInert) {
  const auto files = HostileCorpus::files("text");
  if (files.empty()) {
    GTEST_SKIP();
  }
  int payloads = 0;
  for (const HostileFile& file : files) {
    if (file.file == "text/payloads.json") {
      const Value document = must(parse_document(file.bytes));
      for (const Value& payload : document.items()) {
        const std::string shown = printable(payload.at("value").text(), 1'000'000);
        EXPECT_EQ(first_unsafe(shown), std::nullopt) << payload.at("id").text();
        ++payloads;
      }
    }
  }
  EXPECT_EQ(payloads, 95);
}

TEST(PrintableTest, KeepsLettersAndNamesTheRest) {
  struct Case {
    std::string_view text;
    std::string_view shown;
  };
  for (const Case& c : {Case{"", ""}, Case{"Zoë 東京 \U0001F600", "Zoë 東京 \U0001F600"}, Case{"a\nb", "a\\u{a}b"},
                        Case{"\x1B[2J", "\\u{1b}[2J"}, Case{"\u202Eexe", "\\u{202e}exe"},
                        Case{"a\xFF\xC3", "a\\xff\\xc3"}, Case{"\0"sv, "\\u{0}"}}) {
    EXPECT_EQ(printable(c.text), c.shown);
  }
}

TEST(PrintableTest, ShowsAtMostTheLimit) {
  EXPECT_EQ(printable("ééé", 3), "ééé");
  EXPECT_EQ(printable("éééé", 3), "ééé…");
  EXPECT_EQ(printable("\n\n", 1), "\\u{a}…");
  EXPECT_EQ(printable(std::string(5000, 'x')), std::string(120, 'x') + "…");
}

}  // namespace
}  // namespace holdall
