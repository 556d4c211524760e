#include "holdall/exporter/earlier_decision.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/jws.h"
#include "holdall/core/crypto/statement.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

Error refuse(ErrorCode code, std::string_view what) {
  return Error{code, "/decision: " + std::string(what), {}};
}

std::string_view without_line_feed(std::string_view text) {
  return text.substr(0, text.size() - (text.ends_with('\n') ? 1 : 0));
}

Result<CompactJws> take_apart(std::string_view jws) {
  return parse_compact_jws(without_line_feed(jws), kDecisionType, kLongestDecision);
}

// The ways to that body. Where a law has no number of days a policy may announce one; of several numbers the longest
// counts.
Result<std::optional<Date>> last_day_of(const Value& decision, std::string_view body) {
  const Value* ways = decision.find("appeal");
  bool any = false;
  std::optional<Date> last;
  for (std::size_t i = 0; ways != nullptr && i < ways->items().size(); ++i) {
    const Value& way = ways->items()[i];
    if (way.at("to").text() != body) {
      continue;
    }
    any = true;
    const auto until = parse_date(way.text_or("until", ""));
    last = until.has_value() && (!last.has_value() || *last < *until) ? until : last;
  }
  return any ? Result<std::optional<Date>>(last)
             : refuse(ErrorCode::kNoSuchRight, "against that decision there is no such way");
}

// Nothing is decided yet, and the time for it is not over.
bool is_open(const Value& decision, Date day) {
  const auto due = parse_date(decision.text_or("due", ""));
  return decision.at("done").text() == "not_yet" && (!due.has_value() || day <= *due);
}

// Whether the right that was decided about, "us-va-access/2026.11", is at home where `profile` is.
bool is_of_one_place(const Profile& profile, const ProfileSet& profiles, std::string_view decided) {
  const Profile* earlier = profiles.find(decided.substr(0, decided.find('/')));
  if (earlier == nullptr) {
    return false;
  }
  const auto places = profile.jurisdictions();
  return std::ranges::any_of(earlier->jurisdictions(), [&](const std::string& there) {
    return std::ranges::any_of(places, [&](const std::string& here) {
      return here == there || known_jurisdictions().is_in(there, here) || known_jurisdictions().is_in(here, there);
    });
  });
}

}  // namespace

Result<Value> verify_decision(std::string_view jws, const TrustStore& trust, Timestamp now) {
  HOLDALL_ASSIGN(const SignedStatement statement, open_statement(jws, kDecisionType, trust, kLongestDecision));
  HOLDALL_ASSIGN(Value decision, read_checked_document(statement.payload, "decision-record", ErrorCode::kRequestUnfit));
  const auto at = parse_timestamp(decision.at("at").text());
  HOLDALL_CHECK(at.has_value());  // its schema says so
  HOLDALL_TRY(check_author(statement, decision.at("iss").text(), *at, now));
  return decision;
}

Result<Value> read_decision(std::string_view jws, const PublicKey& key) {
  HOLDALL_ASSIGN(const CompactJws parsed, take_apart(jws));
  if (parsed.kid != key.thumbprint()) {
    return Error{ErrorCode::kUnknownKey, "the decision was signed with another key", {}};
  }
  if (!parsed.payload.has_value()) {
    return Error{ErrorCode::kSignatureMalformed, "the decision has no payload", {}};
  }
  HOLDALL_TRY(verify_detached_jws({parsed.kid, parsed.header, parsed.signature}, key, *parsed.payload));
  return read_checked_document(*parsed.payload, "decision-record", ErrorCode::kRequestUnfit);
}

Result<Value> check_earlier(const Profile& profile, const ProfileSet& profiles, const Request& request,
                            const PublicKey& key, const DecisionParties& parties) {
  HOLDALL_ASSIGN(const Value decision, read_decision(request.decision, key));
  if (decision.at("iss").text() != parties.iss) {
    return refuse(ErrorCode::kIssuerMismatch, "is another controller's");
  }
  if (decision.at("person").text() != parties.person) {
    return refuse(ErrorCode::kSubjectMismatch, "is about somebody else, or about another account");
  }
  const auto at = parse_timestamp(decision.at("at").text());
  if (!at.has_value() || request.received < *at) {
    return refuse(ErrorCode::kRequestExpired, "was made after the request came");
  }
  if (!is_of_one_place(profile, profiles, decision.at("profile").text())) {
    return refuse(ErrorCode::kNoSuchRight, "was made by the law of another place");
  }
  const std::string& body = profile.document().at("request").at("decision").at("to").text();
  HOLDALL_ASSIGN(const std::optional<Date> last, last_day_of(decision, body));
  const Date day = date_of(request.received);
  if (is_open(decision, day)) {
    return refuse(ErrorCode::kIncompleteRequest, "nothing is decided yet, and its time is not over");
  }
  if (last.has_value() && *last < day) {
    return refuse(ErrorCode::kExpired, "the time in which it could be contested is over");
  }
  return Value(Value::Object{{"request", decision.at("request")},
                             {"at", decision.at("at")},
                             {"sha256", sha256_hex(without_line_feed(request.decision))}});
}

}  // namespace holdall
