#include "holdall/importer/local_subject.h"

#include <charconv>
#include <vector>

#include "holdall/importer/binding.h"
#include "holdall/importer/record_mapper.h"

namespace holdall {

Result<void> find_subject(const StoreTable& table, const LocalSubject& key, StoreTransaction& transaction,
                          const std::string& given, SubjectRow& subject) {
  subject.text = given;
  subject.column = key.column;
  subject.key = Cell::text(subject.text);
  if (key.is_integer) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (error != std::errc() || end != given.data() + given.size()) {
      return subject_mismatch();
    }
    subject.text = std::to_string(number);
    subject.key = Cell::integer(number);
  }
  if (given.empty()) {
    return subject_mismatch();
  }
  const NamedCell where{key.column, subject.key};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows,
                 transaction.find(Lookup{table.name, {&key.column, 1}, {&where, 1}}));
  // The database may compare by a looser rule (letter case); a person is named exactly.
  if (rows.size() != 1 || !same_content(rows.front().front().view(), subject.key)) {
    return subject_mismatch();
  }
  return {};
}

}  // namespace holdall
