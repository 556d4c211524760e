// Names of tables and columns as words, and as what a map may use for its own names.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace holdall {

// `UserEmails`, `user_emails` and `user-emails2` are {user, email}: lower-case, singular, without digits alone.
std::vector<std::string> words_of(std::string_view name);
// Whether the words of `phrase` (separated by one blank) stand together among `words`.
bool has_phrase(const std::vector<std::string>& words, std::string_view phrase);

// Whether a map can name it: no quote, no control character, no dot, at most 128 bytes of Unicode.
bool is_nameable(std::string_view name);

// Names that a map gives, each once: of letters, digits, and `separator` for all else.
class NameSet {
 public:
  NameSet(char separator, std::set<std::string> taken) : separator_(separator), taken_(std::move(taken)) {}
  // A name like `wanted`, beginning with a letter; with a number behind it where it is taken.
  std::string take(std::string_view wanted);

 private:
  char separator_;
  std::set<std::string> taken_;
};

}  // namespace holdall
