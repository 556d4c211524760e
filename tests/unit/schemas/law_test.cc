// What the build embeds of the law: every text is a strict JSON document, found by its name.
#include "holdall/schemas/law.h"

#include <gtest/gtest.h>

#include <vector>

#include "holdall/core/json/value.h"

namespace holdall {
namespace {

TEST(LawTest, HoldsStrictDocumentsUnderNamesOfTheirOwn) {
  for (const auto& texts : {profile_texts(), calendar_texts(), message_texts()}) {
    EXPECT_FALSE(texts.empty());
    for (const EmbeddedDocument& text : texts) {
      const auto document = parse_document(text.text);
      ASSERT_TRUE(document.ok()) << text.name << ": " << document.error().message;
      EXPECT_NE(document.value().object(), nullptr) << text.name;
      EXPECT_EQ(find_text(texts, text.name), &text.text) << text.name;
    }
  }
}

TEST(LawTest, FindsATextByItsName) {
  const std::vector<EmbeddedDocument> texts = {{"SE", "{}"}, {"US", "[]"}};
  ASSERT_NE(find_text(texts, "US"), nullptr);
  EXPECT_EQ(*find_text(texts, "US"), "[]");
  EXPECT_EQ(find_text(texts, "U"), nullptr);
  EXPECT_EQ(find_text({}, "US"), nullptr);
}

}  // namespace
}  // namespace holdall
