// Whether consents may say that they conform to ISO/IEC TS 27560 (docs/interop.md#consents). Internal to exporter/map.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"

namespace holdall {

// A part of section `consents` that sets `conforms_to` sets every field that the standard makes mandatory. What stands
// within a JSON column, and whether a row has a value, cannot be seen here. Errors: kMapUnfit with a JSON Pointer.
Result<void> check_consent_claim(const Part& part);

}  // namespace holdall
