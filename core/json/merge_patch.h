// JSON Merge Patch (RFC 7396): a document that says only what differs from another.
#pragma once

#include "holdall/core/json/value.h"

namespace holdall {

// `target` with `patch` applied: null removes a member, an object goes into its namesake, anything else replaces.
Value merge_patch(Value target, const Value& patch);

}  // namespace holdall
