// What stands behind OpenedBundle and VerifiedBundle; only open_bundle and verify can make them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "holdall/formats/bundle/verify.h"

namespace holdall {

struct OpenedState {
  std::unique_ptr<Container> container;
  std::string base;                   // the bag's folder, from the first entry's name
  std::vector<std::string> sections;  // sorted; one data/<section>.jsonl each
  bool has_issuer = false;
  std::string manifest_bytes;
  std::string signature;

  // Requires: the entry is there, as open_bundle has checked.
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(std::string_view path) const;
  [[nodiscard]] Result<std::string> read_small(std::string_view path, std::size_t limit) const;
  [[nodiscard]] std::uint64_t size_of(std::string_view path) const;
};

struct VerifiedState {
  std::shared_ptr<const OpenedState> opened;
  Limits limits;
  Manifest manifest;
  std::string manifest_sha256;
  std::string kid;
  std::string issuer_name;
  std::vector<SegmentInfo> segments;
  std::map<std::string, std::string, std::less<>> schemas;  // section → canonical JSON Schema
};

class BundleAccess {
 public:
  static OpenedBundle make(std::shared_ptr<const OpenedState> state) { return OpenedBundle(std::move(state)); }
  static VerifiedBundle make(std::shared_ptr<const VerifiedState> state) { return VerifiedBundle(std::move(state)); }
  static std::shared_ptr<const OpenedState> state(const OpenedBundle& bundle) { return bundle.state_; }
};

}  // namespace holdall
