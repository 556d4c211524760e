#include "holdall/formats/zip/writer.h"

#include <gtest/gtest.h>

#include <array>

#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

struct Codec {
  const char* name;
  Compression compression;
};
constexpr std::array<Codec, 3> kCodecs{
    {{"Fast", Compression::kFast}, {"Small", Compression::kSmall}, {"Store", Compression::kStore}}};

std::vector<Content> various_contents() {
  return {{"b/empty", ""},
          {"b/one", "x"},
          {"b/records.jsonl", record_lines(3000)},
          {"b/block", noise(65'536)},
          {"b/noise", noise(3'000'000)},
          {"b/zeros", std::string(1'000'000, '\0')},
          {"b/block-of-lines", record_lines(2000).substr(0, 65'536)}};
}

TEST(ZipWriterTest, WhatIsWrittenIsRead) {
  const std::vector<Content> contents = various_contents();
  for (const Codec& codec : kCodecs) {
    SCOPED_TRACE(codec.name);
    const auto read = read_everything(written_zip(contents, codec.compression));
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(read.value(), contents);
  }
}

TEST(ZipWriterTest, GivesTheSameBytesHoweverTheDataArrives) {
  std::vector<Content> contents = various_contents();
  contents.erase(contents.begin() + 4);  // byte by byte, 3 MB take long
  for (const Codec& codec : kCodecs) {
    SCOPED_TRACE(codec.name);
    const std::string whole = written_zip(contents, codec.compression, 10'000'000);
    EXPECT_EQ(written_zip(contents, codec.compression, 1), whole);
    EXPECT_EQ(written_zip(contents, codec.compression, 65'537), whole);
  }
}

TEST(ZipWriterTest, PinsEveryByteOfAStoredContainer) {
  EXPECT_EQ(hex_encode(as_bytes(written_zip({{"b/a", "hello"}}, Compression::kStore))),
            "504b0304"
            "1400"
            "0000"
            "0000"
            "0000"
            "2100"
            "86a61036"
            "05000000"
            "05000000"
            "0300"
            "0000"
            "622f61"
            "68656c6c6f"
            "504b0102"
            "1403"
            "1400"
            "0000"
            "0000"
            "0000"
            "2100"
            "86a61036"
            "05000000"
            "05000000"
            "0300"
            "0000"
            "0000"
            "0000"
            "0000"
            "0000a481"
            "00000000"
            "622f61"
            "504b0506"
            "0000"
            "0000"
            "0100"
            "0100"
            "31000000"
            "26000000"
            "0000");
}

struct ChoiceCase {
  const char* name;
  std::string data;
  std::uint16_t method;
};

TEST(EntryPackerTest, DeflatesOnlyWhatGainsByItAndLooksLikeNoBomb) {
  const std::vector<ChoiceCase> cases{
      {"Empty", "", kStored},
      {"OneByte", "x", kStored},
      {"Noise", noise(200'000), kStored},
      {"Lines", record_lines(500), kDeflated},
      {"Zeros", std::string(3'000'000, '\0'), kStored},
      {"ZerosWithNoise", std::string(1'000'000, '\0') + noise(20'000), kDeflated},
  };
  for (const ChoiceCase& c : cases) {
    for (const Compression compression : {Compression::kFast, Compression::kSmall}) {
      SCOPED_TRACE(c.name);
      Spool spool = must(Spool::create(""));
      const PackedEntry entry = pack(spool, c.data, compression);
      EXPECT_EQ(entry.method, c.method);
      EXPECT_EQ(entry.size, c.data.size());
      EXPECT_EQ(entry.packed_size, c.method == kStored ? entry.size : spool.size());
      EXPECT_LE(entry.size, entry.packed_size * 100);
    }
  }
}

TEST(EntryPackerTest, PacksOneEntryBehindTheOther) {
  Spool spool = must(Spool::create(""));
  const PackedEntry first = pack(spool, "first", Compression::kStore);
  const PackedEntry second = pack(spool, record_lines(100), Compression::kFast);
  EXPECT_EQ(first.spool_offset, 0U);
  EXPECT_EQ(second.spool_offset, 5U);
  StringSink out;
  ZipWriter writer(out);
  must(writer.add("second", second, spool));
  must(writer.add("first", first, spool));
  must(writer.finish());
  EXPECT_EQ(must(read_everything(out.text())),
            (std::vector<Content>{{"second", record_lines(100)}, {"first", "first"}}));
}

// A sink whose n-th write fails.
class FailingSink final : public ByteSink {
 public:
  explicit FailingSink(int good_writes) : good_writes_(good_writes) {}
  Result<void> write(std::span<const std::byte> /*bytes*/) override {
    return good_writes_-- > 0 ? Result<void>() : Error{ErrorCode::kIo, "disk full", {}};
  }
  Result<void> finish() override { return {}; }

 private:
  int good_writes_;
};

Result<void> write_two_entries(ByteSink& out, const Spool& spool, const PackedEntry& entry) {
  ZipWriter writer(out);
  HOLDALL_TRY(writer.add("a", entry, spool));
  HOLDALL_TRY(writer.add("b", entry, spool));
  return writer.finish();
}

TEST(ZipWriterTest, HandsOnTheErrorOfEveryWrite) {
  Spool spool = must(Spool::create(""));
  const PackedEntry entry = pack(spool, "data", Compression::kStore);
  constexpr int kWrites = 7;  // two headers, two contents, two directory headers, end record
  for (int n = 0; n < kWrites; ++n) {
    FailingSink out(n);
    const Result<void> result = write_two_entries(out, spool, entry);
    ASSERT_FALSE(result.ok()) << n;
    EXPECT_EQ(result.error().code, ErrorCode::kIo);
  }
  FailingSink out(kWrites);
  EXPECT_TRUE(write_two_entries(out, spool, entry).ok());
}

TEST(ZipWriterTest, RefusesWhatADefaultReaderRefuses) {
  const Spool spool = must(Spool::create(""));
  StringSink out;
  ZipWriter writer(out);
  for (std::uint64_t i = 0; i < Limits{}.entries; ++i) {
    must(writer.add("e" + std::to_string(i), PackedEntry{}, spool));
  }
  const Result<void> result = writer.add("more", PackedEntry{}, spool);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kLimit);
}

TEST(ZipWriterDeathTest, AbortsOnABrokenPrecondition) {
  Spool spool = must(Spool::create(""));
  const PackedEntry entry = pack(spool, "data", Compression::kStore);
  StringSink out;
  ZipWriter writer(out);
  EXPECT_DEATH(must(writer.add("../evil", entry, spool)), "is_entry_name");
  must(writer.add("a", entry, spool));
  must(writer.add("A", entry, spool));
  EXPECT_DEATH(must(writer.finish()), "check_names_distinct");
}

}  // namespace
}  // namespace holdall
