// The receiver's own row of the person: named by whoever imports or binds, and found exactly (promise P14).
#pragma once

#include <string>

#include "holdall/core/base/result.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/rule_writer.h"
#include "holdall/importer/store/store.h"

namespace holdall {

// The row of `table` whose key column is `given`. Fills `subject`, which must stay where it is: its key views its text,
// which is the key as the store has it. Errors: kSubjectMismatch where there is none, kBackend.
Result<void> find_subject(const StoreTable& table, const LocalSubject& key, StoreTransaction& transaction,
                          const std::string& given, SubjectRow& subject);

}  // namespace holdall
