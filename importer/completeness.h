// What a bundle's completeness ledger (`contents`) says about its sections: read when a newer bundle decides what is
// gone at the sender, and kept for the one after it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/import_note.h"

namespace holdall {

struct Completeness {
  SectionItems items;
  // Item → whether all that the sender has of it is in the bundle: every line about it is `included` or `empty`.
  std::map<std::string, bool, std::less<>> whole;

  // Whether what a section had of these items, and has no more, is gone at the sender rather than left out of the
  // bundle.
  [[nodiscard]] bool shows_as_gone(const std::set<std::string>& earlier_items) const;
};

// Without a ledger nothing is known, and nothing is gone. Errors: those of reading a segment.
Result<Completeness> read_completeness(const VerifiedBundle& bundle);

}  // namespace holdall
