// What an import makes of a consent or a refusal: old × new × time (promise P16). Evidence grows and is nothing more, a
// no always has its effect, a yes never has one, and the club's own answer of the person is never touched.
#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

enum class Old : std::uint8_t { kNothing, kGiven, kSuppressed, kLifted, kOwnYes, kOwnNo };

struct OldCase {
  const char* name;
  Old old;
};
constexpr auto kOlds = std::to_array<OldCase>({{"nothing", Old::kNothing},
                                               {"evidence that it was given", Old::kGiven},
                                               {"a suppression", Old::kSuppressed},
                                               {"a suppression that the club lifted", Old::kLifted},
                                               {"the club's own yes", Old::kOwnYes},
                                               {"the club's own no", Old::kOwnNo}});

// When the new is said; the old was said on 2026-05-01.
constexpr std::string_view kOldDay = "2026-05-01";
constexpr auto kNewDays = std::to_array<std::string_view>({"2026-04-01", kOldDay, "2026-06-01"});

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string instant(std::string_view day) {
  return in_quotes(std::string(day) + "T00:00:00Z");
}

// A consent to mail that is in that state since that day; its last event may say otherwise.
SectionText consent(std::string_view state, std::string_view last_event, std::string_view day) {
  return {"consents",
          {R"({"id":"c1","purpose":"mail","state":)" + in_quotes(state) + R"(,"state_at":)" + instant(day) +
           R"(,"events":[{"at":"2026-01-01T00:00:00Z","state":"requested"},{"at":)" + instant(day) + R"(,"state":)" +
           in_quotes(last_event) + "}]}"}};
}

SectionText preference(std::string_view kind, std::string_view key, std::string_view day) {
  return {"preferences",
          {R"({"id":"s1","kind":)" + in_quotes(kind) + R"(,"key":)" + in_quotes(key) + R"(,"updated":)" + instant(day) +
           "}"}};
}

SectionText visit(std::string_view day) {
  return {"usage", {R"({"id":"u1","kind":"view","privacy_signal":true,"at":)" + instant(day) + "}"}};
}

// What is new, and the topics that are suppressed after it came.
struct NewCase {
  const char* name;
  const char* section;
  const char* says;  // consents: the state; preferences: the kind
  const char* of;    // consents: the state of the last event; preferences: the key
  // Where no import had suppressed anything: over nothing, over evidence, over the club's own answers.
  const char* from_open;
  // Where an import had suppressed mail; in doubt the old stays.
  const char* from_suppressed;
  // Where the club has lifted that: the new was said earlier, at the same moment, later. Only the no that was lifted is
  // the same no.
  std::array<const char*, 3> from_lifted;
};

using Topics = std::array<const char*, 3>;
constexpr Topics kNone = {"", "", ""};
constexpr Topics kMail = {"mail", "mail", "mail"};
constexpr Topics kTheSame = {"mail", "", "mail"};
constexpr Topics kGpc = {"gpc", "gpc", "gpc"};

constexpr auto kNews = std::to_array<NewCase>({
    {"given", "consents", "given", "given", "", "mail", kNone},
    {"deemed", "consents", "deemed", "deemed", "", "mail", kNone},
    {"renewed", "consents", "renewed", "renewed", "", "mail", kNone},
    {"requested", "consents", "requested", "requested", "", "mail", kNone},
    {"deferred", "consents", "deferred", "deferred", "", "mail", kNone},
    {"unknown", "consents", "unknown", "unknown", "", "mail", kNone},
    {"refused", "consents", "refused", "refused", "mail", "mail", kMail},
    {"withdrawn", "consents", "withdrawn", "withdrawn", "mail", "mail", kTheSame},
    {"revoked", "consents", "revoked", "revoked", "mail", "mail", kMail},
    {"expired", "consents", "expired", "expired", "mail", "mail", kMail},
    {"invalidated", "consents", "invalidated", "invalidated", "mail", "mail", kMail},
    {"given_but_last_withdrawn", "consents", "given", "withdrawn", "mail", "mail", kTheSame},
    {"withdrawn_but_last_given", "consents", "withdrawn", "given", "mail", "mail", kTheSame},
    {"deemed_but_last_refused", "consents", "deemed", "refused", "mail", "mail", kMail},
    {"optout", "preferences", "optout", "mail", "mail", "mail", kMail},
    {"objection", "preferences", "objection", "mail", "mail", "mail", kMail},
    {"gpc", "preferences", "signal", "gpc", "gpc", "gpc mail", kGpc},
    {"gpc_in_usage", "usage", "", "", "gpc", "gpc mail", kGpc},
});

SectionText make_new(const NewCase& each, std::string_view day) {
  const std::string_view section = each.section;
  return section == "consents"      ? consent(each.says, each.of, day)
         : section == "preferences" ? preference(each.says, each.of, day)
                                    : visit(day);
}

// Every table in which a yes of the club's own would stand, byte for byte.
constexpr std::string_view kOwnAnswers =
    "SELECT quote(pid), quote(email_ok), quote(email_ok_proof), typeof(email_ok) FROM marketing ORDER BY 1";
constexpr std::string_view kSuppressions =
    "SELECT quote(pid), quote(topic), quote(origin), quote(reason), quote(since), quote(confirmed), quote(batch)"
    " FROM suppression ORDER BY rowid";
constexpr std::string_view kEvidence =
    "SELECT quote(record_json), last_state, reliance, quote(batch) FROM consent_evidence ORDER BY rowid";

// A club, a shop, and what is between them before the new bundle comes.
class Before {
 public:
  explicit Before(Old old) {
    if (old == Old::kGiven) {
      import({consent("given", "given", kOldDay)});
    }
    if (old == Old::kSuppressed || old == Old::kLifted) {
      import({consent("withdrawn", "withdrawn", kOldDay)});
    }
    if (old == Old::kLifted) {
      club.run("DELETE FROM suppression;\n");
    }
    if (old == Old::kOwnYes || old == Old::kOwnNo) {
      club.run(std::string("INSERT INTO marketing VALUES(1, ") + (old == Old::kOwnYes ? "1" : "0") +
               ", 'asked at the desk on 2026-05-01');\n");
    }
  }

  // Each bundle is issued a minute after the one before.
  ImportReport import(const std::vector<SectionText>& sections) {
    ++bundles_;
    BundleFacts facts;
    facts.id.back() = static_cast<char>('0' + bundles_);
    facts.issued = "2026-11-23T10:0" + std::to_string(bundles_) + ":00Z";
    return value_of(club.import(shop_.bundle(sections, facts), club_map()));
  }

  Receiver club{club_sql()};

 private:
  Sender shop_;
  int bundles_ = 0;
};

const char* wanted_topics(const NewCase& each, Old old, std::size_t moment) {
  return old == Old::kSuppressed ? each.from_suppressed
         : old == Old::kLifted   ? each.from_lifted.at(moment)
                                 : each.from_open;
}

// One record more of evidence, unless it is word for word the one that was there.
std::size_t wanted_evidence(const NewCase& each, Old old, std::string_view day) {
  const bool had = old == Old::kGiven || old == Old::kSuppressed || old == Old::kLifted;
  const std::string_view state = old == Old::kGiven ? "given" : "withdrawn";
  const bool same = had && day == kOldDay && each.says == state && each.of == state;
  return (had ? 1U : 0U) + (std::string_view(each.section) == "consents" && !same ? 1U : 0U);
}

// Whether `rows` begins with all of `before`: nothing was changed or taken away.
bool only_grew(const std::vector<std::string>& before, const std::vector<std::string>& rows) {
  return before.size() <= rows.size() && std::equal(before.begin(), before.end(), rows.begin());
}

class ConsentOverTime : public testing::TestWithParam<NewCase> {};

TEST_P(ConsentOverTime, GrowsEvidenceHearsEveryNoAndNeverMeansYes) {
  const NewCase& now = GetParam();
  for (const OldCase& old : kOlds) {
    for (std::size_t moment = 0; moment < kNewDays.size(); ++moment) {
      SCOPED_TRACE(std::string(old.name) + ", then on " + std::string(kNewDays.at(moment)));
      Before place(old.old);
      const auto answers = place.club.rows(kOwnAnswers);
      const auto suppressions = place.club.rows(kSuppressions);
      const auto evidence = place.club.rows(kEvidence);
      place.import({make_new(now, kNewDays.at(moment))});

      EXPECT_EQ(place.club.rows(kOwnAnswers), answers);
      EXPECT_TRUE(only_grew(suppressions, place.club.rows(kSuppressions)));
      EXPECT_TRUE(only_grew(evidence, place.club.rows(kEvidence)));
      EXPECT_EQ(place.club.one("SELECT coalesce(group_concat(topic, ' '), '') FROM"
                               " (SELECT topic FROM suppression WHERE pid=1 AND confirmed=0 ORDER BY 1)"),
                wanted_topics(now, old.old, moment));
      EXPECT_EQ(place.club.rows(kEvidence).size(), wanted_evidence(now, old.old, kNewDays.at(moment)));
      EXPECT_EQ(place.club.one("SELECT count(*) FROM consent_evidence WHERE reliance <> 'evidence_only' OR pid <> 1"),
                "0");
      EXPECT_EQ(place.club.one("SELECT count(*) FROM suppression WHERE pid <> 1"), "0");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(P16_TruthTable, ConsentOverTime, testing::ValuesIn(kNews),
                         [](const auto& each) { return each.param.name; });

TEST(P16_Refusals, AreToldInTheReport) {
  Before place(Old::kNothing);
  const ImportReport report = place.import({consent("given", "withdrawn", kOldDay)});
  ASSERT_EQ(report.rejects().size(), 2U);
  EXPECT_EQ(report.rejects()[0].code, "CONSENT_NOT_TRANSFERABLE");
  EXPECT_EQ(report.rejects()[1].item + " " + report.rejects()[1].code, "consents CONSENT_STATE_DIFFERS");
  EXPECT_EQ(place.club.one("SELECT topic, reason, since, origin, length(batch) FROM suppression"),
            "mail|withdrawn|1777593600|https://shop.example|16");
}

TEST(P16_Refusals, SignalsOfUsageAreOneSuppressionSinceTheLatest) {
  Before place(Old::kNothing);
  SectionText visits = visit("2026-04-01");
  visits.records.push_back(R"({"id":"u2","kind":"view","privacy_signal":true,"at":"2026-06-01T00:00:00Z"})");
  visits.records.push_back(R"({"id":"u3","kind":"view","privacy_signal":true,"at":"2026-05-01T00:00:00Z"})");
  visits.records.push_back(R"({"id":"u4","kind":"view","privacy_signal":false,"at":"2026-07-01T00:00:00Z"})");
  place.import({visits});
  EXPECT_EQ(place.club.one("SELECT topic, reason, since FROM suppression"), "gpc|signal|1780272000");
}

std::string signal_of(std::string_view id, std::string_view day) {
  return R"({"id":")" + std::string(id) + R"(","kind":"view","privacy_signal":true,"at":")" + std::string(day) +
         R"(T00:00:00Z"})";
}

// A bundle of three signals, of which a part was imported before: what the rest may add to it.
class SignalsInParts : public testing::TestWithParam<std::string> {
 protected:
  SignalsInParts() {
    BundleFacts facts;
    facts.issued = "2026-11-23T10:00:00Z";
    bundles_.emplace(shop_.bundle_in_parts(
        {{"usage", {signal_of("u1", "2026-04-01"), signal_of("u2", "2026-06-01"), signal_of("u3", "2026-05-01")}}},
        facts, GetParam()));
  }
  ImportReport import(const VerifiedBundle& bundle) {
    ImportOptions options;
    options.allow_partial = true;
    return value_of(club_.import(bundle, club_map(), options));
  }
  [[nodiscard]] std::vector<std::string> suppressions() const {
    return club_.rows("SELECT topic, date(since, 'unixepoch') FROM suppression ORDER BY since");
  }
  void without_unique_key() const {
    club_.run(
        "CREATE TABLE plain AS SELECT * FROM suppression;\nDROP TABLE suppression;\n"
        "ALTER TABLE plain RENAME TO suppression;\n");
  }
  using Rows = std::vector<std::string>;

  Sender shop_;
  Receiver club_{club_sql()};
  std::optional<Sender::InParts> bundles_;
};

TEST_P(SignalsInParts, P16_LeaveOneSuppression) {
  without_unique_key();
  import(bundles_->part);
  const Rows before = suppressions();
  ASSERT_EQ(before.size(), 1U);
  import(bundles_->whole);
  EXPECT_EQ(suppressions(), before);
}

TEST_P(SignalsInParts, P16_ALaterOneHasItsEffectWhereTheEarlierWasLifted) {
  without_unique_key();
  import(bundles_->part);
  club_.run("DELETE FROM suppression;\n");
  import(bundles_->whole);
  EXPECT_EQ(suppressions(), GetParam() == "u2" ? Rows{"gpc|2026-06-01"} : Rows{});
}

INSTANTIATE_TEST_SUITE_P(Without, SignalsInParts, testing::Values("u1", "u2"),
                         [](const auto& each) { return each.param; });

TEST(P16_Refusals, ASignalThatIsNoLaterThanOneBeforeAddsNothing) {
  Sender shop;
  const Receiver club(club_sql());
  club.run(
      "CREATE TABLE plain AS SELECT * FROM suppression;\nDROP TABLE suppression;\n"
      "ALTER TABLE plain RENAME TO suppression;\n");
  const auto count_after = [&](char number, std::string_view day) {
    BundleFacts facts;
    facts.id.back() = number;
    facts.issued = "2026-11-23T10:0" + std::string(1, number) + ":00Z";
    const auto report = club.import(shop.bundle({{"usage", {signal_of("u1", day)}}}, facts), club_map());
    EXPECT_TRUE(report.ok()) << report.error().message;
    return club.one("SELECT count(*) FROM suppression");
  };
  EXPECT_EQ(count_after('1', "2026-06-01"), "1");
  EXPECT_EQ(count_after('2', "2026-06-01"), "1");
  EXPECT_EQ(count_after('3', "2026-05-01"), "1");
  EXPECT_EQ(count_after('4', "2026-07-01"), "2") << "said at another time, later";
}

constexpr std::string_view kHead =
    R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[)";

// What a map does not take is counted, so that nobody thinks there was no refusal.
TEST(P16_Refusals, ThatNoRuleStoresAreCounted) {
  struct MapCase {
    const char* rules;
    const char* counted;
  };
  for (const auto& [rules, counted] : {
           MapCase{R"({"from":"devices","reject":"NOT_RELEVANT"})",
                   "consents|1|SUPPRESSION_UNMAPPED,usage|1|SUPPRESSION_UNMAPPED,usage|1|UNMAPPED"},
           MapCase{R"({"from":"@suppressions","when":{"/topic":["gpc"]},"into":"suppression",
                       "set":{"pid":{"subject":true},"topic":{"from":"/topic"}}})",
                   "consents|1|SUPPRESSION_UNMAPPED,usage|1|UNMAPPED"},
           MapCase{R"({"from":"@suppressions","into":"suppression",
                       "set":{"pid":{"subject":true},"topic":{"from":"/topic"}}})",
                   "usage|1|UNMAPPED"},
       }) {
    SCOPED_TRACE(rules);
    const Receiver club(club_sql());
    Sender shop;
    const auto report = club.import(shop.bundle({consent("withdrawn", "withdrawn", kOldDay), visit(kOldDay)}),
                                    std::string(kHead) + rules + "]}");
    ASSERT_TRUE(report.ok()) << report.error().message;
    std::string text;
    for (const Reject& reject : report.value().rejects()) {
      text += (text.empty() ? "" : ",") + reject.item + "|" + std::to_string(reject.n) + "|" + reject.code;
    }
    EXPECT_EQ(text, counted);
  }
}

// Neither what Holdall finds nor what the map itself calls a no can be left out; the rest can.
TEST(P16_Refusals, AreStoredWhereNothingElseIsSelected) {
  const Receiver club(club_sql());
  Sender shop;
  SectionText preferences = preference("optout", "ads", kOldDay);
  preferences.records.push_back(R"({"id":"s2","kind":"setting","key":"personal_information","value":"disabled"})");
  const ImportMap map = value_of(ImportMap::parse(club_map()));
  ImportOptions options;
  options.selection = value_of(Selection::make(map, std::vector<std::string>{"usage"}, {}));
  const auto report =
      club.import(shop.bundle({consent("withdrawn", "withdrawn", kOldDay), preferences}), club_map(), options);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(club.rows("SELECT topic FROM suppression ORDER BY 1"),
            (std::vector<std::string>{"ads", "mail", "sale_share"}));
  EXPECT_EQ(club.one("SELECT count(*) FROM consent_evidence"), "0");
}

// A record whose no is stored is not one that is stored nowhere.
TEST(P16_Refusals, CountForTheRecordThatSaysThem) {
  Before place(Old::kNothing);
  const ImportReport first = place.import({preference("optout", "ads", kOldDay)});
  EXPECT_EQ(first.records("preferences").at(static_cast<std::size_t>(Outcome::kStored)), 1U);
  EXPECT_TRUE(first.refused().empty());
  const ImportReport again = place.import({preference("optout", "ads", kOldDay)});
  EXPECT_EQ(again.records("preferences").at(static_cast<std::size_t>(Outcome::kUnchanged)), 1U);
}

// The rest is not worth a no.
TEST(P16_Refusals, ThatFindNoPlaceRefuseTheImportWhateverThePolicy) {
  const Receiver club(club_sql() +
                      "CREATE TABLE number(pid INTEGER NOT NULL REFERENCES person, topic INTEGER);\n"
                      "CREATE TABLE few(pid INTEGER NOT NULL REFERENCES person, topic TEXT CHECK(topic = 'gpc'));\n"
                      "CREATE TABLE theirs(pid INTEGER NOT NULL REFERENCES person, topic TEXT UNIQUE);\n"
                      "INSERT INTO theirs VALUES(2, 'mail');\n");
  Sender shop;
  const auto bundle = shop.bundle({consent("withdrawn", "withdrawn", kOldDay)});
  const std::string before = club.bytes();
  std::string head(kHead);
  head.insert(head.find("\"rules\""), R"("policy":{"misfit":"store_rest"},)");
  for (const auto& [table, code] :
       {std::pair("number", "WRONG_TYPE"), std::pair("few", "CHECK_FAILED"), std::pair("theirs", "CONFLICT")}) {
    const auto report = club.import(bundle, head + R"({"from":"@suppressions","into":")" + table +
                                                R"(","set":{"pid":{"subject":true},"topic":{"from":"/topic"}}}]})");
    ASSERT_FALSE(report.ok()) << table;
    EXPECT_EQ(report.error().code, ErrorCode::kMapping);
    EXPECT_NE(report.error().message.find(code), std::string::npos) << report.error().message;
    EXPECT_EQ(club.bytes(), before) << table;
  }
}

TEST(P16_Refusals, NeedNoMoreThanToHaveBeenSaid) {
  const Receiver club(club_sql());
  Sender shop;
  const auto report =
      club.import(shop.bundle({{"preferences", {R"({"id":"s1","kind":"optout","key":"mail"})"}}}),
                  std::string(kHead) + R"({"from":"@suppressions","into":"suppression","set":{"pid":{"subject":true},
                      "topic":{"const":"all"},"since":{"from":"/at","fn":["rfc3339_to_epoch"]}}}]})");
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(club.one("SELECT topic, since FROM suppression"), "all|");
  EXPECT_TRUE(report.value().rejects().empty());
}

}  // namespace
}  // namespace holdall::test
