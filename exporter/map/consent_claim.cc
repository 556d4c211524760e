#include "holdall/exporter/map/consent_claim.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

// A field marked M in docs/interop.md; `inner` where it can be told apart in a map: of an object, or of a group's rows.
struct Mandatory {
  std::string_view member;
  std::string_view inner;
};
constexpr auto kMandatory = std::to_array<Mandatory>({{"subject", ""},
                                                      {"notice", "url"},
                                                      {"notice", "language"},
                                                      {"purposes", ""},
                                                      {"jurisdiction", ""},
                                                      {"parties", ""},
                                                      {"events", "at"},
                                                      {"events", "validity"},
                                                      {"events", "by"},
                                                      {"events", "type"},
                                                      {"events", "state"},
                                                      {"state", ""}});

bool sets(const Part& part, const Mandatory& wanted) {
  return std::any_of(part.fields.begin(), part.fields.end(), [&](const MappedField& field) {
    if (field.in_group) {
      return part.group_into == wanted.member && (wanted.inner.empty() || field.member == wanted.inner);
    }
    return field.member == wanted.member && (field.inner.empty() || field.inner == wanted.inner);
  });
}

}  // namespace

Result<void> check_consent_claim(const Part& part) {
  const auto claim = std::find_if(part.fields.begin(), part.fields.end(), [](const MappedField& field) {
    return !field.in_group && field.member == "conforms_to";
  });
  const auto* lacking =
      std::find_if(kMandatory.begin(), kMandatory.end(), [&](const Mandatory& wanted) { return !sets(part, wanted); });
  if (claim == part.fields.end() || lacking == kMandatory.end()) {
    return {};
  }
  const std::string field =
      std::string(lacking->member) + (lacking->inner.empty() ? "" : ".") + std::string(lacking->inner);
  return map_unfit(claim->pointer, "claims what lacks " + field + ", which the standard makes mandatory");
}

}  // namespace holdall
