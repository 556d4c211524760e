// Names of other people in many scripts, as a source knows them, and what stands for them.
#include "holdall/exporter/known_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/exporter/mask/letter_case.h"
#include "support/closed_source.h"

namespace holdall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// People in memory: what a place holds, and how often it was asked.
class ListedPeople final : public ClosedSource {
 public:
  Result<void> recognise(const KnownBy& known, std::span<const Spelling> spellings,
                         const std::function<void(KnownOwner&&)>& visit) override {
    ++queries;
    EXPECT_LE(spellings.size(), kMostSpellings);
    if (fails) {
      return Error{ErrorCode::kBackend, "is gone", {}};
    }
    for (const Spelling& spelling : spellings) {
      EXPECT_EQ(spelling.size(), known.columns());
      const auto [first, last] = people.equal_range({known.query.table, spelling});
      for (auto each = first; each != last; ++each) {
        visit({spelling, Value(each->second)});
      }
    }
    return {};
  }

  std::multimap<std::pair<std::string, Spelling>, int> people;
  int queries = 0;
  bool fails = false;
};

KnownBy place(KnownBy::Kind kind, const std::string& table, std::size_t columns) {
  KnownBy known;
  known.kind = kind;
  known.query.table = table;
  known.query.select.resize(columns + 1);
  return known;
}

Secret secret(char byte) {
  return Secret(std::vector<std::byte>(32, static_cast<std::byte>(byte)));
}

class KnownPeopleTest : public testing::Test {
 protected:
  KnownPeopleTest() {
    people_.known_by = {place(KnownBy::Kind::kName, "shown", 1), place(KnownBy::Kind::kName, "names", 2),
                        place(KnownBy::Kind::kEmail, "mail", 1), place(KnownBy::Kind::kPhone, "phone", 1),
                        place(KnownBy::Kind::kId, "id", 1)};
    for (const auto& [given, family, owner] :
         std::vector<std::tuple<const char*, const char*, int>>{{"Erik", "Lund", 2},
                                                                {"Anna Maria", "van der Berg", 3},
                                                                {"Олег", "Петров", 4},
                                                                {"太郎", "山田", 5},
                                                                {"민수", "김", 6},
                                                                {"ジョン", "スミス", 7},
                                                                {"Åsa", "Öberg", 8},
                                                                {"伟", "王", 9},
                                                                {"karin", "holm", 10},
                                                                {"OLOF", "DAHL", 11},
                                                                {"Astrid", "Berg", 1},
                                                                {"Astrid", "Berg", 12},
                                                                {"Anne-Marie", "O'Brien", 13},
                                                                {"Sinéad", "O’Connor", 18},
                                                                {"فاطمة", "حداد", 14},
                                                                {"Nils", "Lund", 15},
                                                                {"Will", "May", 16},
                                                                {"Γιώργος", "Παπάς", 17}}) {
      source_.people.emplace(std::pair("names", Spelling{given, family}), owner);
    }
    for (const auto& [name, owner] : std::vector<std::pair<const char*, int>>{{"the", 30},
                                                                              {"The", 31},
                                                                              {"TV", 32},
                                                                              {"you", 33},
                                                                              {"Device", 34},
                                                                              {"Rosalind", 35},
                                                                              {"ErikL", 36},
                                                                              {"x_gamer", 37},
                                                                              {"Maria G.", 38},
                                                                              {"the tv", 39},
                                                                              {"山本花子", 40},
                                                                              {"テレビ", 41},
                                                                              {"Astrid", 42},
                                                                              {"電話", 43},
                                                                              {"Lars Ek", 44},
                                                                              {"Lars Ek", 45},
                                                                              {"Erik Lund", 2},
                                                                              {"Hi", 46},
                                                                              {"astrid99", 1}}) {
      source_.people.emplace(std::pair("shown", Spelling{name}), owner);
    }
    source_.people.emplace(std::pair("mail", Spelling{"erik@post.example"}), 2);
    source_.people.emplace(std::pair("phone", Spelling{"+46701234567"}), 2);
    source_.people.emplace(std::pair("id", Spelling{"tv-77ab3109"}), 2);
    source_.people.emplace(std::pair("id", Spelling{"XR55-A"}), 3);
    source_.people.emplace(std::pair("id", Spelling{"ph-own42x"}), 1);
  }

  KnownPeople known(int subject = 1, char key = 'k', const std::string& iss = "https://a.example") {
    return {source_,
            people_,
            Value(subject),
            {"Astrid Berg", "BergAstrid", "Astrid"},
            Pseudonyms(secret(key), iss, Value(subject))};
  }

  static std::string masked(KnownPeople& people, std::string_view text, const std::vector<Masker::Role>& roles = {}) {
    static const Masker masker({"astrid@berg.example"});
    auto names = people.find(text);
    EXPECT_TRUE(names.ok());
    std::vector<Mention> found = masker.find(text, roles, names.value());
    EXPECT_TRUE(people.name(text, found).ok());
    for (Mention& each : found) {
      EXPECT_TRUE(each.label.size() == kPseudonymLength || each.kind == MaskKind::kRole ||
                  each.kind == MaskKind::kTyped);
    }
    std::string buffer;
    return std::string(Masker::write(text, found, buffer).text);
  }

  // With `#` for every pseudonym.
  static std::string blank(std::string text) {
    for (std::size_t colon = text.find(':'); colon != std::string::npos; colon = text.find(':', colon + 1)) {
      if (text.substr(colon + 1).find(']') == kPseudonymLength) {
        text.replace(colon + 1, kPseudonymLength, "#");
      }
    }
    return text;
  }

  void expect(std::string_view text, std::string_view wanted) {
    KnownPeople people = known();
    EXPECT_EQ(blank(masked(people, text)), wanted) << text;
  }

  ListedPeople source_;
  SubjectTable people_;
};

TEST_F(KnownPeopleTest, NamesOfOthersGoInManyScripts) {
  for (const auto& [text, wanted] : std::vector<std::pair<const char*, const char*>>{
           {"Ask Erik Lund.", "Ask [person:#]."},
           {"ask erik lund, ERIK LUND or Lund, Erik", "ask [person:#], [person:#] or [person:#]"},
           {"Erik  Lund\nErik\nLund", "[person:#]\n[person:#]"},
           {"Hello Erik Lund and Nils Lund", "Hello [person:#] and [person:#]"},
           {"Lund Erik", "[person:#]"},
           {"Erik Lunds TV, Erik Lund's TV, Erik Lund’s", "[person:#]s TV, [person:#]'s TV, [person:#]’s"},
           {"Ｅｒｉｋ　Ｌｕｎｄ", "[person:#]"},
           {"Frau Anna Maria van der Berg kam", "Frau [person:#] kam"},
           {"Karin Holm, KARIN HOLM, karin holm", "[person:#], [person:#], [person:#]"},
           {"Olof Dahl", "[person:#]"},
           {"ÅSA ÖBERG och Åsa Öberg, åsa öberg", "[person:#] och [person:#], [person:#]"},
           {"Звонил Олег Петров.", "Звонил [person:#]."},
           {"ОЛЕГ ПЕТРОВ", "[person:#]"},
           {"Ο Γιώργος Παπάς", "Ο [person:#]"},
           {"anne-marie o'brien / Anne-Marie O'Brien", "[person:#] / [person:#]"},
           {"Anne-Marie O’Brien, O’Brien, Anne-Marie", "[person:#], [person:#]"},
           {"Sinéad O'Connor, Sinéad O’Connor", "[person:#], [person:#]"},
           {"山田太郎様からお電話", "[person:#]様からお電話"},
           {"担当は山田 太郎です", "担当は[person:#]です"},
           {"山田　太郎", "[person:#]"},
           {"김민수님이 전화", "[person:#]님이 전화"},
           {"ジョン・スミスさん", "[person:#]さん"},
           {"王伟说", "[person:#]说"},
           {"اتصلت فاطمة حداد", "اتصلت [person:#]"},
           {"お客様の山本花子様", "お客様の[person:#]様"},
           {"Maria G. wrote", "[person:#] wrote"},
           {"Maria G wrote", "Maria G wrote"},
           {"Will May call", "[person:#] call"},
           {"Erik Lund called. Erik is well, Eriks TV too; erik",
            "[person:#] called. [person:#] is well, [person:#]s TV too; erik"},
           {"See ErikL and x_gamer", "See [person:#] and [person:#]"},
           {"we asked Rosalind. Rosalind agreed", "we asked [person:#]. [person:#] agreed"},
           {"TV tv-77ab3109, TV-77AB3109", "TV [number:#], [number:#]"},
           {"model XR55-A", "model [number:#]"},
       }) {
    expect(text, wanted);
  }
}

TEST_F(KnownPeopleTest, OrdinaryWordsAndThePersonsOwnStay) {
  for (const char* text : {
           "The screen is new. You like the tv",
           "you",
           "TV",
           "Hi Hi",
           "Erik is a name, and Lund a town",
           "Eriksson Lundgren, Hendrik Lund",
           "my Device, a device",
           "Device again. Device",
           "テレビの電話",
           "it will, may be",
           "Astrid Berg, ASTRID BERG, astrid berg, Berg, Astrid; Astrid and Berg",
           "Dear Astrid, we met Astrid",
           "ph-own42x",
           "astrid@berg.example",
           "Erik. Lund",
           "Erik (Lund)",
           "",
       }) {
    expect(text, text);
  }
}

TEST_F(KnownPeopleTest, OnePersonHasOnePseudonymWhateverItIsKnownBy) {
  KnownPeople people = known();
  const std::string person = masked(people, "Erik Lund").substr(8, kPseudonymLength);
  EXPECT_EQ(masked(people, "erik lund, Lund, Erik"), "[person:" + person + "], [person:" + person + "]");
  EXPECT_EQ(masked(people, "ERIK@post.example"), "[e-mail:" + person + "]");
  EXPECT_EQ(masked(people, "+46 70 123 45 67"), "[phone:" + person + "]");
  EXPECT_EQ(masked(people, "tv-77ab3109"), "[number:" + person + "]");
  EXPECT_THAT(masked(people, "Nils Lund"), Not(HasSubstr(person)));
  EXPECT_EQ(masked(people, "a@b.example"), masked(people, "A@B.example"));
  EXPECT_NE(masked(people, "a@b.example"), masked(people, "c@b.example"));
  EXPECT_EQ(masked(people, "070-123 45 99"), masked(people, "0701234599"));
  EXPECT_EQ(masked(people, "Lars Ek"), masked(people, "LARS EK")) << "two of that name: the name's";
  EXPECT_EQ(masked(people, "Erik Lund", {{"Erik Lund", "agent"}}), "[agent]") << "the role is what may be told";
}

TEST_F(KnownPeopleTest, P17_PseudonymsAreStableForOnePersonAndLinkNobodyElse) {
  KnownPeople first = known();
  KnownPeople again = known();
  const std::string text = "Erik Lund, x@y.example";
  const std::string mine = masked(first, text);
  EXPECT_EQ(mine, masked(again, text)) << "the same in the next export";
  std::vector<KnownPeople> others;
  others.push_back(known(3));
  others.push_back(known(1, 'l'));
  others.push_back(known(1, 'k', "https://b.example"));
  for (KnownPeople& other : others) {
    const std::string theirs = masked(other, text);
    EXPECT_EQ(blank(theirs), blank(mine));
    EXPECT_NE(theirs.substr(0, 17), mine.substr(0, 17));
    EXPECT_NE(theirs.substr(17), mine.substr(17));
  }
}

TEST_F(KnownPeopleTest, TheSourceIsAskedOnceForATextAndNotTwiceForAName) {
  KnownPeople people = known();
  masked(people, "Ask Erik Lund at erik@post.example");
  const int asked = source_.queries;
  EXPECT_LE(asked, 6);
  masked(people, "Ask Erik Lund at erik@post.example");
  EXPECT_EQ(source_.queries, asked);
  source_.fails = true;
  EXPECT_FALSE(people.find("Ask Nils Lund").ok());
}

// Masking a second time finds nobody more: what is left of a text names nobody.
TEST_F(KnownPeopleTest, WhatIsMaskedStaysMasked) {
  KnownPeople people = known();
  const std::string once = masked(people, "Erik Lund, 山田太郎, erik@post.example, 070-123 45 67, tv-77ab3109");
  const std::string twice = masked(people, once);
  EXPECT_EQ(blank(twice), "[typed person:#], [typed person:#], [typed e-mail:#], [typed phone:#], [typed number:#]");
}

// A quarter of a megabyte of whatever repeats costs no more for each byte than a little of it.
TEST_F(KnownPeopleTest, TakesLinearTimeInHostileText) {
  for (const std::string_view unit :
       {"Erik Lund ", "Erik ", "a ",    "A ",      "A",   "a-",  "a'", "山",     "山 ", "ア", "ア・",
        "s ",         "'s ",   "Ab12-", "[typed ", ", A", "A, ", "Ａ", "김민수", "__",  "\n", "ー"}) {
    std::string text;
    while (text.size() < (1U << 18)) {
      text += unit;
    }
    KnownPeople people = known();
    EXPECT_FALSE(masked(people, text).empty()) << unit;
  }
  std::string counted;
  for (int i = 0; counted.size() < (1U << 18); ++i) {
    counted += "Name" + std::to_string(i) + " Of" + std::to_string(i * 7) + " ";
  }
  KnownPeople people = known();
  EXPECT_EQ(masked(people, counted), counted);
}

TEST(LetterCaseTest, ScriptsWithCaseGoBothWays) {
  EXPECT_EQ(lower_case("ERIK ÅSA ŁÓDŹ ŽIŽEK ОЛЕГ ЁЖ ΓΙΏΡΓΟΣ ＥＲＩＫ"), "erik åsa łódź žižek олег ёж γιώργοσ ｅｒｉｋ");
  EXPECT_EQ(upper_case("erik åsa łódź žižek олег ёж γιώργοσ ｅｒｉｋ"), "ERIK ÅSA ŁÓDŹ ŽIŽEK ОЛЕГ ЁЖ ΓΙΏΡΓΟΣ ＥＲＩＫ");
  EXPECT_EQ(title_case("anne-marie O'BRIEN åsa\xFF"
                       "B"),
            "Anne-Marie O'Brien Åsa\xFF"
            "B");
  for (const char* same : {"山田 太郎 فاطمة 7 × ÷ ß ·", "", "\xC3"}) {
    EXPECT_EQ(lower_case(same), same);
    EXPECT_EQ(upper_case(same), same);
  }
  for (char32_t c = 1; c < 0x2000; ++c) {
    EXPECT_TRUE(lower_case(c) == c || upper_case(lower_case(c)) == c) << static_cast<unsigned>(c);
    EXPECT_TRUE(upper_case(c) == c || lower_case(upper_case(c)) == c) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace holdall
