// Which requests of a person were answered before: what frequency limits of laws count.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {

struct PastAnswer {
  std::string request;  // its id
  std::string right;    // profile and version; of two laws, both with `+` between
  Timestamp received;
};

class RequestHistory {
 public:
  virtual ~RequestHistory() = default;
  // Answers to the person with that internal key (text or integer), each request once, in no order. Errors: kIo.
  virtual Result<std::vector<PastAnswer>> of(const Value& subject) = 0;
};

}  // namespace holdall
