// Reading the documents of trust: members that must be there, of the right type, and no others. `where` is the JSON
// Pointer of the value that is read. Private to core/crypto. Errors: kTrustUnfit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall::trust_fields {

Error unfit(std::string why);
// Refuses values that are no object, and members outside `allowed`.
Result<void> check_members(const Value& value, const std::string& where, std::span<const std::string_view> allowed);
Result<std::string> text_at(const Value& value, const std::string& where, std::string_view member);  // not empty
Result<std::string> uri_at(const Value& value, const std::string& where, std::string_view member);   // absolute
Result<Value::Array> array_at(const Value& value, const std::string& where, std::string_view member);
// Nothing where the member is absent.
Result<std::optional<Timestamp>> time_at(const Value& value, const std::string& where, std::string_view member);
Result<std::optional<std::string>> age_at(const Value& value, const std::string& where);
Result<std::optional<std::int64_t>> number_at(const Value& value, const std::string& where, std::string_view member);

}  // namespace holdall::trust_fields
