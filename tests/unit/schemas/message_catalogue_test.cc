// Texts for people: every key in every language, and what stands in for one that is not there.
#include "holdall/schemas/message_catalogue.h"

#include <gtest/gtest.h>

#include <string>

#include "holdall/schemas/law.h"

namespace holdall {
namespace {

TEST(MessageCatalogueTest, EveryLanguageHasEveryKey) {
  for (const EmbeddedDocument& language : message_texts()) {
    const Value document = parse_document(language.text).value();
    for (const Value::Member& message : document.members()) {
      SCOPED_TRACE(std::string(language.name) + " " + message.key);
      const Value* texts = find_message(message.key);
      ASSERT_NE(texts, nullptr);
      EXPECT_EQ(texts->members().size(), message_texts().size());
      EXPECT_EQ(texts->at(language.name).text(), message.value.text());
      EXPECT_EQ(message_in(language.name, message.key), message.value.text());
      EXPECT_FALSE(message.value.text().empty());
    }
  }
}

TEST(MessageCatalogueTest, AnotherLanguageIsEnglishAndAnUnknownKeyItself) {
  ASSERT_NE(find_message("code.SECRET_CREDENTIAL"), nullptr);
  EXPECT_EQ(message_in("tlh", "code.SECRET_CREDENTIAL"), message_in("en", "code.SECRET_CREDENTIAL"));
  EXPECT_NE(message_in("sv", "code.SECRET_CREDENTIAL"), message_in("en", "code.SECRET_CREDENTIAL"));
  EXPECT_EQ(message_in("en", "code.NOTHING"), "code.NOTHING");
  EXPECT_EQ(find_message("code.NOTHING"), nullptr);
  EXPECT_EQ(find_message(""), nullptr);
}

TEST(MessageCatalogueTest, ATextStaysWhereItIs) {
  EXPECT_EQ(find_message("code.SECRET_CREDENTIAL"), find_message("code.SECRET_CREDENTIAL"));
}

}  // namespace
}  // namespace holdall
