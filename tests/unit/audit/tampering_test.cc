// P30: whatever is done to a log without its key, between two appends, verify tells; and the next append writes down
// for ever that it found it so.
#include <gmock/gmock.h>

#include "holdall/audit/head.h"
#include "holdall/audit/key.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "support/typs.h"
#include "unit/audit/audit_fixture.h"

namespace holdall {
namespace {

using testing::HasSubstr;

constexpr int kLines = 9;

class P30_Tampering : public AuditTest {
 protected:
  void SetUp() override {
    append_all(kLines);
    log_before_ = log_text();
    head_before_ = head_text();
    ASSERT_EQ(problem(), "");
  }
  void restore() {
    write_text(log_, log_before_);
    write_text(head_path(), head_before_);
  }
  // Broken now, and for ever after the next append, which says so where it looks; then all is as before.
  void expect_broken(const std::string& what, bool is_at_end = true) {
    const auto now = verify();
    ASSERT_FALSE(now.ok()) << what;
    EXPECT_EQ(now.error().code, ErrorCode::kAuditBroken) << what;
    ASSERT_TRUE(append(100).ok()) << what;  // nobody stops the record by breaking it
    if (is_at_end) {
      EXPECT_THAT(lines_of(log_text()).back(), HasSubstr("\"broken\":\"")) << what;
    }
    ASSERT_TRUE(append(101).ok()) << what;
    EXPECT_FALSE(verify().ok()) << what << ", seen by nobody later";
    restore();
    ASSERT_EQ(problem(), "") << what;
  }
  std::string log_before_;
  std::string head_before_;
};

TEST(AuditHeadTest, P03_WhatTheKeySignedForAnotherPurposeIsNoHead) {
  SystemRandom random;
  const PrivateKey key = PrivateKey::generate(random);
  const PublicKey& whose = key.public_key();
  const std::string head = sign_audit_head({{1, 10, std::string(64, 'a')}, Timestamp{1'800'000'000, 0}}, key);
  ASSERT_TRUE(open_audit_head(head, &whose).ok());
  const std::string payload = *parse_compact_jws(head.substr(0, head.size() - 1), kAuditHeadType).value().payload;
  EXPECT_TRUE(open_audit_head(sign_compact_jws(key, kAuditHeadType, payload) + "\n", &whose).ok());
  for (const std::string& typ : test::typs_but(kAuditHeadType)) {
    EXPECT_EQ(open_audit_head(sign_compact_jws(key, typ, payload) + "\n", &whose).error().code, ErrorCode::kAuditBroken)
        << typ;
  }
}

TEST_F(P30_Tampering, EachLineDroppedDoubledEditedSwappedOrInsertedShows) {
  const std::vector<std::string> whole = lines_of(log_before_);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const auto place = static_cast<std::ptrdiff_t>(i);
    auto lines = whole;
    lines.erase(lines.begin() + place);
    write_text(log_, joined(lines));
    expect_broken("dropped " + std::to_string(i + 1));

    lines = whole;
    lines.insert(lines.begin() + place, whole[i]);
    write_text(log_, joined(lines));
    expect_broken("doubled " + std::to_string(i + 1));

    lines = whole;
    lines[i].replace(lines[i].find("\"n\":"), 5, "\"n\":0");
    write_text(log_, joined(lines));
    EXPECT_THAT(problem(), HasSubstr("line " + std::to_string(i + 1) + " was not written with the key"));
    expect_broken("edited " + std::to_string(i + 1), i + 1 == whole.size());

    lines = whole;
    lines.insert(lines.begin() + place, R"({"at":"2026-11-02T00:00:00Z","command":"export"})");
    write_text(log_, joined(lines));
    expect_broken("inserted before " + std::to_string(i + 1));

    if (i + 1 < whole.size()) {
      lines = whole;
      std::swap(lines[i], lines[i + 1]);
      write_text(log_, joined(lines));
      expect_broken("swapped " + std::to_string(i + 1), i + 2 == whole.size());
    }
    restore();
  }
}

// What is put behind the last line, as a crash leaves a line there, takes the key.
TEST_F(P30_Tampering, AForgedLineBehindTheHeadShows) {
  const std::string last = lines_of(log_before_).back();
  Value forged(Value::Object{
      {"at", "2026-11-02T00:00:00Z"}, {"command", "export"}, {"line", kLines + 1}, {"previous", sha256_hex(last)}});
  write_text(log_, log_before_ + canonical(forged) + "\n");
  EXPECT_THAT(problem(), HasSubstr("line 10 was not written with the key"));
  expect_broken("forged");
  forged.set("mac", parse_canonical(last).value().text_or("mac", ""));
  write_text(log_, log_before_ + canonical(forged) + "\n");
  expect_broken("forged with another line's MAC");
  write_text(log_, log_before_ + lines_of(log_before_)[3] + "\n");
  expect_broken("an old line again");
}

TEST_F(P30_Tampering, ACutAtEveryByteShows) {
  for (std::size_t size = 0; size < log_before_.size(); ++size) {
    write_text(log_, log_before_.substr(0, size));
    const auto verdict = verify();
    ASSERT_FALSE(verdict.ok()) << size;
    ASSERT_EQ(verdict.error().code, ErrorCode::kAuditBroken) << size;
  }
  for (std::size_t size = log_before_.size() - 400; size < log_before_.size(); size += 19) {
    write_text(log_, log_before_.substr(0, size));
    expect_broken("cut at " + std::to_string(size));
  }
  ASSERT_EQ(::unlink(log_.c_str()), 0);
  expect_broken("log taken away");
}

TEST_F(P30_Tampering, EveryBitOfTheHeadCounts) {
  for (std::size_t i = 0; i < head_before_.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string head = head_before_;
      head[i] = static_cast<char>(head[i] ^ (1 << bit));
      write_text(head_path(), head);
      const auto verdict = verify();
      ASSERT_FALSE(verdict.ok()) << i << ":" << bit;
      ASSERT_EQ(verdict.error().code, ErrorCode::kAuditBroken);
    }
  }
}

TEST_F(P30_Tampering, AHeadThatIsNotThisOneShows) {
  write_text(head_path(), head_before_.substr(0, head_before_.size() - 1));
  expect_broken("without its LF");
  write_text(head_path(), head_before_ + "\n");
  expect_broken("with another LF");
  write_text(head_path(), "");
  expect_broken("empty");
  ASSERT_EQ(::unlink(head_path().c_str()), 0);
  expect_broken("taken away");

  // Of another log, even one under the same key.
  const std::string other = folder_ + "/other.jsonl";
  std::filesystem::copy_file(audit_key_path(log_), audit_key_path(other));
  ::chmod(audit_key_path(other).c_str(), 0600);
  for (int n = 1; n <= kLines; ++n) {
    ASSERT_TRUE(append_audit(other, Value::Object{{"n", n}}, at(n)).ok());
  }
  write_text(head_path(), read_text(audit_head_path(other)));
  expect_broken("another log's, same key");
  ASSERT_EQ(::unlink(audit_key_path(other).c_str()), 0);
  ASSERT_TRUE(append_audit(other, Value::Object{{"n", 10}}, at(10)).ok());
  write_text(head_path(), read_text(audit_head_path(other)));
  expect_broken("another log's, another key");
}

// One that is one line behind is what a crash leaves, and told as that (docs/audit.md#head); any older one shows.
TEST_F(P30_Tampering, AnOlderHeadShows) {
  std::vector<std::string> heads;
  for (int n = kLines + 1; n <= kLines + 5; ++n) {
    heads.push_back(head_text());
    ASSERT_TRUE(append(n).ok());
  }
  log_before_ = log_text();
  head_before_ = head_text();
  for (std::size_t i = 0; i + 1 < heads.size(); ++i) {
    write_text(head_path(), heads[i]);
    EXPECT_THAT(problem(),
                HasSubstr("line " + std::to_string(kLines + static_cast<int>(i) + 2) + " is behind the head"));
    expect_broken("older by " + std::to_string(heads.size() - i));
  }
  write_text(head_path(), heads.back());
  const auto verdict = verify();
  ASSERT_TRUE(verdict.ok());
  EXPECT_EQ(verdict.value().unsigned_lines, 1U);
}

// Log and head rolled back together show against a head that was kept elsewhere, and against no other.
TEST_F(P30_Tampering, ARollbackShowsAgainstAKeptHead) {
  const std::string kept = head_text();
  append_all(3);
  EXPECT_TRUE(verify(kept).ok());
  const std::string later = head_text();
  EXPECT_TRUE(verify(later).ok());
  restore();
  EXPECT_TRUE(verify().ok());
  EXPECT_TRUE(verify(kept).ok());
  const auto rolled_back = verify(later);
  ASSERT_FALSE(rolled_back.ok());
  EXPECT_EQ(rolled_back.error().code, ErrorCode::kAuditBroken);

  // Another past of the same length, signed by the very key.
  write_text(log_, "");
  write_text(head_path(), sign_audit_head({{}, at(1)}, AuditKey::load(log_).value().signer()));
  for (int n = 1; n <= kLines + 2; ++n) {
    ASSERT_TRUE(append(n * 2).ok());
  }
  EXPECT_TRUE(verify().ok());
  const auto forged = verify(kept);
  ASSERT_FALSE(forged.ok());
  EXPECT_THAT(forged.error().message, HasSubstr("line 9 is not the one that a head names"));
}

TEST_F(P30_Tampering, AKeyThatIsGoneShows) {
  ASSERT_EQ(::unlink(audit_key_path(log_).c_str()), 0);
  EXPECT_THAT(problem(), HasSubstr("the key beside the log is missing"));
  ASSERT_TRUE(append(100).ok());  // with a new key
  EXPECT_FALSE(verify().ok());
}

// Lines as nobody's key made them, chained as they should be; or none at all. Whoever has the log cannot begin it anew.
TEST_F(P30_Tampering, AnotherPastWithoutNumbersAndMacsShows) {
  std::vector<std::string> lines;
  std::string previous;
  for (int n = 1; n <= kLines; ++n) {
    lines.push_back(canonical(Value::Object{{"command", "export"}, {"n", n}, {"previous", previous}}));
    previous = sha256_hex(lines.back());
  }
  for (const std::string& past :
       {joined(lines), std::string(), std::string("{torn"), lines_of(log_before_)[0] + "\n"}) {
    write_text(log_, past);
    expect_broken("with its head: " + past);
    write_text(log_, past);
    ASSERT_EQ(::unlink(head_path().c_str()), 0);
    EXPECT_EQ(problem(), "audit: the head is missing") << past;
    expect_broken("without a head: " + past);
  }
  const std::string key = read_text(audit_key_path(log_));
  const auto remove_all_but = [&](const std::string& kept, const std::string& text) {
    for (const std::string& path : {log_, head_path(), audit_key_path(log_)}) {
      ::unlink(path.c_str());
    }
    write_text(kept, text);
  };
  for (const auto& [kept, text] : {std::pair(log_, joined(lines)), std::pair(log_, log_before_),
                                   std::pair(head_path(), head_before_), std::pair(audit_key_path(log_), key)}) {
    remove_all_but(kept, text);
    EXPECT_EQ(verify().error().code, ErrorCode::kAuditBroken) << kept;
    ASSERT_TRUE(append(100).ok()) << kept;
    EXPECT_THAT(lines_of(log_text()).back(), HasSubstr("\"broken\":\"")) << kept;
    EXPECT_EQ(verify().error().code, ErrorCode::kAuditBroken) << kept;
  }
}

TEST_F(P30_Tampering, NoMessageTellsWhatALineSays) {
  auto lines = lines_of(log_before_);
  lines[3] = R"({"canary":"marker","line":4})";
  write_text(log_, joined(lines));
  EXPECT_THAT(problem(), HasSubstr("line 4 "));
  EXPECT_EQ(problem().find("marker"), std::string::npos);
  lines[3] = "marker";
  write_text(log_, joined(lines));
  EXPECT_THAT(problem(), HasSubstr("line 4 is no line of the audit"));
  lines[3] = std::string(kLongestAuditLine + 1, 'x');
  write_text(log_, joined(lines));
  EXPECT_THAT(problem(), HasSubstr("line 4 is longer"));
}

}  // namespace
}  // namespace holdall
