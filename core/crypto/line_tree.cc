#include "holdall/core/crypto/line_tree.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/result.h"
#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::byte kLeaf{0};
constexpr std::byte kNode{1};

Sha256Digest node_hash(const Sha256Digest& left, const Sha256Digest& right) {
  std::array<std::byte, 65> bytes{kNode};
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  return sha256(bytes);
}

}  // namespace

Sha256Digest leaf_hash(std::string_view line) {
  Sha256 hash;
  hash.update(std::span(&kLeaf, 1));
  hash.update(as_bytes(line));
  return hash.finish();
}

std::optional<Sha256Digest> root_of(std::uint64_t i, std::uint64_t n, const Sha256Digest& leaf,
                                    std::span<const Sha256Digest> path) {
  if (i >= n) {
    return std::nullopt;
  }
  std::uint64_t at = i;
  std::uint64_t last = n - 1;  // of the level that `at` is on
  Sha256Digest hash = leaf;
  for (const Sha256Digest& sibling : path) {
    if (last == 0) {
      return std::nullopt;
    }
    if (at % 2 == 1 || at == last) {
      hash = node_hash(sibling, hash);
      for (; at % 2 == 0 && at != 0; at /= 2) {
        last /= 2;  // a level on which the right edge has no sibling
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    at /= 2;
    last /= 2;
  }
  return last == 0 ? std::optional(hash) : std::nullopt;
}

void LineTree::add(std::string_view line) {
  nodes_.push_back({size_++, 1, leaf_hash(line)});
  while (nodes_.size() > 1 && nodes_[nodes_.size() - 2].size == nodes_.back().size) {
    join_last_two();
  }
}

Sha256Digest LineTree::finish() {
  HOLDALL_CHECK(!nodes_.empty());
  while (nodes_.size() > 1) {
    join_last_two();
  }
  return nodes_.front().hash;
}

void LineTree::join_last_two() {
  const Node right = nodes_.back();
  nodes_.pop_back();
  Node& left = nodes_.back();
  extend_paths(left, right.hash);
  extend_paths(right, left.hash);
  left = {left.begin, left.size + right.size, node_hash(left.hash, right.hash)};
}

void LineTree::extend_paths(const Node& of, const Sha256Digest& sibling) {
  const auto from = std::lower_bound(wanted_.begin(), wanted_.end(), of.begin);
  for (auto leaf = from; leaf != wanted_.end() && *leaf < of.begin + of.size; ++leaf) {
    paths_[static_cast<std::size_t>(leaf - wanted_.begin())].push_back(sibling);
  }
}

}  // namespace holdall
