// A digest of things in any order: two are equal where the same things were added equally often.
//
// The sum, modulo 2^128, of a keyed hash (SipHash-2-4-128, libsodium) of each: Clarke et al., "Incremental Multiset
// Hash Functions", ASIACRYPT 2003, MSet-Add-Hash. Without the key, which never leaves the process, nobody can choose
// things that add up alike. Constant memory, however many there are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace holdall {

class MultisetDigest {
 public:
  using Key = std::array<std::byte, 16>;
  explicit MultisetDigest(const Key& key) : key_(key) {}

  void add(std::span<const std::byte> thing, std::uint64_t times = 1);
  [[nodiscard]] std::uint64_t count() const { return count_; }
  // Of digests under one key.
  [[nodiscard]] bool agrees_with(const MultisetDigest& other) const {
    return count_ == other.count_ && sum_ == other.sum_;
  }

 private:
  __extension__ using Wide = unsigned __int128;
  Key key_;
  Wide sum_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace holdall
