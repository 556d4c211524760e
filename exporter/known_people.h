// Other people in a text as the source knows them: which spellings in it are somebody's name or id, and whose.
//
// The source is asked about what the text spells, never for its names: a few bound queries for a text, whatever the
// number of people. What counts as a name is said in docs/data-map.md#known-by.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/map/query.h"
#include "holdall/exporter/mask.h"
#include "holdall/exporter/mask/names.h"
#include "holdall/exporter/pseudonym.h"
#include "holdall/exporter/source/source.h"

namespace holdall {

class KnownPeople {
 public:
  // `source` and `people` must outlive it. `own_names`: the subject's, as the source spells them; they stay.
  KnownPeople(Source& source, const SubjectTable& people, const Value& subject,
              const std::vector<std::string>& own_names, Pseudonyms pseudonyms);
  // The names and ids of others in `text`, in order and apart from each other. Errors: the source's.
  Result<std::vector<Mention>> find(std::string_view text);
  // Gives what Masker::find has found its pseudonyms: of whom the source knows by it, else of what it says. Errors: the
  // source's.
  Result<void> name(std::string_view text, std::vector<Mention>& found);

 private:
  struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_own = false;
    bool is_word = false;  // one word, perhaps of the language
    std::string identity;
    std::string given;  // as the source spells it
    std::string family;
    MaskKind kind = MaskKind::kPerson;
  };
  using Resolved = std::function<void(const std::string& identity)>;
  // One KnownBy, what is known of its spellings, and what waits for the source's answer.
  struct Place {
    const KnownBy* known = nullptr;
    std::unordered_map<std::string, std::string> answers;  // spelling to identity; empty: nobody, or the subject
    std::unordered_map<std::string, std::vector<Resolved>> waiting;
    std::size_t asked = 0;  // how many wait
  };

  Result<void> ask(Place& place, const Spelling& spelling, Resolved resolved);
  Result<void> flush(Place& place);
  Result<void> identify(std::string_view text, Mention& mention);
  Result<void> ask_name(NameCandidate&& candidate, std::vector<Hit>& hits);
  Result<void> ask_id(std::string_view text, std::size_t begin, std::size_t end, std::vector<Hit>& hits);
  using Parts = std::unordered_map<std::string, std::string>;  // word of a name to whose it is
  [[nodiscard]] Parts parts_of(const std::vector<Hit>& hits) const;
  static void find_part(std::string_view text, const Word& word, const Parts& parts, std::vector<Hit>& hits);
  void find_rest(std::string_view text, const std::vector<Word>& words, std::vector<Hit>& hits) const;
  [[nodiscard]] bool is_own(const NameCandidate& candidate) const;

  Source& source_;
  std::string subject_;  // canonical
  std::vector<Place> places_;
  std::unordered_set<std::string> own_;        // names in lower case
  std::unordered_set<std::string> own_words_;  // their words
  Pseudonyms pseudonyms_;
};

}  // namespace holdall
