#include "holdall/exporter/request_section.h"

#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"

namespace holdall {
namespace {

void set_text(Value& record, std::string_view member, const std::string& text) {
  if (!text.empty()) {
    record.set(member, text);
  }
}

Value requester_of(const Request& request) {
  Value verification{Value::Object{}};
  verification.set("method", request.verification.method);
  verification.set("at", format_timestamp(request.verification.at));
  verification.set("level", request.verification.level);
  Value requester{Value::Object{}};
  requester.set("kind", request.requester);
  requester.set("verification", std::move(verification));
  if (!request.evidence.is_null()) {
    requester.set("evidence", request.evidence);
  }
  return requester;
}

}  // namespace

Value request_record(const AuthorisedRequest& authorised, const PrivateKey& key) {
  const Request& request = authorised.request();
  const Secret secret = key.derive("holdall-request/1");
  Value record{Value::Object{}};
  record.set("id", request.id);
  record.set("binding", base64url_encode(hmac_sha256(
                            secret.reveal(), as_bytes(request.sha256 + authorised.scope().decisions().sha256))));
  record.set("received", format_timestamp(request.received));
  record.set("right", authorised.right());
  record.set("requested", request.right);
  record.set("requester", requester_of(request));
  set_text(record, "residence", request.residence);
  set_text(record, "country", request.country);
  if (const auto& due = authorised.ruling().dates.due) {
    record.set("expected_by", format_timestamp(start_of(*due)));
  }
  record.set("mode", request.mode == Mode::kCopy ? "copy" : "transfer");
  set_text(record, "audience", request.audience);
  if (request.expires.has_value()) {
    record.set("expires", format_timestamp(*request.expires));
  }
  if (!request.options.is_null()) {
    record.set("options", request.options);
  }
  return record;
}

Manifest manifest_for(const AuthorisedRequest& authorised, const std::string& iss, std::string id, Timestamp issued) {
  const Request& request = authorised.request();
  Manifest manifest;
  manifest.id = std::move(id);
  manifest.iss = iss;
  manifest.issued = Timestamp{issued.seconds, 0};
  manifest.mode = request.mode;
  if (request.mode == Mode::kTransfer) {
    manifest.audience = {request.audience};
    manifest.expires = request.expires;
  }
  manifest.right = authorised.right();
  manifest.subject = request.sub;
  manifest.holder = request.holder;
  return manifest;
}

bool answers(const Manifest& manifest, const AuthorisedRequest& authorised, const std::string& iss) {
  const Manifest wanted = manifest_for(authorised, iss, manifest.id, manifest.issued);
  return manifest.iss == wanted.iss && manifest.mode == wanted.mode && manifest.audience == wanted.audience &&
         manifest.expires == wanted.expires && manifest.right == wanted.right && manifest.subject == wanted.subject &&
         manifest.holder == wanted.holder;
}

}  // namespace holdall
