#include "holdall/formats/package/manifest.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/patterns.h"

namespace holdall {
namespace {

constexpr std::string_view kVersion = "1.0";
constexpr std::string_view kMajor = "1.";
constexpr auto kMembers = std::to_array<std::string_view>(
    {"holdall", "id", "iss", "issued", "mode", "aud", "expires", "right", "sub", "cnf", "sections", "crit"});

Error unfit(ErrorCode code, std::string_view pointer, std::string_view why) {
  return {code, std::string(pointer) + ": " + std::string(why), {}};
}

Error malformed(std::string_view pointer, std::string_view why) {
  return unfit(ErrorCode::kManifest, pointer, why);
}

Result<std::string> text_at(const Value& manifest, std::string_view member) {
  const Value* found = manifest.find(member);
  if (found == nullptr || found->string() == nullptr || found->string()->empty() || found->string()->size() > 2048) {
    return malformed("/" + std::string(member), "not a text of 1 to 2048 bytes");
  }
  return *found->string();
}

Result<std::string> uri_at(const Value& manifest, std::string_view member) {
  HOLDALL_ASSIGN(std::string text, text_at(manifest, member));
  if (!is_absolute_uri(text)) {
    return malformed("/" + std::string(member), "not an absolute URI");
  }
  return text;
}

// `code`: what a time that cannot be compared is refused as.
Result<Timestamp> time_at(const Value& manifest, std::string_view member, ErrorCode code) {
  const std::string text = manifest.text_or(member, "");
  const auto at = parse_timestamp(text);
  if (!at || format_timestamp(*at) != text) {
    return unfit(code, "/" + std::string(member), "not an RFC 3339 time in UTC");
  }
  return *at;
}

// urn:uuid: with version 4 or 7 in lower case.
bool is_bundle_id(std::string_view id) {
  return pattern_named("uuid")->matches(id);
}

// The version decides how the rest is read. A higher minor version may bring members that this reader passes over.
Result<bool> read_version(const Value& manifest) {
  HOLDALL_ASSIGN(const std::string version, text_at(manifest, "holdall"));
  const std::string_view minor = std::string_view(version).substr(std::min(kMajor.size(), version.size()));
  if (!version.starts_with(kMajor) || minor.empty() || minor.size() > 6 ||
      minor.find_first_not_of("0123456789") != std::string_view::npos || (minor.size() > 1 && minor[0] == '0')) {
    return Error{ErrorCode::kVersion, "/holdall: only version 1 is known here", {}};
  }
  return version == kVersion;
}

Result<void> check_members(const Value& manifest, bool exact) {
  if (const Value* critical = manifest.find("crit")) {
    if (critical->array() == nullptr || critical->items().empty()) {
      return malformed("/crit", "not a list of member names");
    }
    return Error{ErrorCode::kCritical, "/crit: names members that this reader does not implement", {}};
  }
  for (const Value::Member& member : manifest.members()) {
    const bool known = std::find(kMembers.begin(), kMembers.end(), member.key) != kMembers.end();
    if (exact && !known) {
      return malformed("/" + printable(pointer_token(member.key)), "not a member that this reader knows");
    }
  }
  return {};
}

Result<std::optional<SubjectRef>> read_subject(const Value& manifest) {
  const Value* sub = manifest.find("sub");
  if (sub == nullptr) {
    return std::optional<SubjectRef>();
  }
  if (sub->object() == nullptr || sub->members().size() != 1) {
    return unfit(ErrorCode::kSubjectMismatch, "/sub", "not exactly one of id and token");
  }
  const SubjectRef subject{sub->text_or("id", ""), sub->text_or("token", "")};
  const auto token = base64url_decode(subject.token);
  if (subject.id.empty() == subject.token.empty() || subject.id.size() > 512 ||
      (!subject.token.empty() && (!token || token->size() != 32))) {
    return unfit(ErrorCode::kSubjectMismatch, "/sub", "not exactly one of id and token");
  }
  return std::optional(subject);
}

// {"jwk": {"crv", "kty", "x"}}
Value confirmation_of(const PublicKey& holder) {
  const Value jwk = holder.jwk();
  return Value::Object{{"jwk", Value::Object{{"crv", jwk.at("crv")}, {"kty", jwk.at("kty")}, {"x", jwk.at("x")}}}};
}

Result<std::optional<PublicKey>> read_holder(const Value& manifest) {
  const Value* cnf = manifest.find("cnf");
  if (cnf == nullptr) {
    return std::optional<PublicKey>();
  }
  const Value* jwk = cnf->find("jwk");
  const auto key = jwk == nullptr ? Result<PublicKey>(malformed("", "")) : PublicKey::from_jwk(*jwk);
  if (!key.ok() || canonical(confirmation_of(key.value())) != canonical(*cnf)) {
    return malformed("/cnf", "not exactly the public key of a holder");
  }
  return std::optional(key.value());
}

Result<std::vector<SignedSegment>> read_sections(const Value& manifest) {
  const Value* list = manifest.find("sections");
  if (list == nullptr || list->array() == nullptr || list->items().empty()) {
    return malformed("/sections", "not a list of digests");
  }
  std::vector<SignedSegment> segments;
  for (const Value& item : list->items()) {
    const SignedSegment segment{item.text_or("sha256", ""), item.text_or("root", "")};
    const bool has_root = item.find("root") != nullptr;
    if (item.object() == nullptr || item.members().size() != (has_root ? 2U : 1U) || !is_hex_sha256(segment.sha256) ||
        (has_root && !is_hex_sha256(segment.root))) {
      return malformed("/sections/" + std::to_string(segments.size()),
                       "not exactly {\"sha256\"} or {\"root\",\"sha256\"}");
    }
    if (!segments.empty() && segments.back().sha256 >= segment.sha256) {
      return malformed("/sections/" + std::to_string(segments.size()), "out of order or twice");
    }
    segments.push_back(segment);
  }
  return segments;
}

Result<std::vector<std::string>> read_audience(const Value& manifest) {
  const Value* list = manifest.find("aud");
  if (list == nullptr || list->array() == nullptr || list->items().empty() || list->items().size() > 64) {
    return unfit(ErrorCode::kAudience, "/aud", "a transfer names its audience");
  }
  std::vector<std::string> audience;
  for (const Value& item : list->items()) {
    if (item.string() == nullptr || !is_absolute_uri(*item.string())) {
      return unfit(ErrorCode::kAudience, "/aud/" + std::to_string(audience.size()), "not an absolute URI");
    }
    audience.push_back(*item.string());
  }
  return audience;
}

Result<void> read_mode(const Value& value, Manifest& manifest) {
  const std::string mode = value.text_or("mode", "");
  if (mode == "copy") {
    manifest.mode = Mode::kCopy;
    return value.find("aud") == nullptr && value.find("expires") == nullptr
               ? Result<void>()
               : malformed("/mode", "a copy has neither audience nor expiry");
  }
  if (mode != "transfer") {
    return malformed("/mode", "neither copy nor transfer");
  }
  manifest.mode = Mode::kTransfer;
  HOLDALL_ASSIGN(manifest.audience, read_audience(value));
  HOLDALL_ASSIGN(manifest.expires, time_at(value, "expires", ErrorCode::kExpired));
  return manifest.subject ? Result<void>()
                          : unfit(ErrorCode::kSubjectMismatch, "/sub", "a transfer says who it is about");
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  Value::Array sections;
  for (const SignedSegment& segment : manifest.sections) {
    sections.push_back(segment.root.empty() ? Value::Object{{"sha256", segment.sha256}}
                                            : Value::Object{{"root", segment.root}, {"sha256", segment.sha256}});
  }
  Value value(Value::Object{{"holdall", kVersion},
                            {"id", manifest.id},
                            {"iss", manifest.iss},
                            {"issued", format_timestamp(manifest.issued)},
                            {"mode", manifest.mode == Mode::kCopy ? "copy" : "transfer"},
                            {"right", manifest.right},
                            {"sections", std::move(sections)}});
  if (manifest.mode == Mode::kTransfer) {
    HOLDALL_CHECK(manifest.expires.has_value() && !manifest.audience.empty() && manifest.subject.has_value());
    value.set("aud", Value::Array(manifest.audience.begin(), manifest.audience.end()));
    value.set("expires", format_timestamp(*manifest.expires));
  }
  if (manifest.holder) {
    value.set("cnf", confirmation_of(*manifest.holder));
  }
  if (manifest.subject) {
    const bool by_id = !manifest.subject->id.empty();
    value.set("sub", Value::Object{{by_id ? "id" : "token", by_id ? manifest.subject->id : manifest.subject->token}});
  }
  return canonical(value);
}

Result<Manifest> read_manifest(std::string_view bytes) {
  HOLDALL_ASSIGN(const Value value, parse_canonical(bytes));
  if (value.object() == nullptr) {
    return malformed("", "not a JSON object");
  }
  HOLDALL_ASSIGN(const bool exact, read_version(value));
  HOLDALL_TRY(check_members(value, exact));
  Manifest manifest;
  HOLDALL_ASSIGN(manifest.id, text_at(value, "id"));
  if (!is_bundle_id(manifest.id)) {
    return malformed("/id", "not urn:uuid: with a version 4 or 7 UUID");
  }
  HOLDALL_ASSIGN(manifest.iss, uri_at(value, "iss"));
  HOLDALL_ASSIGN(manifest.issued, time_at(value, "issued", ErrorCode::kFromFuture));
  HOLDALL_ASSIGN(manifest.right, text_at(value, "right"));
  HOLDALL_ASSIGN(manifest.subject, read_subject(value));
  HOLDALL_ASSIGN(manifest.holder, read_holder(value));
  HOLDALL_ASSIGN(manifest.sections, read_sections(value));
  HOLDALL_TRY(read_mode(value, manifest));
  return manifest;
}

}  // namespace holdall
