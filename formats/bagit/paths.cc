#include "holdall/formats/bagit/paths.h"

#include <charconv>

#include "holdall/core/base/text.h"

namespace holdall::paths {
namespace {

constexpr std::string_view kData = "data/";
constexpr std::string_view kLines = ".jsonl";
constexpr std::string_view kPartial = ".partial.json";
constexpr std::string_view kFiles = "data/files/";

// Digits as a writer has them: no leading zero.
std::optional<std::uint64_t> segment_number(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = problem == std::errc() && end == digits.data() + digits.size() && number < kMaxSegments &&
                         digits == std::to_string(number);
  return is_number ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string base(std::string_view manifest_sha256) {
  return "holdall-" + std::string(manifest_sha256.substr(0, 16));
}

std::string schema(std::string_view section) {
  return "holdall/schemas/" + std::string(section) + ".json";
}

std::string segment(const SegmentName& name) {
  return std::string(kData) + name.section + (name.number ? "." + std::to_string(*name.number) : "") +
         std::string(name.partial ? kPartial : kLines);
}

std::string segment(std::string_view section) {
  return segment(SegmentName{std::string(section), {}});
}

std::string file(std::string_view sha256) {
  return std::string(kFiles) + std::string(sha256);
}

std::optional<SegmentName> segment_of(std::string_view path) {
  const bool partial = path.ends_with(kPartial);
  const std::string_view ending = partial ? kPartial : kLines;
  if (!path.starts_with(kData) || !path.ends_with(ending) || path.size() <= kData.size() + ending.size()) {
    return std::nullopt;
  }
  const std::string_view name = path.substr(kData.size(), path.size() - kData.size() - ending.size());
  const std::size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    if (const auto number = segment_number(name.substr(dot + 1))) {
      return SegmentName{std::string(name.substr(0, dot)), number, partial};
    }
  }
  return SegmentName{std::string(name), {}, partial};
}

std::optional<std::string_view> file_of(std::string_view path) {
  const std::string_view name = path.substr(std::min(kFiles.size(), path.size()));
  return path.starts_with(kFiles) && is_hex_sha256(name) ? std::optional(name) : std::nullopt;
}

}  // namespace holdall::paths
