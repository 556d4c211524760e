#include "holdall/schemas/message_catalogue.h"

#include <map>
#include <string>

#include "holdall/core/base/result.h"
#include "holdall/schemas/law.h"

namespace holdall {
namespace {

using Catalogue = std::map<std::string, Value, std::less<>>;

Catalogue read_catalogue() {
  Catalogue all;
  for (const EmbeddedDocument& language : message_texts()) {
    const auto document = parse_document(language.text);
    HOLDALL_CHECK(document.ok());  // the build embeds them; a test reads them
    for (const Value::Member& message : document.value().members()) {
      Value& texts = all.try_emplace(message.key, Value::Object{}).first->second;
      texts.set(language.name, message.value);
    }
  }
  return all;
}

const Catalogue& catalogue() {
  static const Catalogue all = read_catalogue();
  return all;
}

}  // namespace

const Value* find_message(std::string_view key) {
  const auto found = catalogue().find(key);
  return found == catalogue().end() ? nullptr : &found->second;
}

std::string_view message_in(std::string_view language, std::string_view key) {
  const Value* texts = find_message(key);
  const Value* text = texts == nullptr ? nullptr : texts->find(language);
  text = text == nullptr && texts != nullptr ? texts->find("en") : text;
  return text == nullptr ? key : std::string_view(text->text());
}

}  // namespace holdall
