// Texts that a mapped record needs beyond the reader's own bytes: cells hold views, this holds what they view.
//
// Cleared once per record, so memory stays that of one record. Thread rule: one per import.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace holdall {

class Scratch {
 public:
  // A view that stays valid until clear().
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  void clear() { texts_.clear(); }

 private:
  std::deque<std::string> texts_;  // a deque: growing moves no text
};

}  // namespace holdall
