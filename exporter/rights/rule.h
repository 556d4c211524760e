// Rules of a rights profile: conditions on the tags of data, and what they decide.
//
// Rules are read once (docs/rights.md#tags); for a request they are resolved to its day of receipt, which turns dates
// and windows into instants. The first rule that fits decides.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/date.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/map/tags.h"

namespace holdall {

enum class Action : std::uint8_t {
  kValue,   // as it stands
  kMask,    // with other people's parts blackened
  kExist,   // that it is held, not what it is
  kOmit,    // not at all
  kReview,  // a person must decide first
};

std::optional<Action> find_action(std::string_view name);
std::string_view action_name(Action action);
// How much of the data an action gives: omit, exist, review, mask, value in this order.
int generosity(Action action);

struct Decision {
  Action action = Action::kValue;
  std::string code;       // item code, SECRET_CREDENTIAL …; empty for kValue
  std::string reference;  // the article
  std::string rule;       // PROFILE#/scope/rules/3
};

// From the first day to the day before `to`.
struct EffectiveDays {
  std::optional<Date> from;
  std::optional<Date> to;
  [[nodiscard]] bool include(Date day) const { return (!from || *from <= day) && (!to || day < *to); }
};
// The member `effective` of `holder`; without one, always.
EffectiveDays read_effective(const Value& holder);

// A moment that depends on the day of receipt.
struct Moment {
  enum class Kind : std::uint8_t { kDate, kReceipt, kPreviousYear };
  Kind kind = Kind::kReceipt;
  Date date;
  int months_before = 0;
};
// `2022-01-01`, `receipt`, `receipt-P12M`, `previous_calendar_year`.
std::optional<Moment> parse_moment(std::string_view text);
// The beginning of that day, or of that year.
Timestamp resolve(const Moment& moment, Timestamp receipt);

// Of a rule's conditions, those on tags.
struct TagTest {
  Tag tag = Tag::kProvenance;
  bool negated = false;
  std::vector<std::string> values;
};
// `before`, `older_than`: the data is from before one of these moments.
struct TimeTest {
  bool negated = false;
  std::vector<Moment> moments;
};

struct ScopeRule {
  std::vector<TagTest> tests;
  std::vector<TimeTest> times;
  Decision decision;
  EffectiveDays effective;
};

// A rule as its document (schema-checked) says, known as `id`; `reference` where it names no article. Errors:
// kProfileUnfit for a condition, value, moment or code that is unknown, told with `id`.
Result<ScopeRule> read_rule(const Value& rule, std::string id, std::string_view reference);

// Rules in force on the day of receipt, with their moments resolved.
class ResolvedRules {
 public:
  ResolvedRules(std::span<const ScopeRule> rules, Timestamp receipt);
  // What the first fitting rule decides, or nullptr. `at`: when the data is from; nothing: no time test fits.
  [[nodiscard]] const Decision* decide(const Tags& tags, std::optional<Timestamp> at) const;
  // Where the answer may change with `at`; in no order.
  void add_moments(std::vector<Timestamp>& moments) const;

 private:
  struct Entry {
    ScopeRule rule;
    std::vector<Timestamp> latest;  // per time test: `at` before it
  };
  std::vector<Entry> entries_;
};

// Whether a decision keeps data back for a reason that neither a policy nor another law waives: other people's rights,
// and what a law forbids to show.
bool is_for_good(const Decision& decision);

// Whether all of a rule's tests on tags hold.
bool fits_tags(const ScopeRule& rule, const Tags& tags);

// Whether that is an item code of the ledger (docs/rights.md#actions-and-codes).
bool is_item_code(std::string_view code);

}  // namespace holdall
