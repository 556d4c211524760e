#include "holdall/formats/zip/reader.h"

#include <gtest/gtest.h>

#define ZLIB_CONST
#include <zlib.h>

#include <functional>

#include "zip_fixture.h"

namespace holdall {
namespace {

using namespace zip_test;  // NOLINT: test words

EntryFacts facts_of_stored(std::string_view data) {
  const auto crc = crc32_z(0, reinterpret_cast<const Bytef*>(data.data()), data.size());  // NOLINT: zlib's bytes
  return {.method = kStored, .crc32 = static_cast<std::uint32_t>(crc), .size = data.size(), .packed_size = data.size()};
}

RawEntry stored(const std::string& name, const std::string& data) {
  return {name, facts_of_stored(data), data};
}

RawEntry deflated(const std::string& name, std::string_view data, const std::string& stream) {
  EntryFacts facts = facts_of_stored(data);
  facts.method = kDeflated;
  facts.packed_size = stream.size();
  return {name, facts, stream};
}

std::vector<Content> small_contents() {
  return {{"b/bagit.txt", "BagIt-Version: 1.0\n"}, {"b/empty", ""}, {"b/data/usage.jsonl", record_lines(6)}};
}

// The error code of a container that must be refused on opening or reading; fails the test where it is not.
ErrorCode refusal(std::string_view bytes, const Limits& limits = {}) {
  const auto read = read_everything(bytes, limits);
  EXPECT_FALSE(read.ok()) << "accepted";
  return read.ok() ? ErrorCode::kInternal : read.error().code;
}

TEST(ZipReaderTest, P01_RefusesEveryFlippedBitOfAStoredContainer) {
  const std::string good = written_zip(small_contents(), Compression::kStore);
  ASSERT_TRUE(read_everything(good).ok());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
    const auto read = read_everything(bad);
    ASSERT_FALSE(read.ok()) << "bit " << bit % 8 << " of byte " << bit / 8;
    ASSERT_NE(read.error().code, ErrorCode::kInternal);
  }
}

TEST(ZipReaderTest, P01_AFlippedBitOfADeflatedContainerNeverChangesItsContent) {
  for (const Compression compression : {Compression::kFast, Compression::kSmall}) {
    const std::string good = written_zip(small_contents(), compression);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      std::string bad = good;
      bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
      const auto read = read_everything(bad);
      ASSERT_TRUE(!read.ok() || read.value() == small_contents()) << "bit " << bit % 8 << " of byte " << bit / 8;
    }
  }
}

TEST(ZipReaderTest, P01_RefusesEveryTruncation) {
  for (const Compression compression : {Compression::kStore, Compression::kFast}) {
    const std::string good = written_zip(small_contents(), compression);
    for (std::size_t size = 0; size < good.size(); ++size) {
      const ErrorCode code = refusal(std::string_view(good).substr(0, size));
      ASSERT_EQ(code, size < 4 ? ErrorCode::kNotABundle : ErrorCode::kTruncated) << size;
    }
  }
}

TEST(ZipReaderTest, P01_RefusesEveryInsertedAndEveryRemovedByte) {
  const std::string good = written_zip(small_contents(), Compression::kStore);
  for (std::size_t at = 0; at <= good.size(); ++at) {
    refusal(std::string(good).insert(at, 1, '\0'));
    if (at < good.size()) {
      refusal(std::string(good).erase(at, 1));
    }
  }
}

struct KindCase {
  const char* name;
  std::string bytes;
  const char* kind;
};

TEST(ZipReaderTest, NamesWhatItWasGivenInsteadOfAZip) {
  const std::vector<KindCase> cases{
      {"Empty", "", "an empty file"},
      {"Gzip", "\x1F\x8B\x08 and more", "a gzip file"},
      {"Tar", std::string(257, 'n') + "ustar", "a tar file"},
      {"SevenZip", "7z\xBC\xAF\x27\x1C", "a 7-Zip file"},
      {"Rar", "Rar!\x1A\x07\x01", "a RAR file"},
      {"Pdf", "%PDF-1.7\n", "a PDF document"},
      {"Html", "\xEF\xBB\xBF \n<!DOCTYPE HTML><p>", "an HTML page"},
      {"Xml", "<?xml version=\"1.0\"?><a/>", "an XML document"},
      {"Json", "{\"holdall\":\"1.0\"", "a JSON text"},
      {"Elf",
       "\x7F"
       "ELF\x02",
       "an ELF program"},
      {"Age", "age-encryption.org/v1\n-> X25519", "an age-encrypted file"},
      {"ArmoredAge", "-----BEGIN AGE ENCRYPTED FILE-----\n", "an armored age-encrypted file"},
      {"Sqlite", std::string("SQLite format 3\0and more", 24), "an SQLite database"},
      {"Plain", "Dear customer,\n", "plain text"},
      {"Unknown", std::string("\0\1\2\3", 4), "a file of unknown kind"},
  };
  for (const KindCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto opened = open_bytes(c.bytes);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kNotABundle);
    EXPECT_EQ(opened.error().message, std::string("not a ZIP file but ") + c.kind);
  }
}

struct LayoutCase {
  const char* name;
  std::function<std::string(const std::string&)> change;
  ErrorCode code;
};

TEST(ZipReaderTest, P06_RefusesBytesThatBelongToNoEntry) {
  const std::vector<LayoutCase> cases{
      {"InFront", [](const std::string& zip) { return "#!/bin/sh\n" + zip; }, ErrorCode::kContainer},
      {"Behind", [](const std::string& zip) { return zip + "\n"; }, ErrorCode::kContainer},
      {"BehindMuch", [](const std::string& zip) { return zip + std::string(60'000, '\0'); }, ErrorCode::kContainer},
      {"Twice", [](const std::string& zip) { return zip + zip; }, ErrorCode::kContainer},
      {"EndTwice", [](const std::string& zip) { return zip + zip.substr(zip.size() - 22); }, ErrorCode::kContainer},
      {"EndOnly", [](const std::string& zip) { return zip.substr(zip.size() - 22); }, ErrorCode::kContainer},
      {"NoEntries", [](const std::string&) { return end_records({}); }, ErrorCode::kContainer},
      {"GapInFrontOfDirectory",
       [](const std::string&) {
         const RawEntry entry = stored("a", "data");
         const std::string local = local_header("a", entry.facts) + "data" + "gap";
         const std::string central = central_header("a", entry.facts, 0);
         return local + central + end_records({.entries = 1, .size = central.size(), .offset = local.size()});
       },
       ErrorCode::kContainer},
      {"BytesInTheDirectory",
       [](const std::string&) {
         const RawEntry entry = stored("a", "data");
         const std::string local = local_header("a", entry.facts) + "data";
         const std::string central = central_header("a", entry.facts, 0) + "gap";
         return local + central + end_records({.entries = 1, .size = central.size(), .offset = local.size()});
       },
       ErrorCode::kContainer},
      {"UnlistedEntry",
       [](const std::string&) {
         const RawEntry entry = stored("a", "data");
         const std::string local = local_header("a", entry.facts) + "data";
         const std::string central = central_header("a", entry.facts, 0);
         return local + local + central +
                end_records({.entries = 1, .size = central.size(), .offset = 2 * local.size()});
       },
       ErrorCode::kContainer},
      {"OneEntryTwiceInTheDirectory",
       [](const std::string&) {
         const RawEntry entry = stored("a", "data");
         const std::string local = local_header("a", entry.facts) + "data";
         const std::string central = central_header("a", entry.facts, 0) + central_header("b", entry.facts, 0);
         return local + central + end_records({.entries = 2, .size = central.size(), .offset = local.size()});
       },
       ErrorCode::kContainer},
  };
  const std::string good = raw_zip({stored("a", "data"), stored("b", "more")});
  ASSERT_TRUE(read_everything(good).ok());
  for (const LayoutCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(refusal(c.change(good)), c.code);
  }
}

struct EntryCase {
  const char* name;
  std::vector<RawEntry> entries;
  ErrorCode code;
};

RawEntry with_facts(RawEntry entry, const std::function<void(EntryFacts&)>& change) {
  change(entry.facts);
  return entry;
}

TEST(ZipReaderTest, P07_RefusesNamesThatAreNoneOrMeetOnSomeFileSystem) {
  const std::vector<EntryCase> cases{
      {"Slip", {stored("../evil", "x")}, ErrorCode::kEntryName},
      {"Folder", {stored("a/", "")}, ErrorCode::kEntryName},
      {"NonAscii", {stored("caf\xC3\xA9", "x")}, ErrorCode::kEntryName},
      {"Long", {stored(std::string(2000, 'a'), "x")}, ErrorCode::kEntryName},
      {"NoName", {stored("", "x")}, ErrorCode::kEntryName},
      {"Twice", {stored("a", "x"), stored("a", "y")}, ErrorCode::kEntryName},
      {"TwiceButForCase", {stored("a", "x"), stored("A", "x")}, ErrorCode::kEntryName},
      {"FileAndFolder", {stored("a", "x"), stored("a/b", "x")}, ErrorCode::kEntryName},
  };
  for (const EntryCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(refusal(raw_zip(c.entries)), c.code);
  }
}

TEST(ZipReaderTest, P24_RepeatsNoNameThatItRefuses) {
  const auto opened = open_bytes(raw_zip({stored("marker\x1B[2J\n", "x")}));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().message, "central directory, entry 0: its name has a character outside A-Z a-z 0-9 . _ - /");
}

TEST(ZipReaderTest, P06_RefusesHeadersThatDoNotFitTheirData) {
  const RawEntry good = stored("a", "some data");
  const std::vector<EntryCase> cases{
      {"WrongCrc", {with_facts(good, [](EntryFacts& facts) { facts.crc32 ^= 1U; })}, ErrorCode::kContainer},
      {"MethodBzip2", {with_facts(good, [](EntryFacts& facts) { facts.method = 12; })}, ErrorCode::kContainer},
      {"StoredSizesDiffer", {with_facts(good, [](EntryFacts& facts) { facts.size += 1; })}, ErrorCode::kContainer},
      {"SizeOfZip64",
       {with_facts(good,
                   [](EntryFacts& facts) {
                     facts.method = kDeflated;
                     facts.size = kMaxEntryBytes + 1;
                   })},
       ErrorCode::kContainer},
      {"DataIntoDirectory",
       {with_facts(good,
                   [](EntryFacts& facts) {
                     facts.size = 1000;
                     facts.packed_size = 1000;
                   })},
       ErrorCode::kContainer},
  };
  ASSERT_TRUE(read_everything(raw_zip({good})).ok());
  for (const EntryCase& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(refusal(raw_zip(c.entries)), c.code);
  }
}

// Raw deflate streams, written bit by bit: fixed Huffman blocks and stored blocks.
const std::string kEmptyFixed("\x03\x00", 2);
const std::string kEmptyStored("\x01\x00\x00\xFF\xFF", 5);
const std::string kEmptyStoredNotLast("\x00\x00\x00\xFF\xFF", 5);
const std::string kLetterA("\x73\x04\x00", 3);  // "A" in one final fixed block
const std::string kStoredA(
    "\x01\x01\x00\xFE\xFF"
    "A",
    6);

struct StreamCase {
  const char* name;
  std::string data;
  std::string stream;
  const char* problem;  // empty: accepted
};

TEST(ZipReaderTest, P06_AcceptsOneCompleteDeflateStreamAndNothingElse) {
  const std::vector<StreamCase> cases{
      {"EmptyFixed", "", kEmptyFixed, ""},
      {"EmptyStored", "", kEmptyStored, ""},
      {"OneLetter", "A", kLetterA, ""},
      {"OneLetterStored", "A", kStoredA, ""},
      {"TwoBlocks", "A", kEmptyStoredNotLast + kLetterA, ""},
      {"TwoBlocksTheLastEmpty", "A",
       std::string("\x00\x01\x00\xFE\xFF"
                   "A",
                   6) +
           kEmptyFixed,
       ""},
      {"NoBytes", "", "", "has no end"},
      {"Cut", "A", kLetterA.substr(0, 2), "has no end"},
      {"NoFinalBlock", "", kEmptyStoredNotLast, "has no end"},
      {"ByteBehind", "A", kLetterA + std::string(1, '\0'), "bytes follow"},
      {"TwoStreams", "A", kLetterA + kEmptyFixed, "bytes follow"},
      {"UnusedBitSet", "A", std::string("\x73\x04\x80", 3), "bits behind"},
      {"UnusedBitSetInEmpty", "", std::string("\x03\x04", 2), "bits behind"},
      {"ReservedBlockType", "A", std::string("\x07\x00", 2), "damaged"},
      {"DistanceBeforeStart", "AAAA", std::string("\x03\x02\x00", 3), "damaged"},
      {"LongerThanStated", "", kLetterA, "more than its stated size"},
      {"ShorterThanStated", "AB", kLetterA, "less than its stated size"},
      {"ZlibWrapped", "", std::string("\x78\x9C\x03\x00\x00\x00\x00\x01", 8), "damaged"},
  };
  for (const StreamCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto read = read_everything(raw_zip({deflated("a", c.data, c.stream)}));
    ASSERT_EQ(read.ok(), *c.problem == '\0') << (read.ok() ? "" : read.error().message);
    if (read.ok()) {
      EXPECT_EQ(read.value(), (std::vector<Content>{{"a", c.data}}));
    } else {
      EXPECT_EQ(read.error().code, ErrorCode::kContainer);
      EXPECT_NE(read.error().message.find(c.problem), std::string::npos) << read.error().message;
    }
  }
}

TEST(ZipReaderTest, P08_RefusesDeflateStreamsPaddedWithEmptyBlocks) {
  std::string stream;
  for (int i = 0; i < 14; ++i) {
    stream += kEmptyStoredNotLast;
  }
  EXPECT_EQ(refusal(raw_zip({deflated("a", "A", stream + kLetterA)})), ErrorCode::kContainer);
}

TEST(ZipReaderTest, P06_ChecksTheUnusedBitsWhereverTheStreamCrossesABuffer) {
  // The stream's end moves over the border of the reader's 64 KiB buffer.
  const std::string block = std::string("\x00\xFF\xFF\x00\x00", 5) + noise(65'535);
  for (std::size_t pad = 0; pad < 12; ++pad) {
    const auto size = static_cast<char>(pad);
    const std::string filler =
        std::string("\x00", 1) + size + std::string("\x00", 1) + static_cast<char>(~size) + "\xFF";
    const std::string data = std::string(pad, 'f') + noise(65'535) + "A";
    std::string stream = filler + std::string(pad, 'f') + block + kLetterA;
    ASSERT_TRUE(read_everything(raw_zip({deflated("a", data, stream)})).ok()) << pad;
    stream.back() = '\x40';
    EXPECT_EQ(refusal(raw_zip({deflated("a", data, stream)})), ErrorCode::kContainer) << pad;
  }
}

TEST(ZipReaderTest, RepeatsTheErrorOfADamagedEntry) {
  const auto container = must(open_bytes(raw_zip({deflated("a", "AB", kLetterA)})));
  const auto source = must(container->read(0));
  std::array<std::byte, 8> buffer{};
  EXPECT_EQ(must(source->read(buffer)), 1U);
  const auto first = source->read(buffer);
  const auto second = source->read(buffer);
  ASSERT_FALSE(first.ok());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(first.error().message, second.error().message);
}

TEST(ZipReaderTest, ReadsSeveralEntriesSideBySide) {
  const std::vector<Content> contents{{"a", record_lines(2000)}, {"b", record_lines(2000)}};
  const auto container = must(open_bytes(written_zip(contents, Compression::kFast)));
  const std::vector<std::unique_ptr<ByteSource>> sources = [&] {
    std::vector<std::unique_ptr<ByteSource>> both;
    both.push_back(must(container->read(0)));
    both.push_back(must(container->read(1)));
    return both;
  }();
  std::array<std::string, 2> read;
  std::vector<std::byte> buffer(1000);
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < 2; ++i) {
      const std::size_t got = must(sources[i]->read(buffer));
      read.at(i) += as_text(std::span(buffer).first(got));
      more = more || got > 0;
    }
  }
  EXPECT_EQ(read[0], contents[0].data);
  EXPECT_EQ(read[1], contents[1].data);
}

struct LimitCase {
  const char* name;
  Limits limits;
  bool within;
};

TEST(ZipReaderTest, P08_HoldsItsLimitsBeforeAnyDataIsRead) {
  // 2 entries, 2 000 100 bytes in all, the first 2 000 000 bytes in 10 000.
  EntryFacts large{.method = kDeflated, .crc32 = 0, .size = 2'000'000, .packed_size = 10'000};
  const std::string bytes = raw_zip({{"a", large, std::string(10'000, '\0')}, stored("b", std::string(100, 'x'))});
  const std::vector<LimitCase> cases{
      {"Default", {}, true},
      {"EntriesAt", {.entries = 2}, true},
      {"EntriesOver", {.entries = 1}, false},
      {"TotalAt", {.total_bytes = 2'000'100}, true},
      {"TotalOver", {.total_bytes = 2'000'099}, false},
      {"EntryAt", {.entry_bytes = 2'000'000}, true},
      {"EntryOver", {.entry_bytes = 1'999'999}, false},
      {"RatioAt", {.ratio = 200}, true},
      {"RatioOver", {.ratio = 199}, false},
      {"RatioZero", {.ratio = 0}, false},
      {"RatioBelowFloor", {.ratio = 199, .ratio_floor = 2'000'000}, true},
      {"RatioAboveFloor", {.ratio = 199, .ratio_floor = 1'999'999}, false},
  };
  for (const LimitCase& c : cases) {
    SCOPED_TRACE(c.name);
    const auto opened = open_bytes(bytes, c.limits);
    ASSERT_EQ(opened.ok(), c.within) << (opened.ok() ? "" : opened.error().message);
    EXPECT_TRUE(opened.ok() || opened.error().code == ErrorCode::kLimit);
  }
}

}  // namespace
}  // namespace holdall
