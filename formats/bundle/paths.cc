#include "holdall/formats/bundle/paths.h"

#include <algorithm>

namespace holdall::paths {
namespace {

constexpr std::string_view kData = "data/";
constexpr std::string_view kLines = ".jsonl";

}  // namespace

std::string base(std::string_view manifest_sha256) {
  return "holdall-" + std::string(manifest_sha256.substr(0, 16));
}

std::string schema(std::string_view section) {
  return "holdall/schemas/" + std::string(section) + ".json";
}

std::string segment(std::string_view section) {
  return std::string(kData) + std::string(section) + std::string(kLines);
}

std::string_view section_of(std::string_view path) {
  if (!path.starts_with(kData) || !path.ends_with(kLines) || path.size() <= kData.size() + kLines.size()) {
    return {};
  }
  const std::string_view name = path.substr(kData.size(), path.size() - kData.size() - kLines.size());
  return name.find('/') == std::string_view::npos ? name : std::string_view();
}

std::vector<std::string> entries(const std::vector<std::string>& sections, bool with_issuer) {
  std::vector<std::string> names = {std::string(kDeclaration), std::string(kManifest), std::string(kSignature)};
  if (with_issuer) {
    names.emplace_back(kIssuer);
  }
  std::transform(sections.begin(), sections.end(), std::back_inserter(names), schema);
  names.emplace_back(kBagInfo);
  std::transform(sections.begin(), sections.end(), std::back_inserter(names), segment);
  names.emplace_back(kPayloadManifest);
  names.emplace_back(kTagManifest);
  return names;
}

}  // namespace holdall::paths
