#include "holdall/exporter/known_people.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/exporter/mask/characters.h"
#include "holdall/exporter/mask/letter_case.h"
#include "holdall/exporter/record_id.h"

namespace holdall {
namespace {

constexpr std::size_t kMostAnswers = 1U << 16U;  // remembered for each place
constexpr std::size_t kMostWaiting = 1U << 14U;

std::string key_of(const Spelling& spelling) {
  std::string key;
  for (const std::string& text : spelling) {
    append_prefixed(key, text);
  }
  return key;
}

// A person the source knows has one identity, whatever it is known by; people who share a name have the name's.
std::string known_identity(const std::string& owner) {
  return "subject " + owner;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (std::size_t at = 0; at < text.size(); at += character_at(text, at).size) {
    if (const char32_t c = character_at(text, at).value; is_digit(c)) {
      digits.push_back(static_cast<char>(c));
    }
  }
  return digits;
}

// As a source may spell an address, a number or an id that a text has.
std::vector<std::string> spellings_of(MaskKind kind, std::string_view text) {
  const std::string plain = plain_word(text);
  std::vector<std::string> all = {plain};
  if (kind != MaskKind::kPhone) {
    all.push_back(lower_case(plain));
    all.push_back(upper_case(plain));
  }
  if (std::string digits = digits_of(text); kind != MaskKind::kEmail && !digits.empty()) {
    if (kind == MaskKind::kPhone && digits.starts_with("00")) {
      digits.erase(0, 2);
    }
    all.push_back("+" + digits);
    all.push_back(std::move(digits));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool answers(KnownBy::Kind place, MaskKind kind) {
  switch (kind) {
    case MaskKind::kEmail:
      return place == KnownBy::Kind::kEmail;
    case MaskKind::kPhone:
      return place == KnownBy::Kind::kPhone || place == KnownBy::Kind::kId;
    case MaskKind::kNumber:
      return place == KnownBy::Kind::kId || place == KnownBy::Kind::kPhone;
    default:
      return false;
  }
}

// A name with the apostrophe of keyboards, or with that of telephones.
std::string with_apostrophe(std::string name, std::string_view from, std::string_view to) {
  for (std::size_t at = name.find(from); at != std::string::npos; at = name.find(from, at + to.size())) {
    name.replace(at, from.size(), to);
  }
  return name;
}

std::string straight(std::string name) {
  return with_apostrophe(std::move(name), "\u2019", "'");
}

// How a name is asked for, as the source may spell it.
std::set<Spelling> spellings_of_name(const Spelling& spelling) {
  Spelling plain;
  Spelling typographic;
  for (const std::string& part : spelling) {
    plain.push_back(straight(part));
    typographic.push_back(with_apostrophe(plain.back(), "'", "\u2019"));
  }
  return {plain, typographic};
}

bool can_stand_alone(std::string_view word) {
  const Character first = character_at(word, 0);
  return !word.empty() && word.back() != '.' && word.size() > first.size;
}

}  // namespace

KnownPeople::KnownPeople(Source& source, const SubjectTable& people, const Value& subject,
                         const std::vector<std::string>& own_names, Pseudonyms pseudonyms)
    : source_(source), subject_(known_identity(canonical(subject))), pseudonyms_(std::move(pseudonyms)) {
  for (const KnownBy& known : people.known_by) {
    places_.emplace_back().known = &known;
  }
  for (const std::string& name : own_names) {
    const std::string low = lower_case(straight(plain_word(name)));
    own_.insert(low);
    for (const Word& word : words_of_text(low)) {
      own_words_.insert(low.substr(word.begin, word.end - word.begin));
    }
  }
}

Result<void> KnownPeople::ask(Place& place, const Spelling& spelling, Resolved resolved) {
  std::string key = key_of(spelling);
  if (const auto known = place.answers.find(key); known != place.answers.end()) {
    resolved(known->second);
    return {};
  }
  place.waiting[std::move(key)].push_back(std::move(resolved));
  ++place.asked;
  return place.waiting.size() >= Source::kMostSpellings || place.asked >= kMostWaiting ? flush(place) : Result<void>();
}

Result<void> KnownPeople::flush(Place& place) {
  if (place.waiting.empty()) {
    return {};
  }
  std::vector<Spelling> spellings;
  for (const auto& [key, resolved] : place.waiting) {
    Spelling spelling;
    for (std::size_t at = 0; at < key.size();) {  // as key_of wrote it
      std::size_t size = 0;
      for (const std::size_t end = at + 8; at < end; ++at) {
        size = size << 8U | static_cast<unsigned char>(key[at]);
      }
      spelling.push_back(key.substr(at, size));
      at += size;
    }
    spellings.push_back(std::move(spelling));
  }
  if (place.answers.size() > kMostAnswers) {
    place.answers.clear();
  }
  HOLDALL_TRY(source_.recognise(*place.known, spellings, [&](KnownOwner&& found) {
    const std::string key = key_of(found.spelling);
    std::string identity = known_identity(canonical(found.owner));
    const auto [answer, is_new] = place.answers.try_emplace(key, identity);
    if (!is_new && answer->second != identity) {
      std::string shared = "shared";
      for (const std::string& text : found.spelling) {
        shared += ' ' + lower_case(text);
      }
      answer->second = answer->second == subject_ || identity == subject_ ? subject_ : std::move(shared);
    }
  }));
  for (auto& [key, resolved] : place.waiting) {
    const std::string& answer = place.answers.try_emplace(key).first->second;
    for (const Resolved& each : resolved) {
      each(answer);
    }
  }
  place.waiting.clear();
  place.asked = 0;
  return {};
}

bool KnownPeople::is_own(const NameCandidate& candidate) const {
  const std::string given = lower_case(straight(candidate.given));
  if (candidate.form == NameCandidate::Form::kParts) {
    const std::string family = lower_case(straight(candidate.family));
    return own_.contains(given + " " + family) || own_.contains(family + given);
  }
  return own_.contains(given) || (candidate.form == NameCandidate::Form::kWord && own_words_.contains(given));
}

Result<void> KnownPeople::ask_name(NameCandidate&& candidate, std::vector<Hit>& hits) {
  const bool is_parts = candidate.form == NameCandidate::Form::kParts;
  Hit hit{candidate.begin, candidate.end,   is_own(candidate), candidate.form == NameCandidate::Form::kWord, {},
          candidate.given, candidate.family};
  if (hit.is_own) {
    hits.push_back(std::move(hit));
    return {};
  }
  const Spelling spelling = is_parts ? Spelling{candidate.given, candidate.family} : Spelling{candidate.given};
  for (Place& place : places_) {
    if (place.known->kind != KnownBy::Kind::kName || place.known->columns() != spelling.size()) {
      continue;
    }
    for (const Spelling& each : spellings_of_name(spelling)) {
      HOLDALL_TRY(ask(place, each, [this, hit, &hits](const std::string& identity) {
        if (!identity.empty()) {
          Hit& added = hits.emplace_back(hit);
          added.identity = identity;
          added.is_own = identity == subject_;
        }
      }));
    }
  }
  return {};
}

Result<void> KnownPeople::ask_id(std::string_view text, std::size_t begin, std::size_t end, std::vector<Hit>& hits) {
  for (Place& place : places_) {
    if (place.known->kind != KnownBy::Kind::kId) {
      continue;
    }
    for (const std::string& spelling : spellings_of(MaskKind::kNumber, text.substr(begin, end - begin))) {
      if (spelling.size() < end - begin) {
        continue;  // its digits alone say nothing
      }
      HOLDALL_TRY(ask(place, {spelling}, [this, begin, end, &hits](const std::string& identity) {
        if (!identity.empty() && identity != subject_) {
          hits.push_back({begin, end, false, false, identity, {}, {}, MaskKind::kNumber});
        }
      }));
    }
  }
  return {};
}

// The words of the names that stand whole in the text: "Erik" and "Lund" of "Erik Lund".
KnownPeople::Parts KnownPeople::parts_of(const std::vector<Hit>& hits) const {
  Parts parts;
  for (const Hit& hit : hits) {
    if (hit.is_own || hit.is_word || hit.kind != MaskKind::kPerson) {
      continue;
    }
    const std::string whole = hit.family.empty() ? hit.given : hit.given + " " + hit.family;
    for (const Word& word : words_of_text(whole)) {
      const std::string part = title_case(whole.substr(word.begin, word.end - word.begin));
      const bool is_whole = part.size() == whole.size();
      if (is_whole || !can_stand_alone(part) || own_words_.contains(lower_case(straight(part)))) {
        continue;
      }
      const auto [known, is_new] = parts.try_emplace(part, hit.identity);
      if (!is_new && known->second != hit.identity) {
        known->second = "shared " + lower_case(part);
      }
    }
  }
  return parts;
}

// A word that is a part: Erik, Eriks, Erik's.
void KnownPeople::find_part(std::string_view text, const Word& word, const Parts& parts, std::vector<Hit>& hits) {
  const std::string_view here = text.substr(word.begin, word.end - word.begin);
  const std::string spelt = plain_word(here);
  for (const std::string_view ending : {"", "s", "'s"}) {
    if (spelt.size() > ending.size() && spelt.ends_with(ending) && here.ends_with(ending)) {
      const auto part = parts.find(title_case(spelt.substr(0, spelt.size() - ending.size())));
      if (part != parts.end()) {
        hits.push_back({word.begin, word.end - ending.size(), false, false, part->second, {}, {}, MaskKind::kPerson});
        return;
      }
    }
  }
}

// What is left of a name that stands whole elsewhere in the text; and of single words those go that may be words of the
// language, as far as the text shows.
void KnownPeople::find_rest(std::string_view text, const std::vector<Word>& words, std::vector<Hit>& hits) const {
  const Parts parts = parts_of(hits);
  if (parts.empty() && std::none_of(hits.begin(), hits.end(), [](const Hit& hit) { return hit.is_word; })) {
    return;
  }
  std::unordered_set<std::string> low;
  std::unordered_set<std::string> inside;  // capitalised though no sentence begins
  for (const Word& word : words) {
    if (word.unspaced) {
      continue;
    }
    const std::string spelt = plain_word(text.substr(word.begin, word.end - word.begin));
    if (!word.capital) {
      low.insert(spelt);
      continue;
    }
    if (!word.opens) {
      inside.insert(spelt);
      inside.insert(spelt.ends_with('s') ? spelt.substr(0, spelt.size() - 1) : spelt);
    }
    find_part(text, word, parts, hits);
  }
  std::erase_if(hits, [&](const Hit& hit) {
    return hit.is_word && !hit.is_own && (low.contains(lower_case(hit.given)) || !inside.contains(hit.given));
  });
}

Result<std::vector<Mention>> KnownPeople::find(std::string_view text) {
  std::vector<Mention> found;
  if (places_.empty()) {
    return found;
  }
  std::vector<Hit> hits;
  const std::vector<Word> words = words_of_text(text);
  Result<void> asked;
  for_each_name(text, words, [&](NameCandidate&& candidate) {
    if (asked.ok()) {
      asked = ask_name(std::move(candidate), hits);
    }
  });
  for_each_id(text, [&](std::size_t begin, std::size_t end) {
    if (asked.ok()) {
      asked = ask_id(text, begin, end, hits);
    }
  });
  HOLDALL_TRY(std::move(asked));
  for (Place& place : places_) {
    HOLDALL_TRY(flush(place));
  }
  find_rest(text, words, hits);
  std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tuple(a.begin, b.end, !a.is_own, a.identity) < std::tuple(b.begin, a.end, !b.is_own, b.identity);
  });
  std::size_t covered = 0;
  for (Hit& hit : hits) {
    if (hit.begin >= covered) {
      covered = hit.end;
      found.push_back({hit.begin, hit.end, hit.kind, {}, hit.is_own ? subject_ : std::move(hit.identity)});
    } else if (Mention& last = found.back(); last.begin == hit.begin && last.end == hit.end && !hit.is_own &&
                                             last.identity != subject_ && last.identity != hit.identity) {
      last.identity = "shared " + lower_case(text.substr(hit.begin, hit.end - hit.begin));
    }
  }
  std::erase_if(found, [&](const Mention& each) { return each.identity == subject_; });
  return found;
}

// Whom the source knows by what was found, once it has answered.
Result<void> KnownPeople::identify(std::string_view text, Mention& mention) {
  const std::string_view value = text.substr(mention.begin, mention.end - mention.begin);
  for (Place& place : places_) {
    if (!answers(place.known->kind, mention.kind)) {
      continue;
    }
    for (const std::string& spelling : spellings_of(mention.kind, value)) {
      HOLDALL_TRY(ask(place, {spelling}, [&mention](const std::string& identity) {
        if (!identity.empty() && (mention.identity.empty() || identity < mention.identity)) {
          mention.identity = identity;
        }
      }));
    }
  }
  return {};
}

Result<void> KnownPeople::name(std::string_view text, std::vector<Mention>& found) {
  const auto is_named = [](const Mention& each) {
    return each.kind != MaskKind::kRole && each.kind != MaskKind::kTyped;
  };
  for (Mention& each : found) {
    if (is_named(each) && each.identity.empty()) {
      HOLDALL_TRY(identify(text, each));
    }
  }
  for (Place& place : places_) {
    HOLDALL_TRY(flush(place));
  }
  std::erase_if(found, [&](const Mention& each) { return each.identity == subject_; });
  for (Mention& each : found) {
    if (is_named(each)) {
      const std::string_view value = text.substr(each.begin, each.end - each.begin);
      each.label = pseudonyms_.of(each.identity.empty()
                                      ? std::string(mask_word(each.kind)) + " " + plain_identity(each.kind, value)
                                      : each.identity);
    }
  }
  return {};
}

}  // namespace holdall
