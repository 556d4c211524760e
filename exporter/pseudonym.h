// What stands for another person in the texts of one: the same in every export of that one, and linked to nothing else.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/secret.h"
#include "holdall/core/json/value.h"

namespace holdall {

class Pseudonyms {
 public:
  // `secret` is PrivateKey::derive("holdall-pseudonym/1"); `subject` the internal key of the person whose texts they
  // are.
  Pseudonyms(Secret secret, std::string_view iss, const Value& subject);
  // kPseudonymLength characters of base32 (RFC 4648 §6 in lower case): the first 40 bits of HMAC-SHA-256(secret,
  // iss ‖ subject ‖ identity), each prefixed by its length as u64be. Among 10 000 others in one person's texts, two
  // have the same with a probability of 1 in 20 000; it says then no more than that they may be one.
  [[nodiscard]] std::string of(std::string_view identity) const;

 private:
  Secret secret_;
  std::string prefix_;
};

}  // namespace holdall
