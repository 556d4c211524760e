// What in a running text may be the name of a person: which spellings to ask the source about, and where they stand.
//
// Of scripts with blanks: two to five words in a row of which the first and the last are capitalised, two in lower case
// as given and family name, and single words that look like a name. Of scripts without: pieces of a run. How a name may
// be capitalised: as the text has it, and in lower, upper and title case, for the source may spell it otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace holdall {

// A word of a script with blanks, or a run of one without.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool unspaced = false;
  bool capital = false;   // begins with one, or has no case at all
  bool distinct = false;  // no word of a language: ErikL, astrid99, x_gamer
  bool joined = false;    // nothing but a blank since the word before
  bool comma = false;     // nothing but a comma and a blank
  bool opens = false;     // begins a sentence
};

std::vector<Word> words_of_text(std::string_view text);
// A word as it is compared: full-width letters as ASCII.
std::string plain_word(std::string_view word);

// Something that may be a name.
struct NameCandidate {
  enum class Form : std::uint8_t {
    kWhole,  // `given` is all of it
    kParts,  // `given` and `family`
    kWord,   // `given` is one word, which may as well be none of a name
  };
  std::size_t begin = 0;
  std::size_t end = 0;
  Form form = Form::kWhole;
  std::string given;
  std::string family;
};

// Calls `visit` for each candidate, several times for one place where it may be spelt in several ways. The number of
// calls is linear in the text.
void for_each_name(std::string_view text, const std::vector<Word>& words,
                   const std::function<void(NameCandidate&&)>& visit);

// Pieces of a text that may be the id of an account or a device: letters and digits with `-` and `_` between them, with
// one digit and one letter at least.
void for_each_id(std::string_view text, const std::function<void(std::size_t begin, std::size_t end)>& visit);

}  // namespace holdall
