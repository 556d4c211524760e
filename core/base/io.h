// Files: opened once, read by position, published whole or not at all.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

// Owns a file descriptor.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept;
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  ~UniqueFd();
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// What a file is, told by its first bytes, and how large such a file may be.
struct FileKind {
  std::string_view magic;
  std::uint64_t limit = 0;
};

// A file opened for reading, once; every read is by position on that one handle, never by path again.
// Thread rule: reads from several threads are fine.
class InputFile {
 public:
  // Opens a path, or `-` for standard input. What is not a regular file is first copied to a private unlinked file, at
  // most `limit` bytes, or as many as the one of `kinds` has whose first bytes it begins with; and only as far as a
  // first block where there are kinds and it is of none. Errors: kNotFound, kIo, kPathUnsafe (a folder), kLimit.
  static Result<InputFile> open(const std::string& path, std::uint64_t limit, std::span<const FileKind> kinds = {});
  // A regular file that is open already. Errors: kPathUnsafe for anything else, kIo.
  static Result<InputFile> adopt(UniqueFd fd);
  // A private copy of bytes in memory (tests, small inputs).
  static Result<InputFile> from_bytes(std::string_view bytes);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  // Reads exactly out.size() bytes at `offset`. Errors: kTruncated where the file ends before, kIo.
  Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const;

 private:
  InputFile(UniqueFd fd, std::uint64_t size) : fd_(std::move(fd)), size_(size) {}
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

// All bytes of a file as it was when it was opened. Errors of read(): kTruncated where it has become shorter, kIo.
std::unique_ptr<ByteSource> stream_file(InputFile file);

// The whole text of a configuration document (request, map, key, trust store). Errors: kNotFound, kLimit, kIo.
Result<std::string> read_document(const std::string& path, std::size_t limit = Limits{}.document_bytes);

// A private spool: an unlinked 0600 file in the folder of the output, written once, read back by position.
class Spool {
 public:
  // `near` is the output path the spool serves ("-" or "": the temporary folder).
  static Result<Spool> create(const std::string& near);
  Result<void> append(std::span<const std::byte> bytes);
  Result<void> read_at(std::uint64_t offset, std::span<std::byte> out) const;
  [[nodiscard]] std::uint64_t size() const { return size_; }
  UniqueFd release() && { return std::move(fd_); }

 private:
  explicit Spool(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
  std::uint64_t size_ = 0;
};

// An output file that appears complete, synced, with mode 0600 and without following links or replacing anything, or
// does not appear at all: O_TMPFILE (or a private temporary name), write, fsync, link without replacing, fsync folder.
// The path `-` is standard output, which only gets the bytes, in order, at finish().
class AtomicFile final : public ByteSink {
 public:
  // Errors: kPathExists, kPathUnsafe, kNotFound (the folder), kIo.
  static Result<std::unique_ptr<AtomicFile>> create(const std::string& path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile() override;
  Result<void> write(std::span<const std::byte> bytes) override;
  Result<void> finish() override;

 private:
  AtomicFile() = default;
  bool publish();
  UniqueFd file_;
  UniqueFd folder_;
  std::string name_;       // final name inside the folder; empty for standard output
  std::string temporary_;  // name of the fallback temporary, empty with O_TMPFILE
};

// Holds off every other caller of lock_folder for the folder that `path` stands in, until the descriptor is dropped:
// for read-change-replace of a file. Errors: kIo, kNotFound, kPathUnsafe.
Result<UniqueFd> lock_folder(const std::string& path);

// Publishes a small file through AtomicFile.
Result<void> write_file(const std::string& path, std::string_view content);
// As write_file, but atomically replaces an existing regular file (a trust store being edited); of two at once, the
// last one wins.
Result<void> replace_file(const std::string& path, std::string_view content);

}  // namespace holdall
