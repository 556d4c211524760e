// What people decided about a request where its profile asks for it (docs/rights.md#decisions).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/rule.h"

namespace holdall {

struct HumanDecisions {
  struct Item {
    Action action = Action::kOmit;
    std::string reason;
  };
  struct Refusal {
    std::string code;
    std::string reason;
    std::string reference;  // of the limit; empty: the first with that code
  };
  struct Told {
    std::string recipient;
    std::string reason;  // why it was not told; empty: it was
  };
  // What was done about a right without data.
  struct Act {
    std::string done;  // whole, part, not_yet
    std::string what;
    std::string code;  // why not the whole, with `reference` as above
    std::string reference;
    std::string reason;
    bool says_told = false;  // whether it says who was told, perhaps nobody
    std::vector<Told> told;
  };
  std::string sha256;   // of the canonical document; empty where there is none
  std::string request;  // the id it is about
  std::map<std::string, Item, std::less<>> items;
  std::optional<Refusal> refusal;
  std::optional<Act> act;
  bool answers_anyway = false;  // a limit on frequency is not used
};

// Errors: kRequestUnfit with a JSON Pointer, kLimit.
Result<HumanDecisions> parse_decisions(std::string_view text);

}  // namespace holdall
