#include "holdall/exporter/map/undecided.h"

#include <string_view>

#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

constexpr std::size_t kMostShown = 12;

void look(const Value* value, const std::string& pointer, std::vector<std::string>& found) {
  if (value != nullptr && value->find("decide") != nullptr) {
    found.push_back(pointer);
  }
}

}  // namespace

std::vector<std::string> find_undecided(const Value& map) {
  std::vector<std::string> found;
  for (const char* member : {"controller", "subject"}) {
    look(map.find(member), std::string("/") + member, found);
  }
  for (const char* member : {"owners", "items", "left_out"}) {
    const Value* all = map.find(member);
    for (std::size_t i = 0; all != nullptr && i < all->members().size(); ++i) {
      const Value::Member& each = all->members()[i];
      look(&each.value, std::string("/") + member + "/" + pointer_token(each.key), found);
    }
  }
  for (const Value::Member& section : map.at("sections").members()) {
    for (std::size_t i = 0; i < section.value.items().size(); ++i) {
      look(&section.value.items()[i], "/sections/" + pointer_token(section.key) + "/" + std::to_string(i), found);
    }
  }
  return found;
}

Result<void> check_decided(const Value& map) {
  const std::vector<std::string> found = find_undecided(map);
  if (found.empty()) {
    return {};
  }
  std::string places;
  for (std::size_t i = 0; i < found.size() && i < kMostShown; ++i) {
    places += (i == 0 ? "" : ", ") + found[i];
  }
  if (found.size() > kMostShown) {
    places += " and " + std::to_string(found.size() - kMostShown) + " more";
  }
  return Error{ErrorCode::kMapUnfit, std::to_string(found.size()) + " places are undecided: " + places,
               "decide what each member `decide` asks, then take it out"};
}

}  // namespace holdall
