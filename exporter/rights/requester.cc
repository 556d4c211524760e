#include "holdall/exporter/rights/requester.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace holdall {
namespace {

constexpr std::string_view kPermission = "signed_permission";

Error refuse(ErrorCode code, std::string_view pointer, const std::string& what, std::string hint = {}) {
  return Error{code, std::string(pointer) + ": " + what, std::move(hint)};
}

// The code a profile names for missing evidence, or `otherwise`.
ErrorCode code_for(const Value& rule, std::string_view member, ErrorCode otherwise) {
  const ErrorInfo* info = find_law(rule.text_or(member, ""));
  return info != nullptr ? info->code : otherwise;
}

bool lists(const Value* list, std::string_view word) {
  return list != nullptr && std::any_of(list->items().begin(), list->items().end(),
                                        [&](const Value& each) { return each.text() == word; });
}

// Evidence of that kind that stands: neither revoked nor expired at receipt.
bool has_evidence(const Request& request, std::string_view kind) {
  const Evidence* evidence = request.find_evidence(kind);
  if (evidence == nullptr) {
    return false;
  }
  const Value* revoked = evidence->particulars.find("revoked");
  const std::string expires = evidence->particulars.is_null() ? "" : evidence->particulars.text_or("expires", "");
  const auto day = parse_date(expires.substr(0, 10));
  const bool is_over = !expires.empty() && (!day.has_value() || *day < date_of(request.received));
  return !is_over && (revoked == nullptr || (revoked->boolean() != nullptr && !*revoked->boolean()));
}

// The first of `kinds` that is neither evidence of the request nor its method of verification; nullptr: none is
// missing.
const std::string* find_missing(const Value* kinds, const Request& request) {
  for (std::size_t i = 0; kinds != nullptr && i < kinds->items().size(); ++i) {
    const std::string& kind = kinds->items()[i].text();
    if (!has_evidence(request, kind) && request.verification.method != kind) {
      return &kind;
    }
  }
  return nullptr;
}

Result<void> check_method(const Value* accepted, const Request& request) {
  if (accepted == nullptr || lists(accepted, request.verification.method)) {
    return {};
  }
  return refuse(ErrorCode::kUnverifiedRequest, "/requester/verification/method", "is not one that this right accepts",
                "holdall profile show names them");
}

Result<void> check_subject(const Value& rule, const Request& request) {
  if (const Value* points = rule.find("no_account"); points != nullptr && !request.has_account) {
    const std::string* missing = find_missing(points, request);
    return missing == nullptr ? Result<void>()
                              : refuse(ErrorCode::kUnverifiedRequest, "/requester", "lacks " + *missing);
  }
  const Value* methods = rule.find("account_holder");
  HOLDALL_TRY(check_method(methods != nullptr ? methods : rule.find("assurance"), request));
  if (const std::string* missing = find_missing(rule.find("evidence"), request)) {
    return refuse(ErrorCode::kIncompleteRequest, "/requester/evidence", "lacks " + *missing);
  }
  return {};
}

// A signed permission says what the law wants said.
Result<void> check_permission(const Value& rule, const Request& request, ErrorCode missing) {
  const Evidence* permission = request.find_evidence(kPermission);
  const Value* fields = rule.find("permission_fields");
  for (std::size_t i = 0; permission != nullptr && fields != nullptr && i < fields->items().size(); ++i) {
    const std::string& field = fields->items()[i].text();
    const Value* stated = permission->particulars.find(field);
    if (stated == nullptr || stated->string() == nullptr || stated->text().empty()) {
      return refuse(missing, "/requester/evidence", "the signed permission lacks " + field);
    }
  }
  return {};
}

// Who acts for another one is identified as the person would be, and never by nothing.
Result<void> check_identity(const Value* subject, const Request& request) {
  if (subject == nullptr || subject->is_null()) {
    return {};
  }
  if (request.verification.method == "opt_out_unverified") {
    return refuse(ErrorCode::kUnverifiedRequest, "/requester/verification/method", "does not identify the person");
  }
  const Value* methods = subject->find("account_holder");
  return check_method(methods != nullptr ? methods : subject->find("assurance"), request);
}

// Where the law has the person verified, it is the person's identity that was established, else the agent's own.
Result<void> check_agent(const Value& rule, const Value* subject, const Request& request) {
  const Value* verifies = rule.find("verify_subject");
  if (verifies != nullptr && verifies->boolean() != nullptr && *verifies->boolean()) {
    HOLDALL_TRY(check_identity(subject, request));
  }
  const ErrorCode missing = code_for(rule, "missing", ErrorCode::kAgentNoPermission);
  if (const std::string* absent = find_missing(rule.find("evidence"), request)) {
    return refuse(missing, "/requester/evidence", "lacks " + *absent);
  }
  const Value* alternatives = rule.find("evidence_any");
  if (alternatives == nullptr) {
    return {};
  }
  bool permitted = false;
  for (const Value& kinds : alternatives->items()) {
    if (find_missing(&kinds, request) != nullptr) {
      continue;
    }
    if (!lists(&kinds, kPermission)) {
      return {};  // a power of attorney needs no further proof (Probate Code 4121-4130; 11 CCR 7063(b))
    }
    permitted = true;
  }
  return permitted ? check_permission(rule, request, missing)
                   : refuse(missing, "/requester/evidence", "shows no permission of the person",
                            "ask once for a signed permission or a power of attorney");
}

Result<void> check_guardian(const Value& rule, const Value* subject, const Request& request) {
  HOLDALL_TRY(check_identity(subject, request));
  const ErrorCode missing = code_for(rule, "missing", ErrorCode::kIncompleteRequest);
  if (const std::string* absent = find_missing(rule.find("evidence"), request)) {
    return refuse(missing, "/requester/evidence", "lacks " + *absent);
  }
  const std::string check = rule.text_or("check", "");
  if (!check.empty() && !has_evidence(request, check)) {
    return refuse(ErrorCode::kIncompleteRequest, "/requester/evidence", "lacks " + check,
                  "a person must look at it and record that it was done");
  }
  return {};
}

Result<void> check_heir(const Value& rule, const Value* subject, const Request& request) {
  const ErrorCode otherwise = code_for(rule, "default", ErrorCode::kHeirNotRecognised);
  std::string needed;
  if (const Value* countries = rule.find("by_country")) {
    const std::string& place = request.place();
    needed = countries->text_or(place, countries->text_or(place.substr(0, place.find('-')), ""));
    if (needed.empty()) {
      return refuse(otherwise, "/requester/kind", "the law of the person's country gives heirs no such right");
    }
  } else if (rule.find("evidence") == nullptr) {
    return refuse(otherwise, "/requester/kind", "this right is not for heirs");
  }
  if (request.find_evidence("deceased_forbade") != nullptr) {
    return refuse(ErrorCode::kHeirNotRecognised, "/requester/evidence", "the deceased forbade it");
  }
  HOLDALL_TRY(check_identity(subject, request));
  if (!has_evidence(request, "proof_of_death")) {
    return refuse(ErrorCode::kIncompleteRequest, "/requester/evidence", "lacks proof_of_death");
  }
  const std::string* missing = find_missing(rule.find("evidence"), request);
  missing = missing == nullptr && !needed.empty() && !has_evidence(request, needed) ? &needed : missing;
  return missing == nullptr ? Result<void>()
                            : refuse(ErrorCode::kIncompleteRequest, "/requester/evidence", "lacks " + *missing);
}

bool is_stated(const Request& request, std::string_view alternatives) {
  const auto& stated = request.intake.stated;
  for (;;) {
    const std::size_t bar = alternatives.find('|');
    if (std::find(stated.begin(), stated.end(), alternatives.substr(0, bar)) != stated.end()) {
      return true;
    }
    if (bar == std::string_view::npos) {
      return false;
    }
    alternatives.remove_prefix(bar + 1);
  }
}

}  // namespace

Result<void> check_requester(const Profile& profile, const Request& request) {
  const Value* requesters = profile.document().find("requesters");
  const Value* rule = requesters == nullptr ? nullptr : requesters->find(request.requester);
  const Value* subject = requesters == nullptr ? nullptr : requesters->find("subject");
  if (rule == nullptr || rule->is_null()) {
    const ErrorCode code = request.requester == "heir" ? ErrorCode::kHeirNotRecognised : ErrorCode::kRequesterRefused;
    return refuse(code, "/requester/kind", "the right knows no " + request.requester,
                  "the data subject may make this request");
  }
  if (request.requester == "agent") {
    return check_agent(*rule, subject, request);
  }
  if (request.requester == "guardian") {
    return check_guardian(*rule, subject, request);
  }
  return request.requester == "heir" ? check_heir(*rule, subject, request) : check_subject(*rule, request);
}

Result<void> check_intake(const Profile& profile, const Request& request) {
  const Value* rule = profile.document().find("request");
  if (rule == nullptr) {
    return {};
  }
  const std::string tag = rule->text_or("subject_tag", "");
  if (request.intake.reference.find(tag) == std::string::npos) {
    return refuse(ErrorCode::kIncompleteRequest, "/intake/reference", "does not refer to the words \"" + tag + "\"",
                  "the request must refer to them and state what profile show lists as required");
  }
  const Value* fields = rule->find("required_fields");
  for (std::size_t i = 0; fields != nullptr && i < fields->items().size(); ++i) {
    const std::string& field = fields->items()[i].text();
    if (!is_stated(request, field)) {
      return refuse(ErrorCode::kIncompleteRequest, "/intake/stated", "lacks " + field);
    }
  }
  const bool is_formal = (fields != nullptr && !fields->items().empty()) || !tag.empty();
  if (is_formal && !request.intake.designated_address) {
    return refuse(ErrorCode::kIncompleteRequest, "/intake/designated_address", "it was not sent where the notice says");
  }
  return {};
}

}  // namespace holdall
