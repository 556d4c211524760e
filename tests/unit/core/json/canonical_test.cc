// RFC 8785 writing: the published vectors, numbers, and records made of cells.
#include "holdall/core/json/canonical.h"

#include <bit>
#include <cmath>
#include <limits>
#include <sstream>

#include "holdall/core/crypto/digest.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

using namespace core_test;      // NOLINT: test words
using namespace std::literals;  // NOLINT: NUL in literals

std::string number_text(std::uint64_t bits) {
  std::string out;
  append_number(out, std::bit_cast<double>(bits));
  return out;
}

// A text that JCS publishes as hexadecimal bytes between white space.
std::string hex_of_jcs(const std::filesystem::path& file) {
  std::istringstream words(read_whole(file));
  std::string hex;
  for (std::string word; words >> word;) {
    hex += word;
  }
  return std::string(as_text(unhex(hex)));
}

TEST(CanonicalTest, TurnsTheInputsOfJcsIntoItsOutputs) {
  const auto folder = vectors("jcs/input");
  if (folder.empty()) {
    GTEST_SKIP();
  }
  int tried = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path().filename().string());
    const std::string output = read_whole(folder / "../output" / entry.path().filename());
    const auto input = parse_document(read_whole(entry.path()));
    ASSERT_TRUE(input.ok()) << input.error().message;
    EXPECT_EQ(canonical(input.value()), output);
    EXPECT_TRUE(parse_canonical(output).ok());
    EXPECT_EQ(output, hex_of_jcs(folder / "../outhex" / entry.path().stem().concat(".txt")));
    ++tried;
  }
  EXPECT_GE(tried, 4);
}

TEST(NumberTest, WritesTheSamplesOfRfc8785AppendixB) {
  struct Case {
    std::uint64_t bits;
    const char* text;
  };
  for (const Case& c : {Case{0x0000000000000000, "0"},
                        Case{0x8000000000000000, "0"},
                        Case{0x0000000000000001, "5e-324"},
                        Case{0x8000000000000001, "-5e-324"},
                        Case{0x7fefffffffffffff, "1.7976931348623157e+308"},
                        Case{0xffefffffffffffff, "-1.7976931348623157e+308"},
                        Case{0x4340000000000000, "9007199254740992"},
                        Case{0xc340000000000000, "-9007199254740992"},
                        Case{0x4430000000000000, "295147905179352830000"},
                        Case{0x44b52d02c7e14af5, "9.999999999999997e+22"},
                        Case{0x44b52d02c7e14af6, "1e+23"},
                        Case{0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                        Case{0x444b1ae4d6e2ef4e, "999999999999999700000"},
                        Case{0x444b1ae4d6e2ef4f, "999999999999999900000"},
                        Case{0x444b1ae4d6e2ef50, "1e+21"},
                        Case{0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                        Case{0x3eb0c6f7a0b5ed8d, "0.000001"},
                        Case{0x41b3de4355555553, "333333333.3333332"},
                        Case{0x41b3de4355555554, "333333333.33333325"},
                        Case{0x41b3de4355555555, "333333333.3333333"},
                        Case{0x41b3de4355555556, "333333333.3333334"},
                        Case{0x41b3de4355555557, "333333333.33333343"},
                        Case{0xbecbf647612f3696, "-0.0000033333333333333333"},
                        Case{0x43143ff3c1cb0959, "1424953923781206.2"}}) {
    EXPECT_EQ(number_text(c.bits), c.text);
  }
}

// The published sequence of json-canonicalization: static patterns, 2000 in a row, then a chain of SHA-256.
class NumberSequence {
 public:
  explicit NumberSequence(const std::string& list) {
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
      patterns_.push_back(std::stoull(line, nullptr, 16));
    }
    for (std::uint64_t i = 0; i < 2000; ++i) {
      patterns_.push_back(0x0010000000000000 + i);
    }
  }
  std::uint64_t next() {
    while (at_ == patterns_.size()) {
      extend();
    }
    return patterns_[at_++];
  }

 private:
  void extend() {
    block_ = sha256(block_);
    for (std::size_t i = 0; i < block_.size(); i += 8) {
      std::uint64_t bits = 0;
      for (std::size_t byte = 8; byte-- > 0;) {
        bits = (bits << 8U) | std::to_integer<std::uint64_t>(block_.at(i + byte));
      }
      const double value = std::bit_cast<double>(bits);
      if (value != 0 && std::isfinite(value)) {
        patterns_.push_back(bits);
      }
    }
  }
  std::vector<std::uint64_t> patterns_;
  std::size_t at_ = 0;
  Sha256Digest block_{};
};

TEST(NumberTest, WritesThePublishedSequenceOfNumbers) {
  const auto list = vectors("jcs/number-sequence-static.txt");
  if (list.empty()) {
    GTEST_SKIP();
  }
  NumberSequence sequence(read_whole(list));
  std::string text;
  for (int line = 1; line <= 10'000; ++line) {
    const std::uint64_t bits = sequence.next();
    std::array<char, 24> hex{};
    std::snprintf(hex.data(), hex.size(), "%llx,", static_cast<unsigned long long>(bits));  // NOLINT: what %llx takes
    text += hex.data() + number_text(bits) + "\n";
    if (line == 1000) {
      EXPECT_EQ(sha256_hex(text), "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687");
    }
  }
  EXPECT_EQ(sha256_hex(text), "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892");
}

TEST(NumberTest, CallsIntegersUnsafeThatReadersRound) {
  for (const double value : {9007199254740992.0, -9007199254740992.0, 1e16, 999999999999999900000.0}) {
    EXPECT_TRUE(is_unsafe_integer(value)) << value;
  }
  for (const double value : {0.0, 9007199254740991.0, -9007199254740991.0, 0.5, 1e21, 1.7e308}) {
    EXPECT_FALSE(is_unsafe_integer(value)) << value;
  }
}

TEST(StringTest, EscapesExactlyWhatRfc8785Escapes) {
  std::string out;
  append_string(out, "\0\x01\b\t\n\v\f\r\x1F \"\\/\x7F\u0080\u2028é\U0001F600"sv);
  EXPECT_EQ(out, R"("\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/)"
                 "\x7F\u0080\u2028é\U0001F600\"");
}

TEST(CanonicalTest, OrdersMembersByUtf16) {
  EXPECT_EQ(canonical(must(parse_document("{\"\uFB33\":1,\"\U0001F600\":2,\"\u20AC\":3,\"1\":4,\"\\r\":5}"))),
            "{\"\\r\":5,\"1\":4,\"\u20AC\":3,\"\U0001F600\":2,\"\uFB33\":1}");
}

// The record of one field `f`.
Result<std::string> record_of(Cell cell) {
  const Layout layout = must(Layout::compile({"f"}));
  std::string out;
  HOLDALL_TRY(append_record(out, layout, Row(&cell, 1)));
  return out;
}

TEST(AppendRecordTest, WritesEveryKindOfCell) {
  struct Case {
    Cell cell;
    std::string_view record;
  };
  for (const Case& c :
       {Case{Cell::absent(), "{}"}, Case{Cell::boolean(true), R"({"f":true})"},
        Case{Cell::boolean(false), R"({"f":false})"}, Case{Cell::integer(0), R"({"f":0})"},
        Case{Cell::integer(kMaxSafeInteger), R"({"f":9007199254740991})"},
        Case{Cell::integer(-kMaxSafeInteger), R"({"f":-9007199254740991})"}, Case{Cell::number(0.5), R"({"f":0.5})"},
        Case{Cell::number(0.0), R"({"f":0})"}, Case{Cell::number(1e21), R"({"f":1e+21})"},
        Case{Cell::text(""), R"({"f":""})"}, Case{Cell::text("\n\"\0"sv), R"({"f":"\n\"\u0000"})"},
        Case{Cell::bytes(""), R"({"f":{"_bytes":""}})"},
        Case{Cell::bytes("\xFB\xEF\xFF"), R"({"f":{"_bytes":"--__"}})"},
        Case{Cell::json(R"([1,{"a":null}])"), R"({"f":[1,{"a":null}]})"}}) {
    EXPECT_EQ(must(record_of(c.cell)), c.record);
  }
}

TEST(AppendRecordTest, RefusesWhatHasNoJsonForm) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  struct Case {
    const char* name;
    Cell cell;
  };
  for (const Case& c :
       {Case{"NaN", Cell::number(std::nan(""))}, Case{"infinity", Cell::number(kInfinity)},
        Case{"-infinity", Cell::number(-kInfinity)}, Case{"-0", Cell::number(-0.0)},
        Case{"2^53 as a double", Cell::number(9007199254740992.0)}, Case{"2^53", Cell::integer(kMaxSafeInteger + 1)},
        Case{"-2^53", Cell::integer(-kMaxSafeInteger - 1)},
        Case{"largest integer", Cell::integer(std::numeric_limits<std::int64_t>::max())},
        Case{"smallest integer", Cell::integer(std::numeric_limits<std::int64_t>::min())},
        Case{"not UTF-8", Cell::text("secret\xFF")}, Case{"noncharacter", Cell::text("\uFFFE")}}) {
    SCOPED_TRACE(c.name);
    const auto record = record_of(c.cell);
    ASSERT_EQ(code_of(record), ErrorCode::kSourceData);
    EXPECT_NE(record.error().message.find("field `f`"), std::string::npos);
    EXPECT_EQ(record.error().message.find("secret"), std::string::npos);
  }
}

TEST(AppendRecordTest, LeavesOutWhatIsAbsentAndStaysCanonical) {
  const Layout layout = must(Layout::compile({"b", "\uFB33", "a", "\U0001F600", "c\"d"}));
  for (unsigned present = 0; present < 32; ++present) {
    std::array<Cell, 5> cells{};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      cells.at(i) = (present >> i & 1U) != 0 ? Cell::integer(static_cast<std::int64_t>(i)) : Cell::absent();
    }
    std::string record;
    ASSERT_TRUE(append_record(record, layout, cells).ok());
    const auto value = parse_canonical(record);
    ASSERT_TRUE(value.ok()) << record;
    EXPECT_EQ(value.value().members().size(), static_cast<std::size_t>(std::popcount(present)));
  }
}

TEST(LayoutTest, RefusesNamesThatRecordsCannotHave) {
  EXPECT_EQ(code_of(Layout::compile({"a", "b", "a"})), ErrorCode::kInternal);
  EXPECT_EQ(code_of(Layout::compile({"a\xFF"})), ErrorCode::kInternal);
  const Layout layout = must(Layout::compile({"b", "a"}));
  EXPECT_EQ(layout.index_of("a"), 0U);
  EXPECT_EQ(layout.index_of("b"), 1U);
  EXPECT_EQ(layout.index_of("c"), std::nullopt);
}

}  // namespace
}  // namespace holdall
