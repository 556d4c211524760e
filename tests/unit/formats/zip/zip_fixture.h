// Shared by the tests of formats/zip: containers made in memory, by the writer or by hand, and read back whole.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/zip/headers.h"
#include "holdall/formats/zip/reader.h"
#include "holdall/formats/zip/writer.h"

namespace holdall::zip_test {

struct Content {
  std::string name;
  std::string data;
};

class StringSink final : public ByteSink {
 public:
  Result<void> write(std::span<const std::byte> bytes) override {
    text_ += as_text(bytes);
    return {};
  }
  Result<void> finish() override { return {}; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Takes the value of a result that a test cannot go on without.
template <typename T>
T must(Result<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "unexpected error: %s\n", result.error().message.c_str());
  }
  return std::move(result).value();
}
inline void must(const Result<void>& result) {
  if (!result.ok()) {
    std::fprintf(stderr, "unexpected error: %s\n", result.error().message.c_str());
  }
  HOLDALL_CHECK(result.ok());
}

// `data` packed into `spool`, written `step` bytes at a time.
inline PackedEntry pack(Spool& spool, std::string_view data, Compression compression, std::size_t step = 100'000) {
  EntryPacker packer(spool, compression);
  for (std::size_t done = 0; done < data.size(); done += step) {
    must(packer.write(as_bytes(data.substr(done, step))));
  }
  must(packer.finish());
  return packer.entry();
}

// A container by the writer.
inline std::string written_zip(const std::vector<Content>& contents, Compression compression,
                               std::size_t step = 100'000) {
  Spool spool = must(Spool::create(""));
  StringSink out;
  ZipWriter writer(out);
  for (const Content& content : contents) {
    must(writer.add(content.name, pack(spool, content.data, compression, step), spool));
  }
  must(writer.finish());
  return out.text();
}

// An entry of a container by hand: `packed` stands behind a header of `facts`, whatever they say.
struct RawEntry {
  std::string name;
  EntryFacts facts;
  std::string packed;
};

inline std::string raw_zip(const std::vector<RawEntry>& entries) {
  std::string bytes;
  std::string directory;
  for (const RawEntry& entry : entries) {
    directory += central_header(entry.name, entry.facts, bytes.size());
    bytes += local_header(entry.name, entry.facts) + entry.packed;
  }
  const DirectoryFacts facts{.entries = entries.size(), .size = directory.size(), .offset = bytes.size()};
  return bytes + directory + end_records(facts);
}

inline Result<std::unique_ptr<Container>> open_bytes(std::string_view bytes, const Limits& limits = {}) {
  return open_zip(std::make_shared<const InputFile>(must(InputFile::from_bytes(bytes))), limits);
}

// Opens a container and reads every entry to its end.
inline Result<std::vector<Content>> read_everything(std::string_view bytes, const Limits& limits = {}) {
  HOLDALL_ASSIGN(const std::unique_ptr<Container> container, open_bytes(bytes, limits));
  std::vector<Content> contents;
  for (std::size_t i = 0; i < container->entries().size(); ++i) {
    const Entry& entry = container->entries()[i];
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, container->read(i));
    HOLDALL_ASSIGN(std::string data, read_all(*source, std::size_t{1} << 30U));
    HOLDALL_CHECK(data.size() == entry.size);
    contents.push_back(Content{entry.name, std::move(data)});
  }
  return contents;
}

inline bool operator==(const Content& a, const Content& b) {
  return a.name == b.name && a.data == b.data;
}

// Bytes that no compressor makes smaller, always the same ones (xorshift64).
inline std::string noise(std::size_t size, std::uint64_t seed = 88'172'645'463'325'252ULL) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) {
    seed ^= seed << 13U;
    seed ^= seed >> 7U;
    seed ^= seed << 17U;
    byte = static_cast<char>(seed & 0xFFU);
  }
  return bytes;
}

// Lines that compress about as records do.
inline std::string record_lines(std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string token = base64url_encode(as_bytes(noise(12, i + 1)));
    lines += R"({"id":")" + token + R"(","kind":"page_view","seconds":)" + std::to_string(i % 97) + "}\n";
  }
  return lines;
}

}  // namespace holdall::zip_test
