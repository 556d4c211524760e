// The schemas of documents, whose files embed.cmake turns into an array of texts when Holdall is built.
#include "holdall/schemas/documents.h"

#include <algorithm>
#include <vector>

#include "holdall/schemas/record_types.h"

namespace holdall {

std::span<const std::string_view> document_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const EmbeddedDocument& document : embedded_documents()) {
      all.push_back(document.name);
    }
    return all;
  }();
  return names;
}

const std::string* document_schema(std::string_view name) {
  const auto documents = embedded_documents();
  const auto found = std::find_if(documents.begin(), documents.end(),
                                  [&](const EmbeddedDocument& document) { return document.name == name; });
  return found == documents.end() ? nullptr : &found->text;
}

}  // namespace holdall
