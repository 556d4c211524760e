#include "holdall/importer/map/transform_reader.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "holdall/importer/map/unfit.h"

namespace holdall {
namespace {

constexpr std::int64_t kMostParts = 64;
constexpr std::int64_t kMostPlaces = 9;

Error unfit(std::string_view why) {
  return map_unfit("", why);
}

const Value* find_scalar(const Value& argument, std::string_view member) {
  const Value* value = argument.find(member);
  return value == nullptr || value->array() != nullptr || value->object() != nullptr ? nullptr : value;
}

const std::string* find_text(const Value& argument, std::string_view member) {
  const Value* value = argument.find(member);
  return value == nullptr ? nullptr : value->string();
}

// An integer from `least` to `most`, or -1.
int find_number(const Value& argument, std::string_view member, std::int64_t least, std::int64_t most) {
  const Value* value = argument.find(member);
  const std::int64_t* number = value == nullptr ? nullptr : value->integer();
  return number == nullptr || *number < least || *number > most ? -1 : static_cast<int>(*number);
}

Result<Transform> read_join(const Value& argument, const Lookups& /*lookups*/) {
  const std::string* separator = find_text(argument, "join");
  if (separator == nullptr) {
    return unfit("join: is the text between");
  }
  return Transform{TransformKind::kJoin, *separator};
}

Result<Transform> read_part(const Value& argument, const Lookups& /*lookups*/) {
  const int number = find_number(argument, "part", 1, kMostParts);
  const std::string* separator = find_text(argument, "of");
  if (number < 0 || separator == nullptr || separator->empty()) {
    return unfit("part: is a number from 1 to 64, and `of` the text that separates");
  }
  return Transform{TransformKind::kPart, *separator, number};
}

Result<Transform> read_without_prefix(const Value& argument, const Lookups& /*lookups*/) {
  const std::string* prefix = find_text(argument, "without_prefix");
  if (prefix == nullptr || prefix->empty()) {
    return unfit("without_prefix: is a text, not empty");
  }
  return Transform{TransformKind::kWithoutPrefix, *prefix};
}

Result<Transform> read_units(const Value& argument, const Lookups& /*lookups*/) {
  const int places = find_number(argument, "decimal_to_units", 0, kMostPlaces);
  if (places < 0) {
    return unfit("decimal_to_units: is a number of decimals from 0 to 9");
  }
  return Transform{TransformKind::kDecimalToUnits, {}, places};
}

Result<Transform> read_default(const Value& argument, const Lookups& /*lookups*/) {
  const Value* scalar = find_scalar(argument, "default");
  if (scalar == nullptr || scalar->is_null()) {
    return unfit("default: is a scalar, not null");
  }
  return Transform{TransformKind::kDefault, {}, 0, *scalar};
}

Result<Transform> read_lookup(const Value& argument, const Lookups& lookups) {
  const std::string* name = find_text(argument, "lookup");
  const auto table = name == nullptr ? lookups.end() : lookups.find(*name);
  if (table == lookups.end()) {
    return unfit("lookup: there is no such table in /lookups");
  }
  Transform transform{TransformKind::kLookup};
  transform.table = table->second;
  if (argument.find("else") != nullptr) {
    const Value* otherwise = find_scalar(argument, "else");
    if (otherwise == nullptr) {
      return unfit("else: must be a scalar");
    }
    transform.scalar = *otherwise;
  }
  return transform;
}

struct ArgumentReader {
  std::string_view member;
  std::string_view companion;  // another member it may have
  Result<Transform> (*read)(const Value& argument, const Lookups& lookups);
};
constexpr auto kReaders = std::to_array<ArgumentReader>({
    {"join", "", read_join},
    {"part", "of", read_part},
    {"without_prefix", "", read_without_prefix},
    {"decimal_to_units", "", read_units},
    {"default", "", read_default},
    {"lookup", "else", read_lookup},
});

Result<Transform> read_with_argument(const Value& argument, const Lookups& lookups) {
  for (const ArgumentReader& reader : kReaders) {
    if (argument.find(reader.member) == nullptr) {
      continue;
    }
    const auto belongs = [&](const Value::Member& member) {
      return member.key == reader.member || member.key == reader.companion;
    };
    if (!std::ranges::all_of(argument.members(), belongs)) {
      return unfit(std::string(reader.member) + ": has a member that does not belong to it");
    }
    return reader.read(argument, lookups);
  }
  return unfit("there is no such transform");
}

Result<Transform> read_transform(const Value& value, const Lookups& lookups) {
  if (value.object() != nullptr) {
    return read_with_argument(value, lookups);
  }
  const auto transform = value.string() == nullptr ? std::nullopt : find_transform(*value.string());
  return transform ? Result<Transform>(*transform) : unfit("there is no such transform");
}

}  // namespace

CellKinds kinds_after(CellKinds before, std::span<const Transform> transforms) {
  for (const Transform& transform : transforms) {
    before = transform.kind == TransformKind::kDefault ? before | kinds_of(*transform.scalar) : transform.gives();
  }
  return before;
}

Result<std::vector<Transform>> read_transforms(const Value& fn, CellKinds before, const Lookups& lookups) {
  if (fn.array() == nullptr || fn.array()->empty()) {
    return unfit("must be a list of transforms");
  }
  std::vector<Transform> transforms;
  for (const Value& item : *fn.array()) {
    const std::string place = "/" + std::to_string(transforms.size());
    auto transform = read_transform(item, lookups);
    if (!transform.ok()) {
      return at_pointer(place, std::move(transform).error());
    }
    if (!overlap(kinds_after(before, transforms), transform.value().takes())) {
      return map_unfit(place,
                       std::string(transform_name(transform.value().kind)) + " never takes what it is given here");
    }
    transforms.push_back(std::move(transform).value());
  }
  return transforms;
}

}  // namespace holdall
