// CanonicalReader: it must accept exactly what parse_canonical accepts, which goes another way (a foreign parser, then
// writing again and comparing).
#include <set>

#include "holdall/core/json/canonical.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;      // NOLINT: test words
using namespace std::literals;  // NOLINT: NUL in literals
using Token = CanonicalReader::Token;

// The text written again from the reader's tokens, or its error.
Result<std::string> rewritten(std::string_view text, unsigned depth = Limits{}.depth) {
  CanonicalReader reader(text, depth);
  std::string out;
  while (true) {
    const Token token = reader.next();
    if (token == Token::kEnd) {
      return out;
    }
    if (token == Token::kInvalid) {
      EXPECT_EQ(reader.next(), Token::kInvalid) << "it went on after a failure";
      return reader.error();
    }
    const bool closes = token == Token::kEndArray || token == Token::kEndObject;
    if (!out.empty() && out.back() != '[' && out.back() != '{' && out.back() != ':' && !closes) {
      out += ',';
    }
    switch (token) {
      case Token::kKey:
      case Token::kString:
        append_string(out, reader.text());
        out += token == Token::kKey ? ":" : "";
        break;
      case Token::kNumber:
        append_number(out, reader.number());
        break;
      default:
        out += text.substr(reader.token_begin(), reader.position() - reader.token_begin());
    }
  }
}

// Texts with everything that RFC 8785 writes.
constexpr std::array kCanonicalTexts = {
    "null"sv,
    "true"sv,
    "\"\""sv,
    "[]"sv,
    "{}"sv,
    "-1"sv,
    "0"sv,
    "0.5"sv,
    "1e+21"sv,
    "-2.5e-7"sv,
    "123456789012345"sv,
    "9007199254740991"sv,
    "[null,true,false,0,\"a\"]"sv,
    R"({"a":[{"b":{}},[[]]],"c":"d"})"sv,
    R"(["\b\t\n\f\r\"\\\u0000\u000b\u001f/"])"sv,
    "{\"a\":\"é\u20AC\U0001F600\u2028\x7F\",\"é\":1}"sv,
    "{\"\":0,\"\\n\":1,\"\\\"\":2,\"a\":3,\"\u20AC\":4,\"\U0001F600\":5,\"\uFB33\":6}"sv,
    "[1.7976931348623157e+308,5e-324,0.000001,1e-7,-333333333.3333333]"sv};

// The property itself, for any bytes.
void expect_agreement(const std::string& text) {
  // A record streams by: how many values and how long names it has is bounded by its line, not here.
  constexpr std::size_t kAny = std::size_t{1} << 30U;
  const bool canonical_text = parse_canonical(text, {.document_values = kAny, .name_bytes = kAny}).ok();
  const auto read = rewritten(text);
  ASSERT_EQ(read.ok(), canonical_text) << printable(text);
  if (read.ok()) {
    ASSERT_EQ(read.value(), text);
  }
}

TEST(CanonicalReaderTest, ReadsWhatIsCanonical) {
  for (const std::string_view text : kCanonicalTexts) {
    SCOPED_TRACE(text);
    const auto read = rewritten(text);
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read.value(), text);
    EXPECT_TRUE(parse_canonical(text).ok());
  }
}

TEST(CanonicalReaderTest, AgreesWithTheOtherParserOnEveryChangedByte) {
  for (const std::string_view text : kCanonicalTexts) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string changed(text);
      for (unsigned byte = 0; byte < 256; ++byte) {
        changed[i] = static_cast<char>(byte);
        expect_agreement(changed);
      }
    }
  }
}

TEST(CanonicalReaderTest, AgreesWithTheOtherParserOnEveryCutAndInsertion) {
  for (const std::string_view text : kCanonicalTexts) {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      expect_agreement(std::string(text.substr(0, i)));
      expect_agreement(std::string(text).erase(i, 1));
      for (const char c : " \n,:[]{}\"\\0-+.eEau/\x7F\xC3\xED\xF4\0"sv) {
        expect_agreement(std::string(text).insert(i, 1, c));
      }
    }
  }
}

TEST(CanonicalReaderTest, AgreesWithTheOtherParserOnHostileTexts) {
  for (const HostileFile& file : HostileCorpus::files("json")) {
    SCOPED_TRACE(file.file);
    expect_agreement(file.bytes);
    if (const auto value = parse_document(file.bytes); value.ok()) {
      expect_agreement(canonical(value.value()));
    }
  }
  const auto folder = vectors("json/test_parsing");
  if (folder.empty()) {
    GTEST_SKIP();
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().filename().string());
    const std::string text = read_whole(entry.path());
    expect_agreement(text);
    if (const auto value = parse_document(text); value.ok()) {
      EXPECT_EQ(must(rewritten(canonical(value.value()))), canonical(value.value()));
    }
  }
}

TEST(CanonicalReaderTest, RefusesWithACodeThatTellsWhy) {
  struct Case {
    std::string_view text;
    ErrorCode code;
  };
  using enum ErrorCode;
  for (const Case& c : {Case{"", kMalformedJson},
                        Case{" 1", kMalformedJson},
                        Case{"1 ", kMalformedJson},
                        Case{"[1", kMalformedJson},
                        Case{"[1 ,2]", kNotCanonical},
                        Case{"[1,]", kMalformedJson},
                        Case{"[,1]", kMalformedJson},
                        Case{"[1}", kNotCanonical},
                        Case{R"({"a" :1})", kNotCanonical},
                        Case{R"({"a":1,})", kMalformedJson},
                        Case{R"({"b":1,"a":1})", kNotCanonical},
                        Case{R"({"a":1,"a":1})", kNotCanonical},
                        Case{R"({"":1,"":1})", kNotCanonical},
                        Case{"{\"\uFB33\":1,\"\U0001F600\":2}", kNotCanonical},
                        Case{R"({1:1})", kMalformedJson},
                        Case{"{", kMalformedJson},
                        Case{R"({"a")", kNotCanonical},
                        Case{"nul", kMalformedJson},
                        Case{"True", kMalformedJson},
                        Case{"\"a", kMalformedJson},
                        Case{"\"\n\"", kMalformedJson},
                        Case{"\"\xC0\xAF\"", kMalformedJson},
                        Case{"\"\uFFFF\"", kMalformedJson}}) {
    SCOPED_TRACE(c.text);
    EXPECT_EQ(code_of(rewritten(c.text)), c.code);
  }
}

TEST(CanonicalReaderTest, RefusesEveryEscapeThatRfc8785DoesNotWrite) {
  for (const char* text : {R"("\/")", R"("\u0061")", R"("\u0008")", R"("\u000a")", R"("\u000A")", R"("\u001F")",
                           R"("\u007f")", R"("\u0022")", R"("\u00e9")", R"("\ud83d\ude00")", R"("\u2028")",
                           R"("\U0001")", R"("\u001")", R"("\x01")", R"("\a")", R"("\)", R"("\")", R"("\u00)"}) {
    EXPECT_FALSE(rewritten(text).ok()) << text;
  }
}

TEST(CanonicalReaderTest, RefusesEveryNumberThatRfc8785WritesOtherwise) {
  for (const char* text : {"-0",
                           "00",
                           "01",
                           "-01",
                           "+1",
                           ".5",
                           "1.",
                           "1.0",
                           "1.50",
                           "1e2",
                           "1E+21",
                           "1e21",
                           "1e+021",
                           "1.0e+21",
                           "0.0000001",
                           "1e-6",
                           "100000000000000000000000",
                           "9007199254740992",
                           "-9007199254740992",
                           "1e400",
                           "1e-400",
                           "0.10000000000000001",
                           "NaN",
                           "inf",
                           "-inf",
                           "Infinity",
                           "-",
                           "0x1",
                           "1_0",
                           "1e",
                           "1e+",
                           "--1",
                           "1-",
                           "e"}) {
    EXPECT_FALSE(rewritten(text).ok()) << text;
  }
}

TEST(CanonicalReaderTest, P08_RefusesMoreThanItsDepth) {
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(rewritten(deep).ok());
  EXPECT_EQ(code_of(rewritten("[" + deep + "]")), ErrorCode::kLimit);
  EXPECT_EQ(code_of(rewritten(std::string(100'000, '['))), ErrorCode::kLimit);
  EXPECT_EQ(code_of(rewritten(R"({"a":{}})", 1)), ErrorCode::kLimit);
  EXPECT_TRUE(rewritten("1", 0).ok());
}

TEST(CanonicalReaderTest, TellsIntegersFromDoubles) {
  struct Case {
    const char* text;
    bool integer;
  };
  for (const Case& c :
       {Case{"0", true}, Case{"-7", true}, Case{"9007199254740991", true}, Case{"0.5", false}, Case{"1e+21", false}}) {
    CanonicalReader reader(c.text);
    ASSERT_EQ(reader.next(), Token::kNumber);
    EXPECT_EQ(reader.is_integer(), c.integer) << c.text;
    EXPECT_EQ(reader.text(), c.text);
  }
}

TEST(CanonicalReaderTest, SkipsAWholeValueAndGivesItsBytes) {
  const std::string text = R"({"a":[1,{"b":[]},"]"],"c":"}","d":{},"e":-1,"f":null})";
  CanonicalReader reader(text);
  ASSERT_EQ(reader.next(), Token::kBeginObject);
  const std::vector<std::pair<std::string, std::string>> members = {
      {"a", R"([1,{"b":[]},"]"])"}, {"c", R"("}")"}, {"d", "{}"}, {"e", "-1"}, {"f", "null"}};
  for (const auto& [key, value] : members) {
    ASSERT_EQ(reader.next(), Token::kKey);
    EXPECT_EQ(reader.text(), key);
    EXPECT_EQ(reader.skip_value(reader.next()), value);
  }
  EXPECT_EQ(reader.next(), Token::kEndObject);
  EXPECT_EQ(reader.next(), Token::kEnd);
}

TEST(CanonicalReaderTest, SkipsArrayItemsAndTheWholeText) {
  CanonicalReader items(R"([[1],"x",{}])");
  ASSERT_EQ(items.next(), Token::kBeginArray);
  for (const char* item : {"[1]", R"("x")", "{}"}) {
    EXPECT_EQ(items.skip_value(items.next()), item);
  }
  EXPECT_EQ(items.next(), Token::kEndArray);
  CanonicalReader whole("[[],[]]");
  EXPECT_EQ(whole.skip_value(whole.next()), "[[],[]]");
  EXPECT_EQ(whole.next(), Token::kEnd);
}

TEST(CanonicalReaderTest, SkipsNothingOfAnInvalidValue) {
  CanonicalReader reader(R"({"a":[1, 2]})");
  ASSERT_EQ(reader.next(), Token::kBeginObject);
  ASSERT_EQ(reader.next(), Token::kKey);
  EXPECT_TRUE(reader.skip_value(reader.next()).empty());
  EXPECT_EQ(reader.next(), Token::kInvalid);
}

}  // namespace
}  // namespace holdall
