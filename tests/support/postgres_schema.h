// A schema of one's own on the server of tests/support/with_postgres.sh, for one test.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "holdall/core/sql/postgres.h"

namespace holdall::test {

// Ends the program where there is no server: such tests are never skipped in silence.
inline std::string postgres_server() {
  const char* uri = std::getenv("HOLDALL_TEST_POSTGRES");  // NOLINT(concurrency-mt-unsafe)
  if (uri == nullptr) {
    std::fputs("HOLDALL_TEST_POSTGRES is not set: run this through tests/support/with_postgres.sh\n", stderr);
    std::_Exit(1);
  }
  return uri;
}

// `uri` with one more setting of the session, say "lock_timeout=1".
inline std::string with_option(const std::string& uri, const std::string& name, const std::string& value) {
  const std::string option = "-c" + name + "%3D" + value;
  if (const std::size_t options = uri.find("options="); options != std::string::npos) {
    return std::string(uri).insert(options + std::string_view("options=").size(), option + "%20");
  }
  return uri + (uri.find('?') == std::string::npos ? "?" : "&") + "options=" + option;
}

class PostgresSchema {
 public:
  PostgresSchema() : name_(new_name()), connection_(must(postgres::Connection::open(postgres_server()))) {
    run("CREATE SCHEMA " + name_);
    run("SET search_path = " + name_);
  }
  PostgresSchema(const PostgresSchema&) = delete;
  PostgresSchema& operator=(const PostgresSchema&) = delete;
  ~PostgresSchema() { [[maybe_unused]] const auto dropped = connection_.run("DROP SCHEMA " + name_ + " CASCADE"); }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string uri() const { return with_option(postgres_server(), "search_path", name_); }
  postgres::Connection& connection() { return connection_; }
  void run(std::string_view sql) { must(connection_.run(sql)); }
  // The first cell.
  std::string one(std::string_view sql) {
    const postgres::Rows rows = must(connection_.run(sql));
    return rows.size() == 0 ? "(no rows)" : std::string(rows.text(0, 0));
  }

 private:
  template <typename T>
  static T must(Result<T> result) {
    if (!result.ok()) {
      std::fprintf(stderr, "the test's own SQL: %s\n", result.error().message.c_str());
      std::abort();
    }
    return std::move(result).value();
  }
  static std::string new_name() {
    static std::atomic<int> count = 0;
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(count++);
  }

  std::string name_;
  postgres::Connection connection_;
};

}  // namespace holdall::test
