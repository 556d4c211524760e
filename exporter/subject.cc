#include "holdall/exporter/subject.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

Error nobody() {
  return Error{ErrorCode::kNoData, "/subject/key: nobody is found by it", {}};
}

// One person or none. Errors: kIncompleteRequest for more.
Result<std::optional<Value>> find_one(const SubjectTable& people, const SubjectKey& name, const Value& key,
                                      Source& source) {
  HOLDALL_ASSIGN(std::vector<Value> found, source.find(people, name, key));
  if (found.size() > 1) {
    return Error{ErrorCode::kIncompleteRequest, "/subject/key: leads to more than one person",
                 "name the person by a key that is unique"};
  }
  return found.empty() ? std::optional<Value>() : std::optional<Value>(std::move(found.front()));
}

Result<Value> find_by_any(const std::string& text, const SubjectTable& people, Source& source) {
  for (const SubjectKey& name : people.keys) {
    HOLDALL_ASSIGN(std::optional<Value> person, find_one(people, name, Value(text), source));
    if (person.has_value()) {
      return *std::move(person);
    }
  }
  return nobody();
}

}  // namespace

Result<Value> find_subject(const SubjectQuery& query, const SubjectTable& people, Source& source) {
  if (query.keys.empty()) {
    return find_by_any(query.any, people, source);
  }
  std::optional<Value> subject;
  for (const auto& key : query.keys) {
    const auto name = std::find_if(people.keys.begin(), people.keys.end(),
                                   [&](const SubjectKey& each) { return each.name == key.first; });
    if (name == people.keys.end()) {
      return Error{ErrorCode::kRequestUnfit, "/subject/key: has a member that is no key of the data map", {}};
    }
    HOLDALL_ASSIGN(std::optional<Value> person, find_one(people, *name, key.second, source));
    if (!person.has_value() || (subject.has_value() && canonical(*subject) != canonical(*person))) {
      return nobody();
    }
    subject = std::move(person);
  }
  return *std::move(subject);
}

}  // namespace holdall
