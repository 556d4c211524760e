// Searches the content of a file while it streams into the bundle.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "holdall/core/stream/byte_stream.h"
#include "holdall/exporter/secret/scan.h"

namespace holdall {

// Hands on the bytes of another source and fails where they hold a secret: a file that is text is searched for every
// kind, another for those of SecretKinds::of_binary. What lies across the border of two blocks is found, too. Memory:
// two blocks.
class ScannedSource final : public ByteSource {
 public:
  // `source` must outlive it.
  ScannedSource(ByteSource& source, SecretKinds kinds, bool is_named) : source_(source), scan_(kinds, is_named) {}
  // Errors: those of the source; kSecretFound without a place: the caller knows it.
  Result<std::size_t> read(std::span<std::byte> out) override;
  [[nodiscard]] std::optional<SecretKind> found() const { return found_; }

 private:
  void add(std::string_view bytes);
  void look(bool is_last);

  ByteSource& source_;
  SecretScan scan_;
  std::string window_;     // the end of what was searched, and what was not
  std::size_t known_ = 0;  // of `window_`: searched
  std::string character_;  // one that the border of two reads cuts
  bool is_text_ = true;
  std::optional<SecretKind> found_;
};

}  // namespace holdall
