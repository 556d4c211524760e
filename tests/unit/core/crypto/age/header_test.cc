#include "holdall/core/crypto/age/header.h"

#include "unit/core/crypto/age/age_fixture.h"

namespace holdall::core_test {
namespace {

using age_internal::BufferedSource;
using age_internal::Header;
using age_internal::read_header;
using age_internal::Stanza;
using age_internal::write_header;

Result<Header> read(std::string_view text) {
  BufferedSource in(std::make_unique<PieceSource>(text, 5));
  return read_header(in, Limits{});
}

Stanza grease(std::size_t body) {
  const std::string bytes = content_of(body);
  return {"grease", {"!", "~", "a\"b"}, {as_bytes(bytes).begin(), as_bytes(bytes).end()}};
}

TEST(AgeHeader, WhatIsWrittenIsRead) {
  const Secret file_key = secret_of("0123456789abcdef");
  for (const std::size_t size : std::vector<std::size_t>{0, 1, 47, 48, 49, 95, 96, 97, 1000}) {
    const std::string text = write_header({grease(size), grease(0)}, file_key);
    const Header header = must(read(text));
    ASSERT_EQ(header.stanzas.size(), 2U);
    EXPECT_EQ(header.stanzas[0].type, "grease");
    EXPECT_EQ(header.stanzas[0].arguments, grease(0).arguments);
    EXPECT_EQ(header.stanzas[0].body, grease(size).body);
    EXPECT_TRUE(is_authentic(header, file_key));
    EXPECT_FALSE(is_authentic(header, secret_of("0123456789abcdeg")));
    EXPECT_EQ(size % 48 == 0, text.find("\n\n->") != std::string::npos) << "a full line is followed by an empty one";
  }
}

TEST(AgeHeader, HasSoManyStanzasAndNoMore) {
  const Secret file_key = secret_of("0123456789abcdef");
  EXPECT_TRUE(read(write_header(std::vector<Stanza>(32, grease(1)), file_key)).ok());
  EXPECT_EQ(code_of(read(write_header(std::vector<Stanza>(33, grease(1)), file_key))), ErrorCode::kCannotDecrypt);
  EXPECT_EQ(code_of(read(write_header({}, file_key))), ErrorCode::kCannotDecrypt);
}

TEST(AgeHeader, HasSoManyBytesAndNoMore) {
  const Secret file_key = secret_of("0123456789abcdef");
  for (std::size_t size = 11'900; size < 12'200; ++size) {
    const std::string text = write_header({grease(size)}, file_key);
    EXPECT_EQ(read(text).ok(), text.size() <= 16'384) << text.size();
  }
}

TEST(AgeHeader, HasOneSpelling) {
  const std::string good = write_header({grease(60)}, secret_of("0123456789abcdef"));
  ASSERT_TRUE(read(good).ok());
  const std::size_t body = good.find('\n', good.find("->")) + 1;
  struct Case {
    const char* name;
    std::size_t at;
    std::size_t size;
    const char* with;
  };
  const std::size_t mac = good.find("---");
  for (const Case& each : std::vector<Case>{{"version", 20, 1, "2"},
                                            {"no line feed", 21, 1, " "},
                                            {"CR LF", 21, 0, "\r"},
                                            {"blank line first", 22, 0, "\n"},
                                            {"blank before", 22, 0, " "},
                                            {"two blanks", 24, 0, " "},
                                            {"no blank", 24, 1, ""},
                                            {"blank behind", body - 1, 0, " "},
                                            {"tab", body - 1, 0, "\tx"},
                                            {"DEL", body - 1, 0, " \x7F"},
                                            {"no ASCII", body - 1, 0, " \xC3\xA4"},
                                            {"CR in a stanza", body - 1, 0, "\r"},
                                            {"a long line", body, 0, "AAAA"},
                                            {"a short line before", body + 60, 0, "\n"},
                                            {"CR in a body", mac - 1, 0, "\r"},
                                            {"padding", mac - 1, 0, "="},
                                            {"one letter too many", mac - 1, 0, "A"},
                                            {"a line too many", mac, 0, "\n"},
                                            {"two hyphens", mac, 1, ""},
                                            {"four hyphens", mac, 0, "-"},
                                            {"no blank before the MAC", mac + 3, 1, ""},
                                            {"two before it", mac + 3, 0, " "},
                                            {"a longer MAC", mac + 4, 0, "AAAA"},
                                            {"a shorter MAC", mac + 4, 4, ""},
                                            {"blank behind the MAC", good.size() - 1, 0, " "},
                                            {"CR behind the MAC", good.size() - 1, 0, "\r"},
                                            {"no end", good.size() - 1, 1, ""}}) {
    std::string other = good;
    other.replace(each.at, each.size, each.with);
    EXPECT_EQ(code_of(read(other)), ErrorCode::kCannotDecrypt) << each.name << "\n" << other;
  }
}

}  // namespace
}  // namespace holdall::core_test
