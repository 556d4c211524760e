// Texts that a mapped record needs beyond the reader's own bytes: cells hold views, this holds what they view.
//
// Its owner clears it with what it belongs to: a block of records, or rows that are written. Thread rule: one per
// import.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace holdall {

class Scratch {
 public:
  // A view that stays valid until clear().
  std::string_view keep(std::string text) {
    bytes_ += text.size();
    return texts_.emplace_back(std::move(text));
  }
  void clear() {
    texts_.clear();
    bytes_ = 0;
  }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
  std::deque<std::string> texts_;  // a deque: growing moves no text
};

}  // namespace holdall
