// The rights profiles in force here: those that Holdall ships, widened by the controller's overlays.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/profile.h"

namespace holdall {

class ProfileSet {
 public:
  // The profiles of schemas/profiles. Errors: kInternal; a test says that there are none.
  static Result<ProfileSet> shipped();

  // Adds what a controller's policy gives beyond the law (docs/rights.md#overlays). Errors: kProfileUnfit with a JSON
  // Pointer, also for an overlay that would give less than the law or show other people's data.
  Result<void> add_overlay(std::string_view text);
  // A profile that is not shipped, merged with its parents. Errors: kProfileUnfit.
  Result<Profile> compile(std::string_view text) const;

  // By id, or by id and version; nullptr where there is none. `core` is no right.
  [[nodiscard]] const Profile* find(std::string_view right) const;
  [[nodiscard]] std::span<const Profile> all() const { return profiles_; }  // by id, without core
  [[nodiscard]] const Profile& core() const { return *core_; }
  // What `right: auto` means for `country` and a delivery (`copy`, `transfer`): that of the most specific jurisdiction;
  // nullptr where none is for it.
  [[nodiscard]] const Profile* automatic(std::string_view country, std::string_view delivery, Timestamp receipt) const;
  // Ids and versions of the overlays that were added.
  [[nodiscard]] std::span<const std::string> overlays() const { return overlays_; }

 private:
  Result<Value> merged(const Value& document, int depth) const;
  Result<void> widen(const std::string& overlay, const Value::Member& patch);
  std::vector<std::pair<std::string, Value>> documents_;  // as shipped, by id
  std::vector<Profile> profiles_;
  std::shared_ptr<const Profile> core_;
  std::vector<std::string> overlays_;
};

// Whether the laws of `profile` hold where `country` (ISO 3166) is.
bool applies_in(const Profile& profile, std::string_view country);

}  // namespace holdall
