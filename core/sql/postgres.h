// PostgreSQL behind a small door: bound values, checked names, results instead of return codes.
//
// The only place that includes libpq-fe.h. Messages of the server never pass, since they quote values: errors carry the
// name of a condition or class of SQLSTATE (https://www.postgresql.org/docs/15/errcodes-appendix.html), and notices go
// nowhere. Thread rule: one Connection per thread.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/postgres_values.h"

struct pg_result;

namespace holdall::postgres {

// What a statement gave. Views live as long as this.
class Rows {
 public:
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool is_null(std::size_t row, int column) const;
  // The text form of its type; "" for NULL. Requires: row and column are there.
  [[nodiscard]] std::string_view text(std::size_t row, int column) const;
  // Of an integer column; 0 for NULL.
  [[nodiscard]] std::int64_t integer(std::size_t row, int column) const;
  [[nodiscard]] std::uint64_t affected() const;  // rows inserted, updated or deleted

 private:
  friend class Connection;
  explicit Rows(std::shared_ptr<pg_result> result) : result_(std::move(result)) {}
  std::shared_ptr<pg_result> result_;
};

class Connection {
 public:
  // Connects to `postgresql://…` or `postgres://…` as libpq reads it, within 10 seconds or what the URI says, at most
  // 60. The session speaks UTF-8 and UTC, waits at most 30 seconds for a lock, or what the URI's options say if that is
  // less, and finds temporary tables last. Errors: kUsage for a URI that is none or has a password in it; kBackend.
  static Result<Connection> open(const std::string& uri);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Runs one statement without parameters. `sql` is this program's own text, here and below; names in it come from
  // quote(). Errors: kBackend, see last_state().
  Result<Rows> run(std::string_view sql);
  // Runs one statement, which is prepared the first time and kept. Errors: as run().
  Result<Rows> query(const std::string& sql, std::span<const Parameter> parameters = {});
  // COPY … FROM STDIN: the rows the server took. Errors: as run().
  Result<std::uint64_t> copy_in(std::string_view sql, std::string_view data);
  // Errors: kMapping for a constraint that is checked late, kBackend: rolled back. kOutcomeUnknown: the connection was
  // lost after COMMIT was sent.
  Result<void> commit();

  // SQLSTATE of the last failed call; empty if the server had no say: the connection was lost.
  [[nodiscard]] std::string_view last_state() const;
  [[nodiscard]] bool is_lost() const;

 private:
  struct Handle;
  explicit Connection(std::unique_ptr<Handle> handle);
  Result<void> start_session();
  Result<Rows> checked(pg_result* result);
  Error failure(const pg_result* result);
  std::unique_ptr<Handle> handle_;
};

// Whether it names a database of PostgreSQL.
bool is_uri(std::string_view uri);

// The name of the condition, or else of its class, that an SQLSTATE stands for. Never the state itself: a trigger of
// the receiver's may choose its characters.
std::string_view state_name(std::string_view state);

}  // namespace holdall::postgres
