// The schemas of documents, whose files embed.cmake turns into an array of texts when Holdall is built.
#include "holdall/schemas/documents.h"

#include <algorithm>
#include <vector>

#include "holdall/schemas/record_types.h"

namespace holdall {

std::span<const std::string_view> document_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const EmbeddedDocument& document : document_texts()) {
      all.push_back(document.name);
    }
    return all;
  }();
  return names;
}

const std::string* document_schema(std::string_view name) {
  return find_text(document_texts(), name);
}

const std::string* find_text(std::span<const EmbeddedDocument> texts, std::string_view name) {
  const auto found =
      std::find_if(texts.begin(), texts.end(), [&](const EmbeddedDocument& text) { return text.name == name; });
  return found == texts.end() ? nullptr : &found->text;
}

}  // namespace holdall
