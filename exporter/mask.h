// What identifies other people in a text, blackened: e-mail addresses, telephone and other numbers, and named persons.
//
// For texts that are about the data subject and written by others (action `mask`, THIRD_PERSON_RIGHTS): the rest of the
// text stays, and so does what is the person's own. It errs on the side of the others: a row of digits that may be a
// number is taken for one. Names are found where the row or the source (known_people.h) has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "holdall/exporter/mask/number.h"

namespace holdall {

enum class MaskKind : std::uint8_t { kEmail, kPhone, kNumber, kPerson, kRole, kTyped };

// What is to be replaced in a text.
struct Mention {
  std::size_t begin = 0;
  std::size_t end = 0;
  MaskKind kind = MaskKind::kNumber;
  std::string label;     // the role; else the pseudonym, or nothing
  std::string identity;  // of a known person: what the pseudonym stands for
};

// e-mail, phone, number, person, role, typed
std::string_view mask_word(MaskKind kind);
// A text as its identity is compared: an address in lower case, of anything else the letters and digits.
std::string plain_identity(MaskKind kind, std::string_view text);
constexpr std::size_t kPseudonymLength = 8;

class Masker {
 public:
  // A person that the row itself names: {"Erik Lund", "agent"}.
  struct Role {
    std::string_view name;
    std::string_view role;
  };
  struct Masked {
    std::string_view text;
    bool replaced = false;
  };

  // `own`: the person's own e-mail addresses, telephone numbers and ids, in any spelling.
  explicit Masker(const std::vector<std::string>& own);

  // `text` with addresses as "[e-mail]", telephone numbers as "[phone]", other numbers and ids as "[number]", and each
  // of `roles` as "[role]": the whole name in any case, and of a name of two words each alone as it is spelt; as words
  // of their own, but within those of scripts without blanks. The person's own stay: addresses in any case, numbers by
  // their digits with and without the country's prefix, ids without regard to case and signs. The result is `text`
  // itself where nothing was replaced, else a view of `buffer`, which is overwritten. In linear time.
  // Requires: `text` is not in `buffer`.
  Masked mask(std::string_view text, std::span<const Role> roles, std::string& buffer) const;

  // The same in two steps. What is found, in order and apart from each other; `known` is what the source knows to be
  // others', in order. Who typed a mark like those that stand for what was found, "[e-mail:k7qm2xab]" or "[agent]", is
  // found too: it becomes "[typed e-mail:k7qm2xab]", so that a mark in the result is always one of ours.
  [[nodiscard]] std::vector<Mention> find(std::string_view text, std::span<const Role> roles,
                                          std::span<const Mention> known) const;
  static Masked write(std::string_view text, std::span<const Mention> found, std::string& buffer);

 private:
  class Pass;
  [[nodiscard]] bool is_own_id(std::string_view text) const;
  [[nodiscard]] bool is_own_email(std::string_view text) const;

  std::unordered_set<std::string> emails_;  // in lower case
  std::unordered_set<std::string> ids_;     // letters and digits in lower case
  OwnNumbers numbers_;
};

}  // namespace holdall
