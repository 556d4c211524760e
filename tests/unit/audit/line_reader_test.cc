// Lines of every length across the reader's blocks, from every place.
#include "holdall/audit/line_reader.h"

#include <fcntl.h>
#include <gmock/gmock.h>

#include "unit/audit/audit_fixture.h"

namespace holdall {
namespace {

class LineReader : public AuditTest {
 protected:
  UniqueFd fd_of(const std::string& text) {
    write_text(log_, text);
    return UniqueFd(::open(log_.c_str(), O_RDONLY | O_CLOEXEC));
  }
  // Lengths, `+` behind one that is too long, `.` behind one that does not end.
  static std::string told(AuditLineReader& reader) {
    std::string text;
    while (true) {
      const auto line = reader.next();
      if (!line.ok() || line.value() == nullptr) {
        return text + (line.ok() ? "" : "broken");
      }
      text += (text.empty() ? "" : " ") + std::to_string(line.value()->text.size());
      text += std::string(line.value()->is_too_long ? "+" : "") + (line.value()->is_ended ? "" : ".");
    }
  }
};

TEST_F(LineReader, TellsEachLineWithItsBounds) {
  const std::string full(kLongestAuditLine, 'f');
  const std::vector<std::pair<std::string, const char*>> cases = {
      {"", ""},
      {"\n", "0"},
      {"a", "1."},
      {"a\n\nbb\n", "1 0 2"},
      {full + "\nb\n", "16384 1"},
      {full + "x\nb\n", "16384+ 1"},
      {full + full + full + full + full + "\nb", "16384+ 1."},
      {full + full, "16384+."},
      {full + "\n" + full + "\n" + full + "\n" + full + "\n" + full + "\n", "16384 16384 16384 16384 16384"}};
  for (const auto& [text, expected] : cases) {
    const UniqueFd fd = fd_of(text);
    AuditLineReader reader(fd, text.size());
    EXPECT_EQ(told(reader), expected) << text.substr(0, 10);
  }
}

TEST_F(LineReader, GoesOnFromALineAndStopsWhereTheSnapshotDoes) {
  const std::string text = "one\ntwo\nthree\nfour\n";
  const UniqueFd fd = fd_of(text);
  AuditLineReader reader(fd, 14, 4, 1);
  const auto second = reader.next();
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.value()->text, "two");
  EXPECT_EQ(second.value()->number, 2U);
  EXPECT_EQ(second.value()->end, 8U);
  EXPECT_EQ(told(reader), "5");
}

TEST_F(LineReader, SaysSoWhereTheFileBecameShorter) {
  const UniqueFd fd = fd_of("one\n");
  AuditLineReader reader(fd, 100);
  EXPECT_EQ(told(reader), "3broken");
  const UniqueFd none;
  AuditLineReader nothing(none, 100);
  EXPECT_EQ(told(nothing), "");
}

}  // namespace
}  // namespace holdall
