#include "holdall/core/crypto/age/age.h"

#include "unit/core/crypto/age/age_fixture.h"

namespace holdall::core_test {
namespace {

constexpr std::size_t kChunk = 65'536;
constexpr std::size_t kSealed = kChunk + 16;

const std::vector<std::size_t> kSizes = {0,          1,          kChunk - 1,     kChunk,        kChunk + 1,
                                         2 * kChunk, 3 * kChunk, 3 * kChunk + 1, 3 * kChunk + 7};

std::size_t header_size(const std::string& file) {
  return file.find('\n', file.find("\n--- ") + 1) + 1;
}

TEST(Age, WhatIsEncryptedComesBack) {
  for (const std::size_t size : kSizes) {
    for (const bool armor : {false, true}) {
      const std::string plain = content_of(size);
      AgeTarget target = to_person(1, armor);
      target.recipients.push_back(person(2).recipient());
      const std::string file = encrypted(target, plain);
      EXPECT_TRUE(is_age(file));
      EXPECT_EQ(must(decrypted(file, key_of(1))), plain) << size;
      EXPECT_EQ(must(decrypted(file, key_of(2))), plain) << size;
      EXPECT_EQ(code_of(decrypted(file, key_of(3))), ErrorCode::kCannotDecrypt);
      EXPECT_EQ(code_of(decrypted(file, AgeKeys{})), ErrorCode::kCannotDecrypt);
      EXPECT_EQ(code_of(decrypted(file, knowing("guess"))), ErrorCode::kCannotDecrypt);
      if (!armor) {
        EXPECT_EQ(file.size(),
                  header_size(file) + 16 + size + 16 * std::max<std::size_t>(1, (size + kChunk - 1) / kChunk));
      }
    }
  }
}

TEST(Age, UnderAPassphraseToo) {
  const std::string file = encrypted(under("correct horse"), "hello");
  EXPECT_EQ(must(decrypted(file, knowing("correct horse"))), "hello");
  AgeKeys both = key_of(1);
  both.passphrase = secret_of("correct horse");
  EXPECT_EQ(must(decrypted(file, both)), "hello");
  for (const char* wrong : {"correct hors", "correct horse ", "Correct horse", ""}) {
    EXPECT_EQ(code_of(decrypted(file, knowing(wrong))), ErrorCode::kCannotDecrypt) << wrong;
  }
  EXPECT_EQ(code_of(decrypted(file, key_of(1))), ErrorCode::kCannotDecrypt);
}

TEST(Age, TwiceTheSameIsTwoFilesThatShareNothing) {
  const std::string one = encrypted(to_person(1), "hello", 1);
  const std::string two = encrypted(to_person(1), "hello", 2);
  EXPECT_NE(one.substr(header_size(one)), two.substr(header_size(two)));
  EXPECT_NE(one.substr(30, 60), two.substr(30, 60));
}

TEST(Age, IsForSomebody) {
  test::SeededRandom random(1);
  TextSink out;
  AgeTarget both = to_person(1);
  both.passphrase = secret_of("x");
  AgeTarget many;
  many.recipients.assign(33, person(1).recipient());
  EXPECT_EQ(code_of(encrypt_age(AgeTarget{}, out, random)), ErrorCode::kUsage);
  EXPECT_EQ(code_of(encrypt_age(both, out, random)), ErrorCode::kUsage);
  EXPECT_EQ(code_of(encrypt_age(many, out, random)), ErrorCode::kLimit);
  EXPECT_EQ(out.text, "");
  many.recipients.pop_back();
  EXPECT_EQ(must(decrypted(encrypted(many, "hello"), key_of(1))), "hello") << "what is written can be read";
}

// P22: what is cut anywhere is no file at all.
TEST(Age, P22_ACutAtEveryByteOfTheHeaderAndAroundEveryChunkIsRefused) {
  for (const std::size_t size : kSizes) {
    const std::string file = encrypted(to_person(1), content_of(size));
    const std::size_t begin = header_size(file) + 16;
    std::vector<std::size_t> cuts;
    for (std::size_t cut = 0; cut <= begin; ++cut) {
      cuts.push_back(cut);
    }
    for (std::size_t border = begin; border < file.size() + kSealed; border += kSealed) {
      for (const std::size_t cut : {border - 1, border, border + 1, border + 15, border + 16, border + 17}) {
        cuts.push_back(cut);
      }
    }
    cuts.push_back(file.size() - 1);
    cuts.push_back(file.size() - 16);
    for (const std::size_t cut : cuts) {
      if (cut < file.size()) {
        EXPECT_EQ(code_of(decrypted(file.substr(0, cut), key_of(1))), ErrorCode::kCannotDecrypt)
            << size << " at " << cut;
      }
    }
  }
}

TEST(Age, P22_AnArmorCutAtEveryByteIsRefused) {
  const std::string file = encrypted(to_person(1, true), content_of(100));
  for (std::size_t cut = 0; cut + 1 < file.size(); ++cut) {  // only the last line feed may be missing
    EXPECT_EQ(code_of(decrypted(file.substr(0, cut), key_of(1))), ErrorCode::kCannotDecrypt) << cut;
  }
  EXPECT_TRUE(decrypted(file.substr(0, file.size() - 1), key_of(1)).ok());
  EXPECT_TRUE(decrypted(" \n\r\n" + file + "\n \t\n", key_of(1)).ok());
  EXPECT_FALSE(decrypted(std::string(1025, '\n') + file, key_of(1)).ok());
  EXPECT_FALSE(decrypted(file + std::string(1025, '\n'), key_of(1)).ok());
}

TEST(Age, EveryBitCounts) {
  const std::string plain = content_of(40);
  for (const AgeTarget& target : {to_person(1), under("pass")}) {
    const std::string file = encrypted(target, plain);
    AgeKeys keys = key_of(1);
    keys.passphrase = secret_of("pass");
    Limits limits;
    limits.scrypt_work_factor = 10;
    ASSERT_TRUE(decrypted(file, keys, limits).ok());
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
      std::string changed = file;
      changed[bit / 8] = static_cast<char>(static_cast<unsigned char>(changed[bit / 8]) ^ (1U << (bit % 8)));
      EXPECT_EQ(code_of(decrypted(changed, keys, limits)), ErrorCode::kCannotDecrypt) << "bit " << bit;
    }
  }
}

TEST(Age, P22_ChunksThatAreMovedDoubledOrDroppedAreRefused) {
  const std::string file = encrypted(to_person(1), content_of(3 * kChunk + 7));
  const std::size_t begin = header_size(file) + 16;
  const std::string head = file.substr(0, begin);
  const auto chunk = [&](std::size_t i) { return file.substr(begin + i * kSealed, kSealed); };
  struct Case {
    const char* name;
    std::vector<std::size_t> order;
    bool is_whole;
  };
  for (const Case& each : {Case{"as it was", {0, 1, 2, 3}, true}, Case{"swapped", {1, 0, 2, 3}, false},
                           Case{"doubled", {0, 0, 1, 2, 3}, false}, Case{"without the first", {1, 2, 3}, false},
                           Case{"without one", {0, 2, 3}, false}, Case{"without the last", {0, 1, 2}, false},
                           Case{"the last alone", {3}, false}, Case{"two ends", {0, 1, 2, 3, 3}, false},
                           Case{"more behind", {0, 1, 2, 3, 0}, false}, Case{"nothing", {}, false}}) {
    std::string other = head;
    for (const std::size_t i : each.order) {
      other += chunk(i);
    }
    EXPECT_EQ(decrypted(other, key_of(1)).ok(), each.is_whole) << each.name;
  }
  const std::string another = encrypted(to_person(1), content_of(3 * kChunk + 7), 8);
  const std::string mixed = file.substr(0, begin + kSealed) + another.substr(begin + kSealed);
  EXPECT_EQ(code_of(decrypted(mixed, key_of(1))), ErrorCode::kCannotDecrypt) << "a chunk of another file";
}

// N3, P8: the work is bounded before it begins; a factor of 63 would never end.
TEST(Age, P08_WorkIsCappedBeforeItStarts) {
  const std::string file = encrypted(under("pass"), "hello");
  for (const char* factor :
       {"19", "20", "63", "99", "999999999999999999999", "0", "00", "04", "-1", "+4", "4 ", "0x4", ""}) {
    std::string other = file;
    const std::size_t at = other.find(" 4\n");
    other.replace(at + 1, 1, factor);
    EXPECT_EQ(code_of(decrypted(other, knowing("pass"))), ErrorCode::kCannotDecrypt) << factor;
  }
  AgeTarget dear = under("pass");
  dear.work_factor = 5;
  Limits limits;
  limits.scrypt_work_factor = 4;
  EXPECT_EQ(code_of(decrypted(encrypted(dear, "hello"), knowing("pass"), limits)), ErrorCode::kCannotDecrypt);
  limits.scrypt_work_factor = 5;
  EXPECT_TRUE(decrypted(encrypted(dear, "hello"), knowing("pass"), limits).ok());
}

// Counts what is taken of an endless input.
class EndlessSource final : public ByteSource {
 public:
  EndlessSource(std::string begin, std::string rest, std::size_t& taken)
      : text_(std::move(begin)), rest_(std::move(rest)), taken_(taken) {}
  Result<std::size_t> read(std::span<std::byte> out) override {
    std::size_t size = 0;
    for (; size < std::min<std::size_t>(out.size(), 1000); ++size) {
      if (at_ == text_.size()) {
        text_ = rest_;
        at_ = 0;
      }
      out[size] = static_cast<std::byte>(text_[at_++]);
    }
    taken_ += size;
    return size;
  }

 private:
  std::string text_;
  std::string rest_;
  std::size_t at_ = 0;
  std::size_t& taken_;
};

// N4, N5: a header of 1 MB, and one of 5000 stanzas.
TEST(Age, P08_AHeaderIsReadNoFurtherThanItsLimit) {
  struct Case {
    const char* name;
    const char* begin;
    const char* rest;
  };
  for (const Case& each :
       {Case{"stanzas", "age-encryption.org/v1\n", "-> x\n\n"}, Case{"one line", "age-encryption.org/v1\n", "-> xxxxx"},
        Case{"a body", "age-encryption.org/v1\n-> x\n",
             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"},
        Case{"arguments", "age-encryption.org/v1\n-> x", " x"}, Case{"no line", "", "x"},
        Case{"version 9", "age-encryption.org/v9\n", "-> x\n\n"}}) {
    std::size_t taken = 0;
    const auto content =
        stream_age(std::make_unique<EndlessSource>(each.begin, each.rest, taken), AgeForm::kBinary, key_of(1));
    ASSERT_EQ(code_of(content), ErrorCode::kCannotDecrypt) << each.name;
    EXPECT_LE(taken, 20'000U) << each.name;
  }
  std::size_t taken = 0;
  const auto blank = stream_age(std::make_unique<EndlessSource>("", "\n", taken), AgeForm::kArmored, key_of(1));
  EXPECT_EQ(code_of(blank), ErrorCode::kCannotDecrypt);
  EXPECT_LE(taken, 20'000U);
}

TEST(Age, ContentIsHeldToTheLimitOfAWholeBundle) {
  const std::string file = encrypted(to_person(1), content_of(1000));
  Limits limits;
  limits.total_bytes = 999;
  EXPECT_EQ(code_of(decrypted(file, key_of(1), limits)), ErrorCode::kLimit);
  limits.total_bytes = 1000;
  EXPECT_TRUE(decrypted(file, key_of(1), limits).ok());
}

TEST(Age, AFailingOutputIsTold) {
  class FailingSink final : public ByteSink {
   public:
    explicit FailingSink(std::size_t good) : good_(good) {}
    Result<void> write(std::span<const std::byte> /*bytes*/) override {
      return good_-- == 0 ? Error{ErrorCode::kIo, "full", {}} : Result<void>();
    }
    Result<void> finish() override { return {}; }

   private:
    std::size_t good_;
  };
  const std::string plain = content_of(3 * kChunk);
  std::size_t good = 0;
  for (;; ++good) {
    FailingSink out(good);
    test::SeededRandom random(1);
    auto sink = encrypt_age(to_person(1, good % 2 == 1), out, random);
    Result<void> done = sink.ok() ? sink.value()->write(as_bytes(plain)) : Result<void>(sink.error());
    done = done.ok() ? sink.value()->finish() : done;
    if (done.ok()) {
      break;
    }
    EXPECT_EQ(done.error().code, ErrorCode::kIo);
  }
  EXPECT_GE(good, 5U);
}

TEST(Age, AFileIsKnownByItsFirstBytes) {
  EXPECT_TRUE(is_age("age-encryption.org/v1\n"));
  EXPECT_TRUE(is_age("age-encryption.org/"));
  EXPECT_TRUE(is_age("-----BEGIN AGE ENCR"));
  EXPECT_FALSE(is_age("age-encryption.org") || is_age("") || is_age("PK\x03\x04") || is_age("-----BEGIN PGP MESS"));
}

}  // namespace
}  // namespace holdall::core_test
