// What was answered before: laws that let a person ask so often a year count on it.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

// A request that was answered.
struct PastAnswer {
  std::string request;  // its id
  std::string right;    // the profile it was answered under
  Timestamp received;
};

class RequestHistory {
 public:
  virtual ~RequestHistory() = default;
  // Told who a request is about, whose answers may be asked for next. Errors: those of where it is kept.
  virtual Result<void> meet(const Value& subject) = 0;
  // What one person was given, each request once, in the order of the answers. `subject`: the internal key, text or
  // integer. Errors: those of where it is kept.
  virtual Result<std::vector<PastAnswer>> of(const Value& subject) = 0;
};

}  // namespace holdall
