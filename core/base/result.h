// Result<T>: a value or an Error, never both, never ignored.
//
// There is no conversion to bool on purpose: `while (reader.next(row))` would compile and run past the end of a stream.
// HOLDALL_TRY and HOLDALL_ASSIGN hand an error to the caller; HOLDALL_CHECK aborts on a broken precondition.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>
#include <variant>

#include "holdall/core/base/error.h"

namespace holdall {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

// Aborts unless `condition` holds: for broken preconditions of the program itself, never for input.
#define HOLDALL_CHECK(condition)                                          \
  do { /* NOLINT(cppcoreguidelines-avoid-do-while) */                     \
    if (!(condition))                                                     \
      ::holdall::check_failed(#condition, __FILE__, __LINE__); /*NOLINT*/ \
  } while (false)

template <typename T>
class [[nodiscard]] Result {
 public:
  // Implicit, so that `return value;` and `return Error{…};` read as what they are.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return state_.index() == 0; }

  // Requires: ok().
  T& value() & {
    HOLDALL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    HOLDALL_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    HOLDALL_CHECK(ok());
    return std::move(*std::get_if<0>(&state_));
  }

  // Requires: !ok().
  const Error& error() const& {
    HOLDALL_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    HOLDALL_CHECK(!ok());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT: as above

  [[nodiscard]] bool ok() const { return !error_.has_value(); }
  const Error& error() const& {
    HOLDALL_CHECK(!ok());
    return *error_;
  }
  Error&& error() && {
    HOLDALL_CHECK(!ok());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration in parentheses is none
#define HOLDALL_CONCAT_INNER(a, b) a##b
#define HOLDALL_CONCAT(a, b) HOLDALL_CONCAT_INNER(a, b)

// Returns the error of `expression` (a Result) from the enclosing function.
#define HOLDALL_TRY(expression)                                                                              \
  do {                                                        /* NOLINT(cppcoreguidelines-avoid-do-while) */ \
    if (auto holdall_try = (expression); !holdall_try.ok()) { /* NOLINT */                                   \
      return std::move(holdall_try).error();                                                                 \
    }                                                                                                        \
  } while (false)

// HOLDALL_ASSIGN(auto x, f()): declares x with the value of f(), or returns its error.
#define HOLDALL_ASSIGN(declaration, expression) \
  HOLDALL_ASSIGN_INNER(HOLDALL_CONCAT(holdall_result_, __LINE__), declaration, expression)
#define HOLDALL_ASSIGN_INNER(result, declaration, expression) \
  auto result = (expression);                                 \
  if (!result.ok()) {                                         \
    return std::move(result).error();                         \
  }                                                           \
  declaration = std::move(result).value()
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace holdall
