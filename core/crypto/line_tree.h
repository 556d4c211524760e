// A Merkle tree over lines (RFC 9162 §2.1): one line and its path can be held against the root, and tell nothing of the
// other lines. Streams: memory grows with the lines asked for, not with all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/crypto/digest.h"

namespace holdall {

using TreePath = std::vector<Sha256Digest>;  // from the leaf's sibling up

// SHA-256(0x00 ‖ line), RFC 9162 §2.1.1.
Sha256Digest leaf_hash(std::string_view line);

// The root that a leaf and its path lead to, if the path is one of leaf `i` in a tree of `n` (RFC 9162 §2.1.3.2).
std::optional<Sha256Digest> root_of(std::uint64_t i, std::uint64_t n, const Sha256Digest& leaf,
                                    std::span<const Sha256Digest> path);

class LineTree {
 public:
  // `wanted`: leaves whose paths are to be collected, ascending.
  explicit LineTree(std::vector<std::uint64_t> wanted = {}) : wanted_(std::move(wanted)), paths_(wanted_.size()) {}

  void add(std::string_view line);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // MTH of all lines. The object is then spent, but for the paths. Requires: size() > 0.
  Sha256Digest finish();
  // After finish(), in the order of `wanted`.
  [[nodiscard]] std::span<const TreePath> paths() const { return paths_; }

 private:
  struct Node {
    std::uint64_t begin;  // its first leaf
    std::uint64_t size;
    Sha256Digest hash;
  };
  void join_last_two();
  void extend_paths(const Node& of, const Sha256Digest& sibling);

  std::vector<std::uint64_t> wanted_;
  std::vector<TreePath> paths_;
  std::vector<Node> nodes_;  // whole subtrees from left to right, each larger than the next
  std::uint64_t size_ = 0;
};

}  // namespace holdall
