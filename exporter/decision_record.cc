#include "holdall/exporter/decision_record.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/earlier_decision.h"
#include "holdall/exporter/map/part_compiler.h"
#include "holdall/exporter/notices.h"
#include "holdall/exporter/rights/action_check.h"
#include "holdall/exporter/rights/person_check.h"
#include "holdall/exporter/secret_guard.h"
#include "holdall/exporter/subject.h"
#include "holdall/exporter/subject_facts.h"

namespace holdall {
namespace {

// Who it is about, in the account's terms; without an account, as the request names the person.
struct Who {
  Value subject;
  SubjectFacts facts;
};

Value asked_key(const SubjectQuery& query) {
  if (query.keys.empty()) {
    return Value(query.any);
  }
  Value keys{Value::Object{}};
  for (const auto& [name, value] : query.keys) {
    keys.set(name, value);
  }
  return keys;
}

Result<Who> find_who(const RecordInput& input) {
  const Request& request = input.request.request();
  if (!request.has_account) {
    return Who{asked_key(request.subject), {}};
  }
  HOLDALL_TRY(input.source.snapshot());
  HOLDALL_TRY(check_map(input.map, input.source));
  HOLDALL_ASSIGN(Value subject, find_subject(request.subject, input.map.subject(), input.source));
  HOLDALL_ASSIGN(SubjectFacts facts, read_subject_facts(input.map, input.source, subject, request.received));
  HOLDALL_TRY(check_age(input.request, facts.birth));
  if (input.history != nullptr) {
    HOLDALL_TRY(input.history->meet(subject));
  }
  return Who{std::move(subject), std::move(facts)};
}

std::string pseudonym(const RecordInput& input, const Value& subject) {
  const Secret secret = input.key.derive("holdall-person/1");
  const std::string who = canonical(Value::Array{input.map.controller().iss, subject});
  return base64url_encode(hmac_sha256(secret.reveal(), as_bytes(who)));
}

void set_text(Value& record, std::string_view member, const std::string& text) {
  if (!text.empty()) {
    record.set(member, text);
  }
}

void set_texts(Value& record, std::string_view member, const std::vector<std::string>& texts) {
  if (!texts.empty()) {
    record.set(member, Value::Array(texts.begin(), texts.end()));
  }
}

// Why the answer is no, or not the whole: a limit of the right.
void set_limit(Value& record, const Value& limit, const std::string& reason) {
  record.set("code", limit.at("code"));
  set_text(record, "reference", limit.text_or("ref", ""));
  set_text(record, "reason", reason);
}

void set_outcome(Value& record, RequestState state, std::string_view done) {
  // An answer that comes too late, where silence is refusal, remains one.
  if (record.at("outcome").text() != state_name(RequestState::kDeemedRefused)) {
    record.set("outcome", state_name(state));
  }
  record.set("done", done);
}

std::string name_of(const DataMap& map, std::string_view recipient) {
  const auto notices = map.notices();
  const auto found = std::ranges::find_if(notices, [&](const Notice& notice) {
    return notice.record.at("topic").text() == "recipient" && notice.record.text_or("key", "") == recipient;
  });
  return found == notices.end() ? std::string() : found->record.at("details").text_or("name", "");
}

void set_told(Value& record, const HumanDecisions::Act& act, const DataMap& map) {
  Value::Array told;
  Value::Array not_told;
  for (const auto& each : act.told) {
    Value line(Value::Object{{"recipient", each.recipient}, {"name", name_of(map, each.recipient)}});
    set_text(line, "reason", each.reason);
    (each.reason.empty() ? told : not_told).push_back(std::move(line));
  }
  if (act.says_told) {
    record.set("recipients_told", std::move(told));
  }
  if (!not_told.empty()) {
    record.set("recipients_not_told", std::move(not_told));
  }
}

// What is under a legal hold is not erased, whoever decides.
Result<void> decide_by_hold(Value& record, const Value& limit, const HumanDecisions& decisions) {
  const auto& act = decisions.act;
  if (act.has_value() && act->done == "whole") {
    return Error{ErrorCode::kRequestUnfit, "decisions: /action/done: the account is under a legal hold",
                 "part, or refuse, with the code of a limit"};
  }
  if (!act.has_value() && !decisions.refusal.has_value()) {
    set_limit(record, limit, "kept under a legal hold");
    set_outcome(record, RequestState::kRefuse, "no");
  }
  return {};
}

void decide_by_person(Value& record, const RecordInput& input) {
  const Profile& profile = input.request.profiles().front();
  const Request& request = input.request.request();
  const HumanDecisions& decisions = input.request.scope().decisions();
  if (const auto& refusal = decisions.refusal) {
    const Value* limit = find_limit(profile, request, refusal->code, refusal->reference, true);
    set_limit(record, *limit, refusal->reason);
    set_outcome(record, RequestState::kRefuse, "no");
  } else if (const auto& act = decisions.act) {
    if (act->done == "part") {
      set_limit(record, *find_limit(profile, request, act->code, act->reference, false), act->reason);
    }
    set_outcome(record, act->done == "part" ? RequestState::kPartial : RequestState::kFulfil, act->done);
    set_text(record, "what", act->what);
    set_told(record, *act, input.map);
  }
}

// Nobody can withdraw a consent of which nothing is known.
Result<void> check_consent(const Request& request, const DataMap& map, const SubjectFacts& facts) {
  const bool is_known = request.consent.empty() || !request.has_account || !map.consents().has_value() ||
                        facts.consent_by_purpose.contains(request.consent);
  return is_known ? Result<void>()
                  : Error{ErrorCode::kIncompleteRequest, "/options/consent: no consent of that purpose is known", {}};
}

Result<void> add_earlier(Value& record, const RecordInput& input) {
  if (input.request.request().decision.empty()) {
    return {};
  }
  const Profile& profile = input.request.profiles().front();
  const Value* rule = profile.document().find("request");
  if (rule == nullptr || rule->find("decision") == nullptr) {
    return Error{ErrorCode::kIncompleteRequest, "/decision: this right is about no earlier decision", {}};
  }
  HOLDALL_ASSIGN(Value earlier, check_earlier(profile, input.profiles, input.request.request(), input.key.public_key(),
                                              {input.map.controller().iss, record.at("person").text()}));
  record.set("decision", std::move(earlier));
  return {};
}

void add_request(Value& record, const RecordInput& input) {
  const Request& request = input.request.request();
  record.set("iss", input.map.controller().iss);
  record.set("right", input.request.profiles().front().document().text_or("right", ""));
  record.set("received", format_timestamp(request.received));
  set_texts(record, "about", request.about);
  set_text(record, "consent", request.consent);
  set_texts(record, "items", request.wanted);
  if (request.clock.extended.has_value()) {
    record.set("extended", format_timestamp(*request.clock.extended));
  }
}

// Without what depends on when it was made.
Value timeless(const Value& decision) {
  Value same = decision;
  same.set("at", Value());
  if (const Value* appeal = decision.find("appeal")) {
    Value::Array ways = appeal->items();
    for (Value& way : ways) {
      way.set("until", Value());
    }
    same.set("appeal", std::move(ways));
  }
  return same;
}

}  // namespace

Result<Value> decision_of(const RecordInput& input) {
  HOLDALL_CHECK(input.request.is_action());
  const Profile& profile = input.request.profiles().front();
  HOLDALL_ASSIGN(const Who who, find_who(input));
  HOLDALL_TRY(check_consent(input.request.request(), input.map, who.facts));
  Value record = input.request.ruling().to_value();
  record.set("done", "not_yet");
  record.set("person", pseudonym(input, who.subject));
  add_request(record, input);
  HOLDALL_TRY(add_earlier(record, input));
  if (const Value* limit = hold_limit(profile); limit != nullptr && who.facts.has_hold) {
    HOLDALL_TRY(decide_by_hold(record, *limit, input.request.scope().decisions()));
  }
  decide_by_person(record, input);
  if (record.find("code") != nullptr) {
    set_texts(record, "offers", input.request.ruling().offers);
  }
  if (std::vector<Value> notices = receipt_notices(input.request, input.map); !notices.empty()) {
    record.set("notices", Value::Array(notices.begin(), notices.end()));
  }
  HOLDALL_TRY(check_document_for_secrets(record, "the decision"));
  return record;
}

bool is_same_decision(std::string_view jws, const Value& decision, const PublicKey& key) {
  const auto before = read_decision(jws, key);
  return before.ok() && canonical(timeless(before.value())) == canonical(timeless(decision));
}

std::string signed_decision(const Value& decision, const PrivateKey& key) {
  return sign_compact_jws(key, kDecisionType, canonical(decision)) + "\n";
}

}  // namespace holdall
