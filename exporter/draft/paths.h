// Who the people of an unknown database are, and the way from each table to them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/sql/sqlite.h"

namespace holdall {

struct People {
  std::size_t table = 0;  // index into the catalog
  std::string column;     // the internal key
};

// One step from a table to the next: an index into the catalog, and (own column, column there).
struct Step {
  std::size_t table = 0;
  std::vector<std::pair<std::string, std::string>> on;
  bool is_guessed = false;  // by the names alone: the database declares no foreign key
};

struct Way {
  bool is_found = false;
  std::string column;               // holds the internal key itself; or, empty:
  Step via;                         // the next table, whose own way goes on
  bool is_guessed = false;          // this step of it
  std::vector<std::string> rivals;  // other columns that name a person
};

// The table that holds people: pointed at by others, with e-mail addresses or logins, called by a name of people.
// `wanted` names it instead, or is empty. Errors: kNotFound where there is none.
Result<People> find_people(const std::vector<sqlite::Table>& tables, std::string_view wanted);
// The shortest way of each table; over declared foreign keys where there is one, else by naming convention.
std::vector<Way> find_ways(const std::vector<sqlite::Table>& tables, const People& people);

// A declared foreign key to a table with a way that nobody can go, its columns being of unlike types; or nullptr.
const sqlite::ForeignKey* unlike_key(const std::vector<sqlite::Table>& tables, const std::vector<Way>& ways,
                                     std::size_t table);

// Whether any row that goes the way can hold NULL in a column of the key, in which case it identifies nothing. A
// primary key that SQLite lets be NULL is taken as its author meant it.
bool may_be_null(const sqlite::Table& table, const Way& way, const std::vector<std::string>& key);
// Whether the key can be read: no credential, all nameable.
bool is_readable(const sqlite::Table& table, const std::vector<std::string>& key);
// The columns that identify a row that goes the way, and can be read; nothing where there are none.
std::optional<std::vector<std::string>> readable_key(const sqlite::Table& table, const Way& way);

}  // namespace holdall
