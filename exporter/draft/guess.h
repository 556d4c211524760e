// What a table or column probably is, told from its name and declared type alone: a proposal, never a decision.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/sql/sqlite.h"

namespace holdall {

struct ColumnGuess {
  std::string_view special;  // class of an item: credential, high_risk_id, security; or empty
  std::string_view kind;     // type of an identifier: email, phone, username, ssn …; or empty
  std::string_view profile;  // field of the section profile; or empty
  std::string_view type;     // how a map reads it: text, integer, timestamp …
  bool is_personal = false;  // looks like it tells something of a person

  // What a list of columns says of it: credential, high_risk_id, personal, security; or empty.
  [[nodiscard]] std::string_view looks() const { return !special.empty() ? special : is_personal ? "personal" : ""; }
};

ColumnGuess guess_column(const std::vector<std::string>& table_words, const sqlite::Column& column);

// The registered section that fits a table of that name, or empty.
std::string_view guess_section(const std::vector<std::string>& table_words);
// The field of a registered section that a column of that name fills, or empty.
std::string_view guess_field(std::string_view section, const std::vector<std::string>& column_words);

// How much the name of a table says that it holds people: 0 for not at all.
int person_score(const std::vector<std::string>& table_words);

// Whether a column names a person by the part played in the row: author_id, sender, created_by.
bool is_role(const std::vector<std::string>& column_words);
// Of several such columns, whose row it is: the lower, the more.
int role_rank(const std::vector<std::string>& column_words);

// Whether the declared type holds numbers, to SQLite and to most others.
bool is_numeric(const std::string& declared_type);

}  // namespace holdall
