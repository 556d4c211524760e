// A folder with one audit, its files as texts.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "holdall/audit/files.h"
#include "holdall/audit/line_reader.h"
#include "holdall/audit/log.h"
#include "holdall/audit/verify.h"

namespace holdall {

inline std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}
inline void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  ::chmod(path.c_str(), 0600);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}
inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

class AuditTest : public testing::Test {
 protected:
  AuditTest() {
    std::string name = testing::TempDir() + "audit-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    log_ = folder_ + "/audit.jsonl";
  }
  ~AuditTest() override { std::filesystem::remove_all(folder_); }

  static Timestamp at(int n) { return Timestamp{1'790'000'000 + n, 0}; }
  // One more line, about `n`.
  Result<void> append(int n) {
    return append_audit(log_, Value::Object{{"command", "export"}, {"event", "end"}, {"n", n}}, at(n));
  }
  void append_all(int count) {
    for (int n = 1; n <= count; ++n) {
      ASSERT_TRUE(append(n).ok());
    }
  }
  Result<AuditVerdict> verify(const std::optional<std::string>& kept = std::nullopt) const {
    HOLDALL_ASSIGN(const AuditSnapshot snapshot, snapshot_audit(log_));
    return verify_audit(log_, snapshot, kept);
  }
  [[nodiscard]] std::string problem() const {
    const auto verdict = verify();
    return verdict.ok() ? "" : verdict.error().message;
  }
  [[nodiscard]] std::string head_path() const { return audit_head_path(log_); }
  [[nodiscard]] std::string log_text() const { return read_text(log_); }
  [[nodiscard]] std::string head_text() const { return read_text(head_path()); }

  std::string folder_;
  std::string log_;
};

}  // namespace holdall
