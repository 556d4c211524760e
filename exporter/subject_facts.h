// What rights depend on that is true of the person and not of one row: where the account is kept, under what hold,
// which consents stand, how old the person is, and what belongs to the person in other people's texts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/date.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

struct SubjectFacts {
  std::string store;  // live, archive, backup; empty: as each item says
  std::optional<Timestamp> purge_after;
  bool on_hold = false;  // kept beyond that only because the law demands it
  std::optional<Date> birth;
  std::map<std::string, std::string, std::less<>> consent_by_record;   // to active, withdrawn, expired
  std::map<std::string, std::string, std::less<>> consent_by_purpose;  // the latest of that purpose
  std::vector<std::string> own;        // addresses, numbers and ids that the person is known by
  std::vector<std::string> own_names;  // given name first, and of scripts without blanks also behind the family name

  // Until when data that are due to be destroyed must wait: the last day of the answer, where that is later. Nothing to
  // wait for: nothing.
  [[nodiscard]] std::optional<Date> purge_waits_until(Timestamp received, std::optional<Date> due) const;
  // The tags of the item's values for this person, as far as no row decides.
  [[nodiscard]] Tags tags_of(const DataItem& item) const;
};

// `received`: the request's. Errors: those of the source; kSourceData for a column that holds no time or date.
Result<SubjectFacts> read_subject_facts(const DataMap& map, Source& source, const Value& subject, Timestamp received);

}  // namespace holdall
