// JSON values as elements of the XML form, and back (docs/format.md#xml): each JSON text has exactly one element.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"

namespace holdall {

// Appends the element called `name` that stands for `json`, a canonical text. Requires: is_element_name(name).
// Errors: kNotCanonical, kMalformedJson; kLimit where a reader with these limits would refuse the element.
Result<void> append_element(std::string& out, std::string_view name, std::string_view json, const Limits& limits);

// Appends the JSON text that `element`, one whole element, stands for; its members stand as they are ordered there.
// What comes out is only worth something when append_element makes the same element of it again. `name` gets the
// element's own name, if it is given. Errors: kMalformedXml, kLimit.
Result<void> append_json(std::string& out, std::string_view element, std::string* name, const Limits& limits);

// Whether a member of this name is an element of that name.
bool is_element_name(std::string_view name);

}  // namespace holdall
