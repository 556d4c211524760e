// The armor of age: base64 in lines of 64 between two marks (C2SP age v1, a strict PEM). Private to core/crypto/age.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdall/core/crypto/age/buffered.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall::age_internal {

inline constexpr std::string_view kArmorBegin = "-----BEGIN AGE ENCRYPTED FILE-----";

// finish() writes the rest and the end mark, and leaves `out` open.
class ArmorSink final : public ByteSink {
 public:
  explicit ArmorSink(ByteSink& out) : out_(out) {}  // `out` must outlive it
  Result<void> write(std::span<const std::byte> bytes) override;
  Result<void> finish() override;

 private:
  ByteSink& out_;
  std::vector<std::byte> held_;  // less than a line
  bool has_begun_ = false;
};

// The bytes in an armor. Lines end in LF or CR LF; blank lines before and white space behind are let pass, at most
// 1 KiB. Errors of read(): kCannotDecrypt for anything else that ArmorSink does not write; those of the source.
class ArmorSource final : public ByteSource {
 public:
  explicit ArmorSource(std::unique_ptr<ByteSource> source) : in_(std::move(source)) {}
  Result<std::size_t> read(std::span<std::byte> out) override;

 private:
  Result<std::string> line();
  Result<void> begin();
  Result<void> next_line();
  Result<void> end();
  BufferedSource in_;
  std::vector<std::byte> held_;
  std::size_t at_ = 0;
  bool has_begun_ = false;
  bool has_ended_ = false;
};

}  // namespace holdall::age_internal
