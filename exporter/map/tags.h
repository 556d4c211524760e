// What rights ask about data: the conditions of a profile's rules, and the values that the data map gives them.
//
// Provenance is per field, not per table (docs/rights.md#tags); a row may decide what its item leaves open.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace holdall {

enum class Tag : std::uint8_t {
  kProvenance,
  kBasis,
  kBasisState,
  kCategory,
  kClass,
  kKind,
  kAbout,
  kHolder,
  kStore,
  kMedium,
  kSource,
  kPurpose
};
inline constexpr std::size_t kTagCount = 12;

// The value of every tag; `-` where there is none.
class Tags {
 public:
  Tags() { values_.fill("-"); }
  std::string& operator[](Tag tag) { return values_.at(static_cast<std::size_t>(tag)); }
  const std::string& operator[](Tag tag) const { return values_.at(static_cast<std::size_t>(tag)); }
  bool operator==(const Tags&) const = default;

 private:
  std::array<std::string, kTagCount> values_;
};

// As rules write it: prov, basis, basis_state …
std::string_view tag_name(Tag tag);
std::optional<Tag> find_tag(std::string_view name);
// The values it can have; none: the controller's own words.
std::span<const std::string_view> tag_values(Tag tag);
bool is_tag_value(Tag tag, std::string_view value);

}  // namespace holdall
