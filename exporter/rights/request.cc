#include "holdall/exporter/rights/request.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

Error unfit(std::string_view pointer, std::string_view what) {
  return Error{ErrorCode::kRequestUnfit, std::string(pointer) + ": " + std::string(what), {}};
}

Result<Timestamp> read_timestamp(const Value& value, std::string_view pointer) {
  const auto at = parse_timestamp(value.text());
  if (!at.has_value()) {
    return unfit(pointer, "is not an RFC 3339 time in UTC");
  }
  return *at;
}

Result<SubjectQuery> read_subject(const Value& key) {
  SubjectQuery query;
  if (const std::string* text = key.string()) {
    query.any = *text;
  } else if (const Value::Object* members = key.object()) {
    for (const Value::Member& member : *members) {
      if (member.value.string() == nullptr && member.value.integer() == nullptr) {
        return unfit("/subject/key", "must hold texts or integers");
      }
      query.keys.emplace_back(member.key, member.value);
    }
  }
  if (query.any.empty() && query.keys.empty()) {
    return unfit("/subject/key", "names nobody");
  }
  return query;
}

Result<void> read_requester(const Value& requester, Request& request) {
  request.requester = requester.at("kind").text();
  const Value& verification = requester.at("verification");
  request.verification.method = verification.at("method").text();
  request.verification.level = verification.at("level").text();
  HOLDALL_ASSIGN(request.verification.at, read_timestamp(verification.at("at"), "/requester/verification/at"));
  if (const Value* evidence = requester.find("evidence")) {
    request.evidence = *evidence;
    for (const Value& each : evidence->items()) {
      request.evidence_list.push_back(each.string() != nullptr ? Evidence{each.text(), {}}
                                                               : Evidence{each.text_or("kind", ""), each});
    }
  }
  return {};
}

bool is_true(const Value& holder, std::string_view member, bool otherwise) {
  const Value* found = holder.find(member);
  return found == nullptr || found->boolean() == nullptr ? otherwise : *found->boolean();
}

void read_intake(const Value& intake, Request& request) {
  request.intake.reference = intake.text_or("reference", "");
  request.intake.stated = intake.texts("stated");
  request.intake.designated_address = is_true(intake, "designated_address", true);
}

Result<void> read_clock(const Value* clock, Request& request) {
  request.clock.received = request.received;
  using Instant = std::optional<Timestamp> RequestClock::*;
  const std::initializer_list<std::pair<std::string_view, Instant>> members = {
      {"identity_info_asked", &RequestClock::identity_info_asked},
      {"identity_info_received", &RequestClock::identity_info_received},
      {"clarification_asked", &RequestClock::clarification_asked},
      {"clarification_received", &RequestClock::clarification_received},
      {"fee_asked", &RequestClock::fee_asked},
      {"fee_received", &RequestClock::fee_received},
      {"extended", &RequestClock::extended}};
  for (const auto& [name, member] : members) {
    const Value* at = clock == nullptr ? nullptr : clock->find(name);
    if (at != nullptr) {
      HOLDALL_ASSIGN(request.clock.*member, read_timestamp(*at, "/clock/" + std::string(name)));
    }
  }
  return {};
}

Result<void> read_delivery(const Value& delivery, Request& request) {
  const std::string& mode = delivery.at("mode").text();
  if (mode != "copy" && mode != "transfer") {
    return unfit("/delivery/mode", "is neither copy nor transfer");
  }
  request.mode = mode == "copy" ? Mode::kCopy : Mode::kTransfer;
  request.audience = delivery.text_or("audience", "");
  if (const Value* expires = delivery.find("expires")) {
    HOLDALL_ASSIGN(request.expires, read_timestamp(*expires, "/delivery/expires"));
  }
  if (const Value* sub = delivery.find("sub")) {
    request.sub = SubjectRef{sub->text_or("id", ""), sub->text_or("token", "")};
  }
  if (const Value* holder = delivery.find("holder")) {
    const auto key = PublicKey::from_jwk(*holder);
    if (!key.ok()) {
      return unfit("/delivery/holder", key.error().message);
    }
    request.holder = key.value();
  }
  return {};
}

}  // namespace

Result<Request> parse_request(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "rights-request", ErrorCode::kRequestUnfit));
  Request request;
  request.sha256 = sha256_hex(canonical(document));
  request.id = document.at("id").text();
  request.right = document.at("right").text();
  HOLDALL_ASSIGN(request.received, read_timestamp(document.at("received"), "/received"));
  const Value& subject = document.at("subject");
  HOLDALL_ASSIGN(request.subject, read_subject(subject.at("key")));
  request.residence = subject.text_or("residence", "");
  request.country = subject.text_or("country", "");
  request.postal_code = subject.text_or("postal_code", "");
  request.has_account = is_true(subject, "account", true);
  HOLDALL_TRY(read_requester(document.at("requester"), request));
  HOLDALL_TRY(read_delivery(document.at("delivery"), request));
  if (const Value* options = document.find("options")) {
    request.options = *options;
    request.wants_all = is_true(*options, "all", false);
    request.wanted = options->texts("items");
    request.about = options->texts("opt_out");
    for (std::string& each : options->texts("object_to")) {
      request.about.push_back(std::move(each));
    }
    request.consent = options->text_or("consent", "");
  }
  request.decision = document.text_or("decision", "");
  if (const Value* intake = document.find("intake")) {
    read_intake(*intake, request);
  }
  HOLDALL_TRY(read_clock(document.find("clock"), request));
  return request;
}

const Evidence* Request::find_evidence(std::string_view kind) const {
  const auto found =
      std::find_if(evidence_list.begin(), evidence_list.end(), [&](const Evidence& each) { return each.kind == kind; });
  return found == evidence_list.end() ? nullptr : &*found;
}

}  // namespace holdall
