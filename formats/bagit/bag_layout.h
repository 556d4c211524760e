// Every entry of a bag, in order, with the content of those that follow from the rest: what the writer writes and the
// reader demands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/formats/package/package.h"

namespace holdall {

struct BagEntry {
  enum class Kind : std::uint8_t { kTag, kSegment, kFile };
  std::string path;  // below the bag's folder
  Kind kind = Kind::kTag;
  std::size_t part = 0;  // kSegment, kFile: its place in the index
  std::string content;   // kTag
};

// Paths alone; contents are empty.
std::vector<BagEntry> bag_paths(const PackageIndex& index);
// With contents. Errors: those of read_manifest.
Result<std::vector<BagEntry>> bag_entries(const PackageIndex& index, const PayloadFacts& facts);

}  // namespace holdall
