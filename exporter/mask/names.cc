#include "holdall/exporter/mask/names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/exporter/mask/characters.h"
#include "holdall/exporter/mask/letter_case.h"

namespace holdall {
namespace {

constexpr std::size_t kMostWords = 5;
constexpr std::size_t kMostRespelt = 3;       // words of a name that may stand in lower or upper case in the source
constexpr std::size_t kLongestWord = 64;      // bytes; what is longer is no name
constexpr std::size_t kLongestRun = 10;       // characters of a whole name without blanks
constexpr std::size_t kLongestPart = 3;       // characters of one part of it
constexpr std::size_t kShortestWord = 3;      // letters of a name of one word
constexpr std::size_t kShortestAcronym = 5;   // letters of one in capitals alone: TV, HDMI are none
constexpr std::size_t kShortestHan = 3;       // characters of a whole name of Han or Hangul,
constexpr std::size_t kShortestUnspaced = 4;  // and of other scripts without blanks
constexpr char32_t kMiddleDot = 0x30FB;

// The character as it is written: unlike character_at, a long vowel of kana is no hyphen.
Character raw_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return {};
  }
  const auto c = decode_utf8(text.substr(at));
  return c ? Character{c->value, c->size} : Character{0xFFFD, 1};
}

bool is_run(char32_t c) {
  return is_unspaced(c);
}
bool is_han_or_hangul(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || c >= 0x20000;
}
bool is_katakana(char32_t c) {
  return c >= 0x30A1 && c <= 0x30FF && c != kMiddleDot;
}
bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019;
}
bool is_letter(Character c) {
  return c.value == U'_' || is_word(c.value);
}

// The end of the word at `at`: letters and digits, with hyphens and apostrophes between them.
std::size_t word_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (;;) {
    const Character c = character_at(text, end);
    if (c.size > 0 && is_letter(c)) {
      end += c.size;
      continue;
    }
    const bool may_join = c.value == U'-' || is_apostrophe(c.value);
    if (end == at || !may_join || is_run(raw_at(text, end).value) || !is_letter(character_at(text, end + c.size))) {
      return end;
    }
    end += c.size;
  }
}

std::size_t run_end(std::string_view text, std::size_t at) {
  for (Character c = raw_at(text, at); is_run(c.value); c = raw_at(text, at)) {
    at += c.size;
  }
  return at;
}

Word spaced_word(std::string_view text, std::size_t begin, std::size_t end) {
  Word word{begin, end};
  const char32_t first = character_at(text, begin).value;
  word.capital = lower_case(first) != first || upper_case(first) == first;
  std::size_t upper = 0;
  std::size_t lower = 0;
  bool begins = true;
  for (std::size_t at = begin; at < end;) {
    const Character c = character_at(text, at);
    const bool is_upper = lower_case(c.value) != c.value;
    word.distinct = word.distinct || is_digit(c.value) || c.value == U'_' || (is_upper && !begins && lower > 0);
    upper += is_upper ? 1U : 0U;
    lower += upper_case(c.value) != c.value ? 1U : 0U;
    begins = c.value == U'-' || is_apostrophe(c.value);
    at += c.size;
  }
  word.distinct = word.distinct && upper + lower >= kShortestWord && lower > 0;  // XR-55A80J is a model
  return word;
}

// What stands between two words.
struct Gap {
  bool blank = true;
  bool comma = false;
  bool stop = false;
};

Gap gap_of(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kMost = 8;  // bytes between the words of one name
  Gap gap{end - begin <= kMost && end > begin};
  std::size_t commas = 0;
  bool others = false;
  for (std::size_t at = begin; at < end;) {
    const Character c = character_at(text, at);
    const bool is_blank = c.value == U' ' || c.value == U'\t' || c.value == U'\n' || c.value == U'\r';
    gap.stop = gap.stop || (!is_blank && c.value != U',' && c.value != U'(' && c.value != U'-' && c.value != U'/');
    gap.stop = gap.stop || c.value == U'\n';
    commas += c.value == U',' ? 1U : 0U;
    others = others || (!is_blank && c.value != U',');
    at += c.size;
  }
  gap.comma = gap.blank && commas == 1 && !others;
  gap.blank = gap.blank && commas == 0 && !others;
  return gap;
}

using Visit = std::function<void(NameCandidate&&)>;
using Form = NameCandidate::Form;

// A part of a name in the spellings that a source may have, each once.
std::vector<std::string> spellings(const std::string& text, bool only_title) {
  std::vector<std::string> all = {text};
  const auto add = [&](std::string other) {
    if (std::find(all.begin(), all.end(), other) == all.end()) {
      all.push_back(std::move(other));
    }
  };
  add(title_case(text));
  if (!only_title) {
    add(lower_case(text));
    add(upper_case(text));
  }
  return all;
}

// Names of scripts with blanks that begin with one word.
class SpacedNames {
 public:
  SpacedNames(std::string_view text, const std::vector<Word>& words, const Visit& visit)
      : text_(text), words_(words), visit_(visit) {}

  void visit_from(std::size_t first) {
    texts_.clear();
    for (std::size_t n = 0; n < kMostWords && first + n < words_.size(); ++n) {
      const Word& word = words_[first + n];
      if (word.unspaced || word.end - word.begin > kLongestWord) {
        return;
      }
      if (n > 0 && word.comma && n == 1) {
        visit_reversed(words_[first], word);
      }
      if (n > 0 && !word.joined) {
        return;
      }
      texts_.push_back(plain_word(text_.substr(word.begin, word.end - word.begin)));
      visit_words(words_[first], word);
    }
  }

 private:
  // The words so far as one name; also without the genitive at its end, and with the full stop of an initial.
  void visit_words(const Word& first, const Word& last) {
    const bool both_capital = first.capital && last.capital;
    if (texts_.size() > 1 && !both_capital && !(texts_.size() == 2 && !first.capital && !last.capital)) {
      return;
    }
    visit_spelt(first, last, texts_.back(), last.end);
    std::string& end = texts_.back();
    const std::string whole = end;
    if (whole.size() > 2 && whole.back() == 's') {
      end.pop_back();
      std::size_t cut = 1;
      if (end.ends_with('\'') || end.ends_with("’")) {
        const std::size_t sign = end.ends_with('\'') ? 1 : 3;
        end.resize(end.size() - sign);
        cut += sign;
      }
      if (text_[last.end - 1] == 's') {
        visit_spelt(first, last, end, last.end - cut);
      }
    } else if (texts_.size() > 1 && last.end < text_.size() && text_[last.end] == '.' &&
               character_at(text_, last.begin).size == last.end - last.begin) {
      end += '.';
      visit_spelt(first, last, end, last.end + 1);
    }
    end = whole;
  }

  void visit_spelt(const Word& first, const Word& last, const std::string& last_text, std::size_t end) {
    if (last_text.empty()) {
      return;
    }
    if (texts_.size() == 1) {
      visit_one(first, end);
      return;
    }
    const bool low = !first.capital && !last.capital;
    const bool few_ways = low || texts_.size() > kMostRespelt;
    if (!low) {
      for (std::string& spelt : spellings(join(0, texts_.size()), few_ways)) {
        visit_({first.begin, end, Form::kWhole, std::move(spelt), {}});
      }
    }
    for (std::size_t split = 1; split < texts_.size(); ++split) {
      visit_parts(first.begin, end, join(0, split), join(split, texts_.size()), few_ways);
      if (!low && texts_.size() == 2) {  // "Lund Erik"
        visit_parts(first.begin, end, texts_.back(), texts_.front(), false);
      }
    }
  }

  void visit_one(const Word& word, std::size_t end) {
    const std::string& text = texts_.back();
    const std::size_t letters = std::min(count_letters(text), kShortestAcronym);
    const bool acronym = lower_case(text) != text && upper_case(text) == text;
    const bool has_case = lower_case(text) != upper_case(text);
    const bool ordinary = !word.capital || !has_case || letters < (acronym ? kShortestAcronym : kShortestWord);
    if (word.distinct) {
      visit_({word.begin, end, Form::kWhole, text, {}});
    } else if (!ordinary) {
      visit_({word.begin, end, Form::kWord, text, {}});
    }
  }

  static std::size_t count_letters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size) {
      ++count;
    }
    return count;
  }

  void visit_parts(std::size_t begin, std::size_t end, const std::string& given, const std::string& family,
                   bool only_title) {
    const auto given_as = spellings(given, only_title);
    const auto family_as = spellings(family, only_title);
    for (std::size_t i = 0; i < given_as.size(); ++i) {  // both are spelt alike
      visit_({begin, end, Form::kParts, given_as[i], family_as[std::min(i, family_as.size() - 1)]});
    }
    for (std::size_t i = given_as.size(); i < family_as.size(); ++i) {
      visit_({begin, end, Form::kParts, given_as.back(), family_as[i]});
    }
  }

  // "Lund, Erik"
  void visit_reversed(const Word& family, const Word& given) {
    if (family.capital && given.capital) {
      const std::string first = plain_word(text_.substr(given.begin, given.end - given.begin));
      for (std::string& spelt : spellings(first + " " + texts_.front(), false)) {
        visit_({family.begin, given.end, Form::kWhole, std::move(spelt), {}});
      }
      visit_parts(family.begin, given.end, first, texts_.front(), false);
    }
  }

  [[nodiscard]] std::string join(std::size_t begin, std::size_t end) const {
    std::string joined = texts_[begin];
    for (std::size_t i = begin + 1; i < end; ++i) {
      joined += ' ' + texts_[i];
    }
    return joined;
  }

  std::string_view text_;
  const std::vector<Word>& words_;
  const Visit& visit_;
  std::vector<std::string> texts_;
};

// Names of scripts without blanks within one run.
class UnspacedNames {
 public:
  UnspacedNames(std::string_view text, const Visit& visit) : text_(text), visit_(visit) {}

  void visit_run(const Word& run, const Word* next) {
    split(run);
    for (std::size_t i = 0; i + 1 < starts_.size(); ++i) {
      visit_whole(i);
      visit_contiguous(i);
    }
    if (next == nullptr || !next->joined) {
      visit_dotted(run);
      return;
    }
    const std::vector<std::size_t> first = starts_;
    split(*next);
    visit_across(first, starts_, " ");
  }

 private:
  [[nodiscard]] std::string_view piece(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  // Where each character of the run begins; at last where the run ends.
  void split(const Word& run) {
    starts_.clear();
    for (std::size_t at = run.begin; at < run.end; at += raw_at(text_, at).size) {
      starts_.push_back(at);
    }
    starts_.push_back(run.end);
  }

  void visit_whole(std::size_t first) {
    bool named = false;
    bool all_katakana = true;
    for (std::size_t n = 1; n <= kLongestRun && first + n < starts_.size(); ++n) {
      const char32_t c = raw_at(text_, starts_[first + n - 1]).value;
      named = named || is_han_or_hangul(c);
      all_katakana = all_katakana && is_katakana(c);
      const bool cuts_word = all_katakana && ((first > 0 && is_katakana(raw_at(text_, starts_[first - 1]).value)) ||
                                              is_katakana(raw_at(text_, starts_[first + n]).value));
      if (n >= (named ? kShortestHan : kShortestUnspaced) && !cuts_word) {
        visit_({starts_[first],
                starts_[first + n],
                Form::kWhole,
                std::string(piece(starts_[first], starts_[first + n])),
                {}});
      }
    }
  }

  // Family name first, as it is where there are no blanks.
  void visit_contiguous(std::size_t first) {
    const std::size_t left = starts_.size() - 1 - first;
    for (std::size_t family = 1; family <= std::min(kLongestPart, left); ++family) {
      for (std::size_t given = 1; given <= std::min(kLongestPart, left - family); ++given) {
        const std::size_t end = starts_[first + family + given];
        visit_({starts_[first], end, Form::kParts, std::string(piece(starts_[first + family], end)),
                std::string(piece(starts_[first], starts_[first + family]))});
      }
    }
  }

  // "山田 太郎"
  void visit_across(const std::vector<std::size_t>& before, const std::vector<std::size_t>& after,
                    std::string_view blank) {
    for (std::size_t family = 1; family <= std::min(kLongestPart, before.size() - 1); ++family) {
      for (std::size_t given = 1; given <= std::min(kLongestPart, after.size() - 1); ++given) {
        const std::size_t begin = before[before.size() - 1 - family];
        std::string first(piece(begin, before.back()));
        std::string second(piece(after.front(), after[given]));
        if (family + given >= kShortestHan) {
          visit_({begin, after[given], Form::kWhole, first + second, {}});
        }
        visit_({begin, after[given], Form::kWhole, first + std::string(blank) + second, {}});
        visit_({begin, after[given], Form::kParts, std::move(second), std::move(first)});
      }
    }
  }

  // "ジョン・スミス": given name, dot, family name, each a word of katakana.
  void visit_dotted(const Word& run) {
    if (raw_at(text_, run.end).value != kMiddleDot) {
      return;
    }
    std::size_t begin = run.end;
    for (std::size_t i = starts_.size() - 1; i > 0 && is_katakana(raw_at(text_, starts_[i - 1]).value); --i) {
      begin = starts_[i - 1];
    }
    const std::size_t next = run.end + raw_at(text_, run.end).size;
    std::size_t end = next;
    for (Character c = raw_at(text_, end); is_katakana(c.value) && end - next < kLongestWord; c = raw_at(text_, end)) {
      end += c.size;
    }
    if (begin == run.end || end == next || run.end - begin > kLongestWord) {
      return;
    }
    visit_({begin, end, Form::kWhole, std::string(piece(begin, end)), {}});
    visit_({begin, end, Form::kParts, std::string(piece(begin, run.end)), std::string(piece(next, end))});
  }

  std::string_view text_;
  const Visit& visit_;
  std::vector<std::size_t> starts_;
};

}  // namespace

std::vector<Word> words_of_text(std::string_view text) {
  std::vector<Word> words;
  std::size_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool unspaced = is_run(raw_at(text, at).value);
    const std::size_t end = unspaced ? run_end(text, at) : word_end(text, at);
    if (end == at) {
      at += character_at(text, at).size;
      continue;
    }
    Word word = unspaced ? Word{at, end, true, true} : spaced_word(text, at, end);
    const Gap gap = gap_of(text, before, at);
    word.joined = !words.empty() && gap.blank;
    word.comma = !words.empty() && gap.comma;
    word.opens = words.empty() || gap.stop;
    words.push_back(word);
    before = at = end;
  }
  return words;
}

std::string plain_word(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const Character c = raw_at(word, at);
    if (c.value >= 0xFF01 && c.value <= 0xFF5E) {
      out.push_back(static_cast<char>(c.value - 0xFEE0));
    } else {
      out.append(word.substr(at, c.size));
    }
    at += c.size;
  }
  return out;
}

void for_each_name(std::string_view text, const std::vector<Word>& words, const Visit& visit) {
  SpacedNames spaced(text, words, visit);
  UnspacedNames unspaced(text, visit);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].unspaced) {
      const bool has_next = i + 1 < words.size() && words[i + 1].unspaced;
      unspaced.visit_run(words[i], has_next ? &words[i + 1] : nullptr);
    } else {
      spaced.visit_from(i);
    }
  }
}

void for_each_id(std::string_view text, const std::function<void(std::size_t begin, std::size_t end)>& visit) {
  constexpr std::size_t kShortest = 5;
  constexpr std::size_t kLongest = 128;
  const auto is_sign = [](char c) { return c == '-' || c == '_'; };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_alnum(static_cast<unsigned char>(text[at])) || is_word(character_before(text, at).value)) {
      ++at;
      continue;
    }
    std::size_t end = at;
    bool digit = false;
    bool letter = false;
    for (; end < text.size() && (is_alnum(static_cast<unsigned char>(text[end])) || is_sign(text[end])); ++end) {
      digit = digit || is_digit(static_cast<unsigned char>(text[end]));
      letter = letter || (!is_sign(text[end]) && !is_digit(static_cast<unsigned char>(text[end])));
    }
    const std::size_t next = end;
    while (is_sign(text[end - 1])) {
      --end;
    }
    if (digit && letter && end - at >= kShortest && end - at <= kLongest && !is_word(character_at(text, next).value)) {
      visit(at, end);
    }
    at = next;
  }
}

}  // namespace holdall
