// Looks for bytes in all of this process's memory, as whoever gets a core dump does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <vector>

namespace holdall::test {

// Bytes to look for, held in a form in which the search does not find itself.
class Masked {
 public:
  explicit Masked(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) {
      bytes_.push_back(byte ^ kMask);
    }
  }
  [[nodiscard]] bool is_at(const volatile std::byte* place) const {
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      if ((place[i] ^ kMask) != bytes_[i]) {
        return false;
      }
    }
    return true;
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
  static constexpr std::byte kMask{0xA5};
  std::vector<std::byte> bytes_;
};

struct Places {
  int guarded = 0;    // in memory that is locked or left out of dumps
  int elsewhere = 0;  // anywhere else
};

// Where `sought` stands now. Needs /proc, and memory that no sanitizer shadows.
inline Places places_of(const Masked& sought) {
  Places places;
  struct Region {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    bool guarded = false;
  };
  std::vector<Region> regions;
  std::ifstream maps("/proc/self/smaps");
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    std::string mode;
    std::istringstream head(line);
    if (head >> std::hex >> begin >> dash >> end >> mode && dash == '-' && mode.size() == 4) {
      const bool readable = mode[0] == 'r' && line.find("[v") == std::string::npos;
      regions.push_back({begin, readable ? end : begin, false});
    } else if (line.starts_with("VmFlags:")) {
      regions.back().guarded = line.find(" dd") != std::string::npos;
    }
  }
  for (const Region& region : regions) {
    for (std::uintptr_t at = region.begin; at + sought.size() <= region.end; ++at) {
      if (sought.is_at(reinterpret_cast<const volatile std::byte*>(at))) {  // NOLINT: all of memory
        ++(region.guarded ? places.guarded : places.elsewhere);
      }
    }
  }
  return places;
}

}  // namespace holdall::test
