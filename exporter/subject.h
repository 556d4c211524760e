// Who the request is about, in the controller's own terms.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/exporter/rights/request.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

// The internal key of the one person that all named keys lead to, or that the plain text leads to under the first key
// of the map that knows it. Errors: kNoData where nobody is found (or the keys disagree), kIncompleteRequest where more
// than one person is; kRequestUnfit for a name that is no key of the map; those of the source. Messages never show
// keys.
Result<Value> find_subject(const SubjectQuery& query, const SubjectTable& people, Source& source);

}  // namespace holdall
