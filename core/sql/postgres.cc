#include "holdall/core/sql/postgres.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

#include "holdall/core/base/text.h"

namespace holdall::postgres {
namespace {

constexpr int kConnectSeconds = 10;
constexpr int kMostConnectSeconds = 60;

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Settings = std::vector<std::pair<std::string, std::string>>;

void ignore_notice(void* /*unused*/, const PGresult* /*unused*/) {}

// Whatever the URI does not say. A server that vanishes is noticed within about a minute.
const Settings& default_settings() {
  static const Settings settings = {
      {"application_name", "holdall"}, {"connect_timeout", std::to_string(kConnectSeconds)},
      {"keepalives_idle", "30"},       {"keepalives_interval", "10"},
      {"keepalives_count", "3"},       {"tcp_user_timeout", "60000"},
  };
  return settings;
}

void set(Settings& settings, std::string_view name, std::string value) {
  const auto found =
      std::find_if(settings.begin(), settings.end(), [&](const auto& each) { return each.first == name; });
  if (found == settings.end()) {
    settings.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

// libpq takes 0 and negative numbers for "for ever".
std::string bounded_seconds(std::string_view text) {
  int seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::to_string(seconds <= 0 ? kMostConnectSeconds : std::min(seconds, kMostConnectSeconds));
}

// libpq's own reading of the URI, over the defaults.
Result<Settings> read_uri(const std::string& uri) {
  std::unique_ptr<PQconninfoOption, Finish> options;
  if (is_text(uri) && is_uri(uri)) {  // libpq would take `key=value` too
    options.reset(PQconninfoParse(uri.c_str(), nullptr));
  }
  if (options == nullptr) {  // libpq's message would quote it
    return Error{ErrorCode::kUsage, "PostgreSQL: the database's URI cannot be read",
                 "write it as postgresql://USER@HOST:PORT/DATABASE"};
  }
  Settings settings = default_settings();
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    if (option->val == nullptr) {
      continue;
    }
    if (keyword == "password" || keyword == "sslpassword") {
      return Error{ErrorCode::kUsage, "PostgreSQL: the database's URI has a password in it, for all users to see",
                   "put it into the file that PGPASSFILE names, or into a service file (?service=NAME)"};
    }
    set(settings, keyword, keyword == "connect_timeout" ? bounded_seconds(option->val) : std::string(option->val));
  }
  set(settings, "client_encoding", "UTF8");
  return settings;
}

Error no_connection(PGconn* connection) {
  if (connection == nullptr) {
    return {ErrorCode::kBackend, "PostgreSQL: out of memory", {}};
  }
  const auto shown = [](const char* text) { return printable(text == nullptr ? "" : text); };
  std::string message = "PostgreSQL: no connection to `" + shown(PQhost(connection)) + "`, port " +
                        shown(PQport(connection)) + ", database `" + shown(PQdb(connection)) + "` as `" +
                        shown(PQuser(connection)) + "`";
  if (PQconnectionNeedsPassword(connection) != 0) {
    return {ErrorCode::kBackend, message + ": the server asks for a password", "name a file with it in PGPASSFILE"};
  }
  return {ErrorCode::kBackend, std::move(message), "try it with psql, which says why"};
}

// One statement for all settings of a session. A lock_timeout that is there and shorter stays.
constexpr std::string_view kSession = R"(SELECT set_config('client_min_messages', 'error', false),
  set_config('client_encoding', 'UTF8', false), set_config('standard_conforming_strings', 'on', false),
  set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
  set_config('extra_float_digits', '1', false), set_config('bytea_output', 'hex', false),
  set_config('lock_timeout', (SELECT CASE WHEN setting::int BETWEEN 1 AND 30000 THEN setting ELSE '30000' END
                              FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'), false),
  set_config('search_path', (SELECT CASE WHEN path ~ 'pg_temp' THEN path WHEN path = '' THEN 'pg_temp'
                                         ELSE path || ', pg_temp' END
                             FROM current_setting('search_path') AS path), false))";

bool has_failed(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN;
}

// Whether the server has closed the connection already: reads what is there, last words included, up to the end.
bool has_hung_up(PGconn* connection) {
  pollfd socket{PQsocket(connection), POLLIN, 0};
  while (::poll(&socket, 1, 0) > 0) {
    if (PQconsumeInput(connection) == 0) {
      return true;
    }
  }
  return false;
}

std::string_view field(const PGresult* result, int code) {
  const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
  return text == nullptr ? std::string_view() : text;
}

}  // namespace

struct Connection::Handle {
  std::unique_ptr<PGconn, Finish> connection;
  std::map<std::string, std::string, std::less<>> prepared;  // SQL → name
  std::string state;
};

std::size_t Rows::size() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

bool Rows::is_null(std::size_t row, int column) const {
  return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}

std::string_view Rows::text(std::size_t row, int column) const {
  HOLDALL_CHECK(row < size() && column < PQnfields(result_.get()));
  const int at = static_cast<int>(row);
  return {PQgetvalue(result_.get(), at, column), static_cast<std::size_t>(PQgetlength(result_.get(), at, column))};
}

std::int64_t Rows::integer(std::size_t row, int column) const {
  const std::string_view digits = text(row, column);
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::uint64_t Rows::affected() const {
  const std::string_view digits = PQcmdTuples(result_.get());
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

Connection::Connection(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<Connection> Connection::open(const std::string& uri) {
  HOLDALL_ASSIGN(const Settings settings, read_uri(uri));
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : settings) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  auto handle = std::make_unique<Handle>();
  handle->connection.reset(PQconnectdbParams(names.data(), values.data(), 0));
  if (PQstatus(handle->connection.get()) != CONNECTION_OK) {
    return no_connection(handle->connection.get());
  }
  PQsetNoticeReceiver(handle->connection.get(), ignore_notice, nullptr);
  PQsetErrorVerbosity(handle->connection.get(), PQERRORS_SQLSTATE);
  Connection connection(std::move(handle));
  HOLDALL_TRY(connection.start_session());
  return connection;
}

Result<void> Connection::start_session() {
  HOLDALL_TRY(run(kSession));
  return {};
}

Error Connection::failure(const pg_result* result) {
  handle_->state = field(result, PG_DIAG_SQLSTATE);  // none where libpq itself found the connection lost
  return {ErrorCode::kBackend, "PostgreSQL: " + std::string(state_name(handle_->state)), {}};
}

Result<Rows> Connection::checked(pg_result* result) {
  Rows rows(std::shared_ptr<pg_result>(result, PQclear));
  if (result == nullptr || has_failed(result)) {
    return failure(result);
  }
  return rows;
}

// By the extended protocol, which takes one statement and no more.
Result<Rows> Connection::run(std::string_view sql) {
  return checked(
      PQexecParams(handle_->connection.get(), std::string(sql).c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
}

Result<Rows> Connection::query(const std::string& sql, std::span<const Parameter> parameters) {
  PGconn* connection = handle_->connection.get();
  auto found = handle_->prepared.find(sql);
  if (found == handle_->prepared.end()) {
    const std::string name = "holdall_" + std::to_string(handle_->prepared.size());
    HOLDALL_TRY(checked(PQprepare(connection, name.c_str(), sql.c_str(), 0, nullptr)));
    found = handle_->prepared.emplace(sql, name).first;
  }
  std::vector<const char*> values;
  std::vector<int> sizes;
  std::vector<int> formats;
  for (const Parameter& parameter : parameters) {
    HOLDALL_CHECK(parameter.bytes.size() < static_cast<std::size_t>(std::numeric_limits<int>::max()));
    values.push_back(parameter.is_null ? nullptr : parameter.bytes.c_str());
    sizes.push_back(static_cast<int>(parameter.bytes.size()));
    formats.push_back(parameter.is_binary ? 1 : 0);
  }
  return checked(PQexecPrepared(connection, found->second.c_str(), static_cast<int>(parameters.size()), values.data(),
                                sizes.data(), formats.data(), 0));
}

Result<std::uint64_t> Connection::copy_in(std::string_view sql, std::string_view data) {
  PGconn* connection = handle_->connection.get();
  HOLDALL_TRY(run(sql));
  HOLDALL_CHECK(data.size() < static_cast<std::size_t>(std::numeric_limits<int>::max()));
  // What fails here, the results below tell; without an end the server would wait for more.
  const bool sent = PQputCopyData(connection, data.data(), static_cast<int>(data.size())) == 1;
  PQputCopyEnd(connection, sent ? nullptr : "not all of it could be sent");
  auto copied = checked(PQgetResult(connection));
  while (PGresult* rest = PQgetResult(connection)) {
    PQclear(rest);
  }
  HOLDALL_ASSIGN(const Rows rows, std::move(copied));
  return rows.affected();
}

Result<void> Connection::commit() {
  PGconn* connection = handle_->connection.get();
  if (is_lost() || has_hung_up(connection)) {  // nothing is sent, so nothing can be committed
    return failure(nullptr);
  }
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection, "COMMIT"), PQclear);
  if (result != nullptr && !has_failed(result.get())) {
    if (std::string_view(PQcmdStatus(result.get())) == "COMMIT") {
      return {};
    }
    return Error{ErrorCode::kBackend, "PostgreSQL: the transaction had failed and was rolled back", {}};
  }
  const std::string_view severity = field(result.get(), PG_DIAG_SEVERITY_NONLOCALIZED);
  Error error = failure(result.get());
  if (severity != "ERROR") {  // none: lost; FATAL, PANIC: where the server was in its work is not told
    return Error{ErrorCode::kOutcomeUnknown, "PostgreSQL: the connection was lost after COMMIT was sent",
                 "run it again: what was committed is found in the ledger"};
  }
  if (last_state().starts_with("23")) {
    error.code = ErrorCode::kMapping;
  }
  return error;
}

std::string_view Connection::last_state() const {
  return handle_->state;
}

bool Connection::is_lost() const {
  return PQstatus(handle_->connection.get()) != CONNECTION_OK;
}

bool is_uri(std::string_view uri) {
  return uri.starts_with("postgresql://") || uri.starts_with("postgres://");
}

}  // namespace holdall::postgres
