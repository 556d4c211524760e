#include "holdall/exporter/mask/email.h"

#include "holdall/exporter/mask/characters.h"

namespace holdall {
namespace {

// What the first part may begin with.
bool is_first(char32_t c, bool unspaced) {
  return unspaced ? is_unspaced(c) : is_word(c) || c == U'_';
}

bool is_local(char32_t c, bool unspaced) {
  constexpr std::u32string_view kAlso = U".-+_%'~&";
  return is_first(c, unspaced) || (!unspaced && kAlso.find(c) != std::u32string_view::npos);
}

bool is_label(char32_t c, bool unspaced) {
  return is_word(c) || c == U'-' || (unspaced && is_unspaced(c));
}

// The end of the domain at `at`, or `at` where there is none.
std::size_t domain_end(std::string_view text, std::size_t at) {
  const bool unspaced = is_unspaced(character_at(text, at).value);
  std::size_t end = at;
  std::size_t next = at;
  for (bool is_top = false;; is_top = true) {
    const char32_t first = character_at(text, next).value;
    std::size_t length = 0;
    std::size_t label_end = next;  // without hyphens at its end
    for (Character c = character_at(text, next); is_label(c.value, unspaced); c = character_at(text, next)) {
      next += c.size;
      ++length;
      label_end = c.value == U'-' ? label_end : next;
    }
    if (is_top && length >= 2 && !is_digit(first) && first != U'-') {
      end = label_end;
    }
    if (length == 0 || character_at(text, next).value != U'.') {
      return end;
    }
    next += character_at(text, next).size;
  }
}

}  // namespace

EmailSearch find_email(std::string_view text, std::size_t at) {
  const bool unspaced = is_unspaced(character_at(text, at).value);
  std::size_t begin = std::string_view::npos;
  std::size_t next = at;
  for (Character c = character_at(text, next); is_local(c.value, unspaced); c = character_at(text, next)) {
    if (begin == std::string_view::npos && is_first(c.value, unspaced)) {
      begin = next;
    }
    next += c.size;
  }
  const Character sign = character_at(text, next);
  if (sign.value != U'@' || begin == std::string_view::npos) {
    return {next, next};
  }
  const std::size_t domain = next + sign.size;
  const std::size_t end = domain_end(text, domain);
  return end == domain ? EmailSearch{next, next} : EmailSearch{begin, end};
}

}  // namespace holdall
