#include "holdall/core/crypto/trust_fields.h"

#include <algorithm>

#include "holdall/core/base/text.h"

namespace holdall::trust_fields {

Error unfit(std::string why) {
  return {ErrorCode::kTrustUnfit, std::move(why), {}};
}

Result<void> check_members(const Value& value, const std::string& where, std::span<const std::string_view> allowed) {
  if (value.object() == nullptr) {
    return unfit((where.empty() ? "it" : where) + " is not an object");
  }
  for (const Value::Member& member : value.members()) {
    if (std::find(allowed.begin(), allowed.end(), member.key) == allowed.end()) {
      return unfit(where + "/" + printable(member.key) + " has no place there");
    }
  }
  return {};
}

Result<std::string> text_at(const Value& value, const std::string& where, std::string_view member) {
  const Value* found = value.find(member);
  if (found == nullptr || found->string() == nullptr || found->string()->empty()) {
    return unfit(where + "/" + std::string(member) + " is not a text");
  }
  return *found->string();
}

Result<std::string> uri_at(const Value& value, const std::string& where, std::string_view member) {
  HOLDALL_ASSIGN(std::string uri, text_at(value, where, member));
  if (!is_absolute_uri(uri)) {
    return unfit(where + "/" + std::string(member) + " is not an absolute URI");
  }
  return uri;
}

Result<Value::Array> array_at(const Value& value, const std::string& where, std::string_view member) {
  const Value* found = value.find(member);
  if (found == nullptr || found->array() == nullptr) {
    return unfit(where + "/" + std::string(member) + " is not an array");
  }
  return *found->array();
}

Result<std::optional<Timestamp>> time_at(const Value& value, const std::string& where, std::string_view member) {
  if (value.find(member) == nullptr) {
    return std::optional<Timestamp>();
  }
  HOLDALL_ASSIGN(const std::string text, text_at(value, where, member));
  const auto at = parse_timestamp(text);
  if (!at) {
    return unfit(where + "/" + std::string(member) + " is not an RFC 3339 time in UTC");
  }
  return at;
}

Result<std::optional<std::string>> age_at(const Value& value, const std::string& where) {
  if (value.find("age") == nullptr) {
    return std::optional<std::string>();
  }
  HOLDALL_ASSIGN(std::string age, text_at(value, where, "age"));
  return std::optional(std::move(age));
}

Result<std::optional<std::int64_t>> number_at(const Value& value, const std::string& where, std::string_view member) {
  const Value* found = value.find(member);
  if (found == nullptr) {
    return std::optional<std::int64_t>();
  }
  if (found->integer() == nullptr || *found->integer() < 0) {
    return unfit(where + "/" + std::string(member) + " is not a whole number");
  }
  return std::optional(*found->integer());
}

}  // namespace holdall::trust_fields
