#include "holdall/exporter/mask.h"

#include <algorithm>
#include <cstddef>

#include "holdall/exporter/mask/characters.h"
#include "holdall/exporter/mask/email.h"
#include "holdall/exporter/mask/identifier.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestName = 256;  // bytes; what is longer is no name
constexpr std::string_view kTyped = "typed ";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Full-width forms as ASCII; of other characters the bytes, or nothing where `only_words`.
std::string plain(std::string_view text, bool only_words) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (c.value < 0x80) {
      if (!only_words || is_alnum(c.value)) {
        out.push_back(lower(static_cast<char>(c.value)));
      }
    } else if (!only_words || is_word(c.value)) {
      out.append(text.substr(at, c.size));
    }
    at += c.size;
  }
  return out;
}

// A spelling of a name, and what stands for it.
struct Pattern {
  std::string_view name;
  std::string_view role;
  bool any_case = false;
};

bool matches(const Pattern& pattern, std::string_view text) {
  const std::string_view begin = text.substr(0, pattern.name.size());
  if (!pattern.any_case) {
    return begin == pattern.name;
  }
  return std::equal(begin.begin(), begin.end(), pattern.name.begin(), pattern.name.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= name.size();) {
    const Character c = character_at(name, at);
    if (c.size == 0 || c.value == U' ') {
      if (at > begin) {
        words.push_back(name.substr(begin, at - begin));
      }
      begin = at + c.size;
    }
    at += std::max<std::size_t>(c.size, 1);
  }
  return words;
}

// Not an initial: "A." or "A".
bool can_stand_alone(std::string_view word) {
  const Character first = character_at(word, 0);
  return word.back() != '.' && (is_unspaced(first.value) || word.size() > first.size);
}

// The longest first.
std::vector<Pattern> patterns_of(std::span<const Masker::Role> roles) {
  std::vector<Pattern> patterns;
  for (const Masker::Role& role : roles) {
    if (role.name.size() > kLongestName) {
      continue;
    }
    const auto words = words_of(role.name);
    if (words.empty()) {
      continue;
    }
    const auto begin = static_cast<std::size_t>(words.front().data() - role.name.data());
    const auto end = static_cast<std::size_t>(words.back().data() - role.name.data()) + words.back().size();
    patterns.push_back({role.name.substr(begin, end - begin), role.role, true});
    if (words.size() == 2) {
      for (const std::string_view word : words) {
        if (can_stand_alone(word)) {
          patterns.push_back({word, role.role, false});
        }
      }
    }
  }
  std::stable_sort(patterns.begin(), patterns.end(),
                   [](const Pattern& a, const Pattern& b) { return a.name.size() > b.name.size(); });
  return patterns;
}

}  // namespace

// One text on its way from left to right.
class Masker::Pass {
 public:
  Pass(const Masker& masker, std::string_view text, std::span<const Role> roles, std::span<const Mention> known)
      : masker_(masker), text_(text), roles_(roles), patterns_(patterns_of(roles)), known_(known) {}

  std::vector<Mention> run() {
    char32_t before = 0;
    for (std::size_t at = 0; at < text_.size();) {
      const Character c = character_at(text_, at);
      const std::size_t end = find(at, c.value, before);
      before = end == at ? c.value : character_before(text_, end).value;
      at = end == at ? at + c.size : end;
    }
    return std::move(found_);
  }

 private:
  // The end of what begins at `at`, replaced or not; `at` where nothing does.
  std::size_t find(std::size_t at, char32_t c, char32_t before) {
    if (at >= emails_until_) {
      if (const std::size_t end = find_address(at); end != at) {
        return end;
      }
    }
    if (const std::size_t end = find_name(at, c, before); end != at) {
      return end;
    }
    if (const std::size_t end = find_known(at); end != at) {
      return end;
    }
    if (c == U'[') {
      return find_typed(at);
    }
    if (is_word(before)) {
      return is_digit(c) && !is_digit(before) ? find_digits(at) : at;
    }
    if (is_alnum(c) || c == U':') {
      if (const std::size_t end = find_id(at); end != at) {
        return end;
      }
    }
    return is_digit(c) || c == U'+' || c == U'(' ? find_digits(at) : at;
  }

  std::size_t find_address(std::size_t at) {
    const EmailSearch search = find_email(text_, at);
    emails_until_ = search.end;
    if (search.begin == search.end) {
      return at;
    }
    if (!masker_.is_own_email(text_.substr(search.begin, search.end - search.begin))) {
      add(search.begin, search.end, MaskKind::kEmail);
    }
    return search.end;
  }

  std::size_t find_name(std::size_t at, char32_t c, char32_t before) {
    const bool inside_word = is_word(before) && is_word(c);
    for (const Pattern& pattern : patterns_) {
      if (inside_word || !matches(pattern, text_.substr(at))) {
        continue;
      }
      const std::size_t end = at + pattern.name.size();
      if (is_end_of_word(end)) {
        add(at, end, MaskKind::kRole, pattern.role);
        return end;
      }
    }
    return at;
  }

  // Where a name ends: a genitive -s belongs to what follows it.
  bool is_end_of_word(std::size_t end) const {
    const Character next = character_at(text_, end);
    return !is_word(character_before(text_, end).value) || !is_word(next.value) ||
           (next.value == U's' && !is_word(character_at(text_, end + next.size).value));
  }

  std::size_t find_id(std::size_t at) {
    const std::size_t end = identifier_end(text_, at);
    if (end != at && !masker_.is_own_id(text_.substr(at, end - at))) {
      add(at, end, MaskKind::kNumber);
    }
    return end;
  }

  std::size_t find_digits(std::size_t at) {
    const FoundNumber found = find_number(text_, at, masker_.numbers_);
    const bool is_other = found.kind == NumberKind::kPhone || found.kind == NumberKind::kOther;
    if (is_other && !masker_.is_own_id(text_.substr(at, found.end - at))) {
      add(at, found.end, found.kind == NumberKind::kPhone ? MaskKind::kPhone : MaskKind::kNumber);
    }
    return found.end;
  }

  std::size_t find_known(std::size_t at) {
    while (next_known_ < known_.size() && known_[next_known_].begin < at) {
      ++next_known_;  // within what was found already
    }
    if (next_known_ == known_.size() || known_[next_known_].begin != at) {
      return at;
    }
    const Mention& known = known_[next_known_++];
    if (known.kind == MaskKind::kNumber && masker_.is_own_id(text_.substr(at, known.end - at))) {
      return at;
    }
    found_.push_back(known);
    return known.end;
  }

  // A mark that somebody typed, or pasted from another export.
  std::size_t find_typed(std::size_t at) {
    std::string_view rest = text_.substr(at + 1);
    while (rest.starts_with(kTyped)) {
      rest.remove_prefix(kTyped.size());
    }
    const std::size_t length = std::max(mark_length(rest), role_length(rest));
    if (length == 0 || length >= rest.size() || rest[length] != ']') {
      return at;
    }
    add(at + 1, at + 1, MaskKind::kTyped);
    return text_.size() - rest.size() + length + 1;
  }

  // e-mail:k7qm2xab
  static std::size_t mark_length(std::string_view text) {
    for (const MaskKind kind : {MaskKind::kEmail, MaskKind::kPhone, MaskKind::kNumber, MaskKind::kPerson}) {
      const std::string_view word = mask_word(kind);
      if (text.starts_with(word) && text.substr(word.size()).starts_with(':')) {
        const std::string_view label = text.substr(word.size() + 1, kPseudonymLength);
        const bool fits = label.size() == kPseudonymLength && std::all_of(label.begin(), label.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
                          });
        return fits ? word.size() + 1 + kPseudonymLength : 0;
      }
    }
    return 0;
  }

  [[nodiscard]] std::size_t role_length(std::string_view text) const {
    for (const Role& role : roles_) {
      if (text.starts_with(role.role) && text.substr(role.role.size()).starts_with(']')) {
        return role.role.size();
      }
    }
    return 0;
  }

  void add(std::size_t begin, std::size_t end, MaskKind kind, std::string_view label = {}) {
    found_.push_back({begin, end, kind, std::string(label), {}});
  }

  const Masker& masker_;
  std::string_view text_;
  std::span<const Role> roles_;
  std::vector<Pattern> patterns_;
  std::span<const Mention> known_;
  std::size_t next_known_ = 0;
  std::size_t emails_until_ = 0;  // no address begins before
  std::vector<Mention> found_;
};

std::string_view mask_word(MaskKind kind) {
  switch (kind) {
    case MaskKind::kEmail:
      return "e-mail";
    case MaskKind::kPhone:
      return "phone";
    case MaskKind::kPerson:
      return "person";
    case MaskKind::kRole:
      return "role";
    case MaskKind::kTyped:
      return "typed";
    case MaskKind::kNumber:
      break;
  }
  return "number";
}

std::string plain_identity(MaskKind kind, std::string_view text) {
  return plain(text, kind != MaskKind::kEmail);
}

Masker::Masker(const std::vector<std::string>& own) {
  for (const std::string& each : own) {
    if (each.find('@') != std::string::npos) {
      emails_.insert(plain(each, false));
      continue;
    }
    numbers_.add(each);
    ids_.insert(plain(each, true));
    for (std::size_t at = 0; at < each.size(); at += character_at(each, at).size) {
      const std::size_t end = is_word(character_before(each, at).value) ? at : identifier_end(each, at);
      if (end != at) {
        ids_.insert(plain(std::string_view(each).substr(at, end - at), true));  // of shes-9e3779b1 the last part
      }
    }
  }
}

bool Masker::is_own_id(std::string_view text) const {
  return ids_.count(plain(text, true)) != 0;
}

// An address may have run into the next sentence: "…@berg.example.Tack".
bool Masker::is_own_email(std::string_view text) const {
  const std::string address = plain(text, false);
  return emails_.count(address) != 0 || emails_.count(address.substr(0, address.rfind('.'))) != 0;
}

Masker::Masked Masker::mask(std::string_view text, std::span<const Role> roles, std::string& buffer) const {
  return write(text, find(text, roles, {}), buffer);
}

std::vector<Mention> Masker::find(std::string_view text, std::span<const Role> roles,
                                  std::span<const Mention> known) const {
  return Pass(*this, text, roles, known).run();
}

Masker::Masked Masker::write(std::string_view text, std::span<const Mention> found, std::string& buffer) {
  if (found.empty()) {
    return {text, false};
  }
  buffer.clear();
  std::size_t copied = 0;
  for (const Mention& each : found) {
    buffer.append(text.substr(copied, each.begin - copied));
    if (each.kind == MaskKind::kTyped) {
      buffer.append(kTyped);
    } else {
      const bool is_role = each.kind == MaskKind::kRole;
      buffer.append("[").append(is_role ? std::string_view(each.label) : mask_word(each.kind));
      if (!is_role && !each.label.empty()) {
        buffer.append(":").append(each.label);
      }
      buffer.append("]");
    }
    copied = each.end;
  }
  buffer.append(text.substr(copied));
  return {buffer, true};
}

}  // namespace holdall
