// An append: what it leaves when all is well, when it was killed anywhere, when files fail, and beside seven others.
#include "holdall/audit/log.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>

#include "holdall/audit/line_reader.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "unit/audit/audit_fixture.h"

namespace holdall {
namespace {

using testing::HasSubstr;
using testing::Not;

class P30_Append : public AuditTest {};

TEST_F(P30_Append, LeavesANumberedChainAndItsHead) {
  append_all(3);
  const auto lines = lines_of(log_text());
  ASSERT_EQ(lines.size(), 3U);
  std::string previous;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = parse_canonical(lines[i]);
    ASSERT_TRUE(line.ok());
    EXPECT_EQ(*line.value().at("line").integer(), static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(line.value().at("previous").text(), previous);
    EXPECT_EQ(line.value().find("unsigned"), nullptr);
    previous = sha256_hex(lines[i]);
  }
  const auto verdict = verify();
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  EXPECT_EQ(verdict.value().end, (AuditMark{3, log_text().size(), previous}));
  EXPECT_EQ(verdict.value().head.mark, verdict.value().end);
  EXPECT_EQ(verdict.value().head.at, at(3));
  for (const std::string& path : {log_, head_path(), audit_key_path(log_)}) {
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U) << path;
  }
}

TEST_F(P30_Append, AttemptsHaveABeginAndAnEnd) {
  auto attempt = AuditAttempt::begin(log_, "export", at(7));
  ASSERT_TRUE(attempt.ok());
  attempt.value().note("request", "r-1");
  ASSERT_TRUE(attempt.value().end("no-data", 5).ok());
  const auto lines = lines_of(log_text());
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], HasSubstr(R"("event":"begin")"));
  EXPECT_THAT(lines[0], Not(HasSubstr("r-1")));
  EXPECT_THAT(lines[1], HasSubstr(R"("event":"end","exit":5,"line":2)"));
  EXPECT_THAT(lines[1], HasSubstr(R"("outcome":"no-data")"));
  EXPECT_THAT(lines[1], HasSubstr(R"("request":"r-1")"));
  EXPECT_THAT(lines[1], HasSubstr(R"("now":")" + format_timestamp(at(7))));
}

TEST_F(P30_Append, ALineThatIsTooLongIsNone) {
  append_all(1);
  const auto refused = append_audit(log_, Value::Object{{"n", std::string(kLongestAuditLine, 'x')}}, at(2));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  EXPECT_EQ(problem(), "");
  EXPECT_EQ(lines_of(log_text()).size(), 1U);
}

// A crash between any two writes of two appends in a row: the log as long as it got, the head the old one or the new.
TEST_F(P30_Append, EveryCrashIsTakenForOne) {
  append_all(2);
  const std::string log2 = log_text();
  const std::string head2 = head_text();
  ASSERT_TRUE(append(3).ok());
  const std::string log3 = log_text();
  for (std::size_t size = log2.size(); size <= log3.size(); ++size) {
    write_text(log_, log3.substr(0, size));
    write_text(head_path(), head2);
    write_text(head_path() + ".new", "left by a crash");
    const bool is_whole = size == log3.size();
    const auto left = verify();
    ASSERT_TRUE(left.ok()) << size << left.error().message;
    EXPECT_EQ(left.value().unsigned_lines, is_whole ? 1U : 0U);
    EXPECT_EQ(left.value().torn_bytes, is_whole ? 0 : size - log2.size());

    if (size % 9 != 0 && !is_whole) {
      continue;  // the rest syncs files
    }
    // The next append is cut off as well, at its head, and the one after it is not.
    ASSERT_TRUE(append(4).ok());
    EXPECT_EQ(problem(), "") << size;
    write_text(head_path(), head2);
    EXPECT_EQ(problem(), "") << size;
    ASSERT_TRUE(append(5).ok());
    const auto after = verify();
    ASSERT_TRUE(after.ok()) << size << after.error().message;
    EXPECT_EQ(after.value().unsigned_lines, 0U);
    EXPECT_EQ(after.value().torn_bytes, 0U);
    EXPECT_EQ(after.value().crashes, size == log2.size() ? 1U : 2U);
    EXPECT_THAT(lines_of(log_text()).back(), HasSubstr(is_whole ? "\"unsigned\":2" : "\"unsigned\":1"));
  }
  EXPECT_FALSE(std::filesystem::exists(head_path() + ".new"));
}

// Blocks that a power cut left empty stand for a torn line too, but not more than one line may.
TEST_F(P30_Append, ATornLineIsTheLastAndNoLongerThanALine) {
  struct Case {
    const char* name;
    std::string behind;
    bool is_crash;
  };
  const std::vector<Case> cases = {{"empty blocks", std::string(4096, '\0'), true},
                                   {"empty blocks, ended", std::string(100, '\0') + "\n", true},
                                   {"half a line", R"({"at":"2026-)", true},
                                   {"two torn lines", "x\ny", false},
                                   {"longer than a line", std::string(kLongestAuditLine + 1, 'x'), false},
                                   {"an object without a number", "{}\n", false}};
  append_all(2);
  const std::string log = log_text();
  const std::string head = head_text();
  for (const Case& c : cases) {
    write_text(log_, log + c.behind);
    write_text(head_path(), head);
    EXPECT_EQ(verify().ok(), c.is_crash) << c.name;
    ASSERT_TRUE(append(3).ok()) << c.name;
    EXPECT_EQ(verify().ok(), c.is_crash) << c.name << problem();
    EXPECT_THAT(lines_of(log_text()).back(), HasSubstr(c.is_crash ? "\"torn\":" : "\"broken\":")) << c.name;
  }
}

// A first append, killed between any two of its writes: head over nothing, key, line, head over the line.
TEST_F(P30_Append, ACrashInTheFirstAppendIsTakenForOne) {
  ASSERT_FALSE(append_audit(log_, Value::Object{{"n", std::string(kLongestAuditLine, 'x')}}, at(1)).ok());
  const std::string first_head = head_text();
  const std::string first_key = read_text(audit_key_path(log_));
  ASSERT_EQ(verify().value().head.mark, AuditMark());

  for (const bool has_head : {false, true}) {  // before its key
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    write_text(log_, "");
    if (has_head) {
      write_text(head_path(), first_head);
    }
    EXPECT_EQ(verify().error().code, ErrorCode::kNotFound) << has_head;
    append_all(2);
    EXPECT_EQ(problem(), "") << has_head;
    EXPECT_EQ(verify().value().crashes, 0U) << has_head;
  }

  ASSERT_EQ(::unlink(log_.c_str()), 0);
  write_text(head_path(), first_head);
  write_text(audit_key_path(log_), first_key);
  append_all(1);
  const std::string whole = log_text();
  for (std::size_t size = 0; size <= whole.size(); size += size + 40 < whole.size() ? 40U : 1U) {  // before its head
    write_text(log_, whole.substr(0, size));
    write_text(head_path(), first_head);
    const bool is_whole = size == whole.size();
    const auto left = verify();
    ASSERT_TRUE(left.ok()) << size << left.error().message;
    EXPECT_EQ(left.value().unsigned_lines, is_whole ? 1U : 0U) << size;
    append_all(1);
    EXPECT_EQ(problem(), "") << size;
    EXPECT_EQ(verify().value().crashes, size == 0 ? 0U : 1U) << size;
  }
}

// The kernel refuses the head: the line is there, the append says that it is not signed, and the next one tells.
TEST_F(P30_Append, AHeadThatCannotBeWrittenIsToldAndMended) {
  append_all(2);
  const std::string next = head_path() + ".new";
  std::filesystem::create_directory(next);
  std::filesystem::create_directory(next + "/full");
  const auto refused = append(3);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kPathUnsafe);
  EXPECT_FALSE(append(4).ok());
  const auto verdict = verify();
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  EXPECT_EQ(verdict.value().unsigned_lines, 2U);
  std::filesystem::remove_all(next);
  ASSERT_TRUE(append(5).ok());
  EXPECT_EQ(problem(), "");
  EXPECT_THAT(lines_of(log_text()).back(), HasSubstr("\"unsigned\":2"));
}

// A full disk, as a limit on file sizes: nothing of the line stays.
TEST_F(P30_Append, ALogThatIsFullStaysAsItWas) {
  append_all(3);
  const std::string before = log_text();
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{before.size() + 20, before.size() + 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const auto refused = append(4);
    ::_exit(!refused.ok() && refused.error().code == ErrorCode::kIo ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(log_text(), before);
  EXPECT_EQ(problem(), "");
}

TEST_F(P30_Append, EightAtOnceMakeOneChain) {
  constexpr int kProcesses = 8;
  constexpr int kEach = 20;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(::fork());
    if (children.back() == 0) {
      bool ok = true;
      for (int n = 0; n < kEach; ++n) {
        ok = ok && append(n).ok();
      }
      ::_exit(ok ? 0 : 1);
    }
  }
  for (int n = 0; n < 10; ++n) {  // while they append
    EXPECT_THAT(problem(), testing::AnyOf("", "audit: nothing is recorded yet"));
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  const auto verdict = verify();
  ASSERT_TRUE(verdict.ok()) << verdict.error().message;
  EXPECT_EQ(verdict.value().end.lines, std::uint64_t{kProcesses * kEach});
  EXPECT_EQ(verdict.value().head.mark, verdict.value().end);
  EXPECT_EQ(verdict.value().crashes, 0U);
}

TEST_F(P30_Append, UnsafeFilesAreRefused) {
  append_all(1);
  ASSERT_EQ(::chmod(log_.c_str(), 0666), 0);
  EXPECT_EQ(append(2).error().code, ErrorCode::kPathUnsafe);
  ASSERT_EQ(::chmod(log_.c_str(), 0600), 0);
  std::filesystem::rename(head_path(), folder_ + "/elsewhere");
  std::filesystem::create_symlink(folder_ + "/elsewhere", head_path());
  EXPECT_EQ(append(2).error().code, ErrorCode::kPathUnsafe);
  EXPECT_EQ(verify().error().code, ErrorCode::kPathUnsafe);
}

}  // namespace
}  // namespace holdall
