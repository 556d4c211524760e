// The closed table of regular expressions that a schema may use with `pattern` or `patternProperties`.
//
// Holdall runs no regular expression: each entry pairs the exact text that appears in schemas with a linear matcher
// written by hand, and a schema with any other text is unfit. The texts mean the same in ECMA-262 and in Python's re;
// they end in `$(?!\n)` because a bare `$` also matches before a final line feed there. docs/schema.md lists them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace holdall {

struct Pattern {
  std::string_view name;
  std::string regex;
  std::string_view meaning;  // "is not …" completes a message
  bool (*matches)(std::string_view text);
};

std::span<const Pattern> patterns();
// The entry with that text or that name, or nullptr. The pointers stay valid for ever.
const Pattern* find_pattern(std::string_view regex);
const Pattern* pattern_named(std::string_view name);

}  // namespace holdall
