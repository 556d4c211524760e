// One pass over the record's bytes for the few members that matter; a history is read event by event.
#include "holdall/importer/suppression.h"

#include <algorithm>
#include <span>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"
#include "holdall/importer/map/consent.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

constexpr std::string_view kGpc = "gpc";

Error unfit_record(std::string_view what) {
  return {ErrorCode::kRecordSchema, std::string(what), {}};
}

// A member to look for, and its value's bytes: empty where the object has none.
struct WantedMember {
  std::string_view name;
  std::string_view value = {};
};

Result<void> read_members(std::string_view object, std::span<WantedMember> wanted) {
  CanonicalReader reader(object);
  if (reader.next() != Token::kBeginObject) {
    return unfit_record("the record is not an object");
  }
  Token token = reader.next();
  for (; token == Token::kKey; token = reader.next()) {
    const auto found = std::ranges::find(wanted, reader.text(), &WantedMember::name);
    const std::string_view value = reader.skip_value(reader.next());
    if (found != wanted.end()) {
      found->value = value;
    }
  }
  return token == Token::kInvalid ? Result<void>(reader.error()) : Result<void>();
}

// Empty where there is none, or where it is no text.
std::string text_in(const WantedMember& member) {
  CanonicalReader reader(member.value);
  return !member.value.empty() && reader.next() == Token::kString ? std::string(reader.text()) : std::string();
}

std::optional<Timestamp> time_in(const WantedMember& member) {
  return parse_timestamp(text_in(member));
}

// One event of a consent, or its `state` itself.
struct ConsentStep {
  std::string state;
  std::optional<Timestamp> at;
};

// Of events at one moment a refusal counts, then what the record's own `state` says, then whatever was said last.
int weight_of(const ConsentStep& step, std::string_view state) {
  return (is_refusal(step.state) ? 2 : 0) + (step.state == state ? 1 : 0);
}

// What a history comes to, whatever the order of its events.
struct ConsentHistory {
  std::optional<ConsentStep> last;    // of what can have happened
  std::optional<ConsentStep> answer;  // the last that said yes or no: to be asked, or deemed to agree, is no answer
};

bool is_answer(std::string_view state) {
  return state == "given" || state == "renewed" || is_refusal(state);
}

void add_step(ConsentHistory& history, const ConsentStep& step, std::string_view state) {
  const auto rank = [&](const ConsentStep& each) { return std::pair(each.at, weight_of(each, state)); };
  const auto keep = [&](std::optional<ConsentStep>& kept) {
    if (!kept || rank(step) >= rank(*kept)) {
      kept = step;
    }
  };
  keep(history.last);
  if (is_answer(step.state)) {
    keep(history.answer);
  }
}

Result<ConsentHistory> read_history(std::string_view events, std::string_view state, Timestamp issued) {
  ConsentHistory history;
  CanonicalReader reader(events);
  if (reader.next() != Token::kBeginArray) {
    return unfit_record("/events is not a list");
  }
  Token token = reader.next();
  for (; token == Token::kBeginObject; token = reader.next()) {
    std::array wanted = {WantedMember{"at"}, WantedMember{"state"}};
    HOLDALL_TRY(read_members(reader.skip_value(token), wanted));
    const ConsentStep step{text_in(wanted[1]), time_in(wanted[0])};
    const bool is_to_come = step.at > issued;
    if (!is_to_come || is_refusal(step.state)) {
      add_step(history, step, state);
    }
  }
  if (token != Token::kEndArray) {
    return token == Token::kInvalid ? reader.error() : unfit_record("/events has what is no event");
  }
  return history;
}

Result<RecordRefusal> refusal_of_consent(std::string_view record, Timestamp issued) {
  std::array wanted = {WantedMember{"events"}, WantedMember{"id"}, WantedMember{"purpose"}, WantedMember{"state"},
                       WantedMember{"state_at"}};
  HOLDALL_TRY(read_members(record, wanted));
  const auto& [events, id, purpose, state, state_at] = wanted;
  const ConsentStep own{text_in(state), time_in(state_at)};
  HOLDALL_ASSIGN(const ConsentHistory history, read_history(events.value, own.state, issued));
  const bool by_event = history.answer && is_refusal(history.answer->state);
  RecordRefusal refusal;
  refusal.state_differs = history.last && history.last->state != own.state;
  if (by_event || is_refusal(own.state)) {
    const ConsentStep& step = by_event ? *history.answer : own;
    refusal.suppression = Suppression{"consents", text_in(id), text_in(purpose), step.state, step.at};
  }
  return refusal;
}

// `Opt-Out` and `opt_out` are optout.
std::string plain_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (c != '-' && c != '_' && c != ' ') {
      word.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return word;
}

bool is_gpc(std::string_view key) {
  const std::string word = plain_word(key);
  return word == kGpc || word == "secgpc" || word == "globalprivacycontrol";
}

Result<RecordRefusal> refusal_of_preference(std::string_view record) {
  std::array wanted = {WantedMember{"id"}, WantedMember{"key"}, WantedMember{"kind"}, WantedMember{"updated"}};
  HOLDALL_TRY(read_members(record, wanted));
  const auto& [id, key, kind, updated] = wanted;
  const std::string reason = plain_word(text_in(kind));
  const std::string topic = text_in(key);
  const bool is_signal = reason == "signal" && is_gpc(topic);
  RecordRefusal refusal;
  if (is_signal || reason == "objection" || reason == "optout") {
    refusal.suppression =
        Suppression{"preferences", text_in(id), is_signal ? std::string(kGpc) : topic, reason, time_in(updated)};
  }
  return refusal;
}

Result<RecordRefusal> refusal_of_usage(std::string_view record) {
  RecordRefusal refusal;
  if (record.find(R"("privacy_signal":true)") == std::string_view::npos) {
    return refusal;  // the many records without a signal are not read
  }
  std::array wanted = {WantedMember{"at"}, WantedMember{"privacy_signal"}};
  HOLDALL_TRY(read_members(record, wanted));
  if (wanted[1].value == "true") {
    refusal.suppression = Suppression{"usage", "", std::string(kGpc), "signal", time_in(wanted[0])};
  }
  return refusal;
}

std::string field_of(const Suppression& suppression, std::string_view name) {
  if (name == "id") {
    return suppression.id();
  }
  if (name == "at") {
    return suppression.at ? format_timestamp(*suppression.at) : std::string();
  }
  return name == "topic"     ? suppression.topic
         : name == "reason"  ? suppression.reason
         : name == "section" ? suppression.section
                             : suppression.record;
}

std::string whole(const Suppression& suppression) {
  Value record(Value::Object{});
  for (const std::string_view name : kSuppressionFields) {
    if (std::string text = field_of(suppression, name); !text.empty()) {
      record.set(std::string(name), Value(std::move(text)));
    }
  }
  return canonical(record);
}

}  // namespace

std::string Suppression::id() const {
  return section + (at ? "@" + format_timestamp(*at) : "") + "/" + record;
}

std::optional<NamedSignal> signal_named(std::string_view id) {
  constexpr std::string_view kUsage = "usage";
  if (!id.starts_with(kUsage) || !id.ends_with('/')) {
    return std::nullopt;
  }
  id.remove_prefix(kUsage.size());
  id.remove_suffix(1);
  if (id.empty()) {
    return NamedSignal{};
  }
  const auto at = id.front() == '@' ? parse_timestamp(id.substr(1)) : std::nullopt;
  return at ? std::optional(NamedSignal{at}) : std::nullopt;
}

bool may_refuse(std::string_view section) {
  return section == "consents" || section == "preferences" || section == "usage";
}

std::vector<std::string_view> refusal_members(std::string_view section) {
  if (section == "consents") {
    return {"events", "purpose", "state", "state_at"};
  }
  if (section == "preferences") {
    return {"key", "kind", "updated"};
  }
  return section == "usage" ? std::vector<std::string_view>{"privacy_signal"} : std::vector<std::string_view>();
}

Result<RecordRefusal> derive_suppression(std::string_view section, std::string_view record, Timestamp issued) {
  if (section == "consents") {
    return refusal_of_consent(record, issued);
  }
  if (section == "preferences") {
    return refusal_of_preference(record);
  }
  return section == "usage" ? refusal_of_usage(record) : Result<RecordRefusal>(RecordRefusal{});
}

void keep_latest(std::optional<Suppression>& kept, Suppression next) {
  if (!kept || next.at > kept->at) {
    kept = std::move(next);
  }
}

std::vector<Cell> suppression_cells(const Suppression& suppression, const Layout& layout, Scratch& scratch) {
  std::vector<Cell> cells;
  for (const Field& field : layout.fields()) {
    if (field.name.empty()) {
      cells.push_back(Cell::json(scratch.keep(whole(suppression))));
      continue;
    }
    std::string text = field_of(suppression, field.name);
    cells.push_back(text.empty() ? Cell::absent() : Cell::text(scratch.keep(std::move(text))));
  }
  return cells;
}

}  // namespace holdall
