// What counts as a no, record by record (promise P16).
#include "holdall/importer/suppression.h"

#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

const Timestamp kIssued = at("2026-11-23T10:00:00Z");

RecordRefusal refusal_of(std::string_view section, const std::string& record) {
  const auto refusal = derive_suppression(section, canonical(value_of(parse_document(record))), kIssued);
  EXPECT_TRUE(refusal.ok()) << refusal.error().message;
  return refusal.ok() ? refusal.value() : RecordRefusal();
}

// "topic reason time", or nothing.
std::string told(const std::optional<Suppression>& no) {
  return !no ? "" : no->topic + " " + no->reason + (no->at ? " " + format_timestamp(*no->at) : "");
}

// A day of 2026 and the state that began: "03-01 given".
std::string consent(std::string_view state, std::string_view state_day, const std::vector<std::string_view>& events) {
  std::string list;
  for (const std::string_view event : events) {
    list += (list.empty() ? "" : ",") + (R"({"at":"2026-)" + std::string(event.substr(0, 5))) +
            R"(T00:00:00Z","state":")" + std::string(event.substr(6)) + "\"}";
  }
  return R"({"events":[)" + list + R"(],"id":"c1","purpose":"mail","state":")" + std::string(state) +
         R"(","state_at":"2026-)" + std::string(state_day) + R"(T00:00:00Z"})";
}

struct Told {
  const char* name;
  const char* state;
  std::vector<std::string_view> events;
  const char* no;        // "" where there is none
  bool differs = false;  // the state is not what the history says
};

class ConsentSaysNo : public testing::TestWithParam<Told> {};

TEST_P(ConsentSaysNo, ByItsStateOrItsLastAnswer) {
  const auto& [name, state, events, no, differs] = GetParam();
  const RecordRefusal refusal = refusal_of("consents", consent(state, "06-06", events));
  EXPECT_EQ(told(refusal.suppression), no);
  EXPECT_EQ(refusal.state_differs, differs);
}

INSTANTIATE_TEST_SUITE_P(
    P16_Refusals, ConsentSaysNo,
    testing::Values(
        Told{"given", "given", {"03-01 given"}, ""}, Told{"requested", "requested", {"03-01 requested"}, ""},
        Told{"deferred", "deferred", {"03-01 deferred"}, ""}, Told{"deemed", "deemed", {"03-01 deemed"}, ""},
        Told{"renewed", "renewed", {"03-01 given", "04-01 renewed"}, ""},
        Told{"unknown", "unknown", {"03-01 unknown"}, ""},
        Told{"refused", "refused", {"03-01 refused"}, "mail refused 2026-03-01T00:00:00Z"},
        Told{"withdrawn", "withdrawn", {"03-01 given", "04-01 withdrawn"}, "mail withdrawn 2026-04-01T00:00:00Z"},
        Told{"revoked", "revoked", {"03-01 given", "04-01 revoked"}, "mail revoked 2026-04-01T00:00:00Z"},
        Told{"expired", "expired", {"03-01 given", "04-01 expired"}, "mail expired 2026-04-01T00:00:00Z"},
        Told{"invalidated", "invalidated", {"04-01 invalidated"}, "mail invalidated 2026-04-01T00:00:00Z"},
        Told{"no_history", "withdrawn", {}, "mail withdrawn 2026-06-06T00:00:00Z"},
        Told{"given_without_history", "given", {}, ""},
        Told{"given_again_later", "given", {"03-01 withdrawn", "04-01 given"}, ""}),
    [](const auto& each) { return each.param.name; });

INSTANTIATE_TEST_SUITE_P(
    P16_Disagreement, ConsentSaysNo,
    testing::Values(
        Told{"state_hides_the_withdrawal",
             "given",
             {"03-01 given", "04-01 withdrawn"},
             "mail withdrawn 2026-04-01T00:00:00Z",
             true},
        Told{"state_alone_says_no", "withdrawn", {"03-01 given"}, "mail withdrawn 2026-06-06T00:00:00Z", true},
        Told{"events_out_of_order",
             "given",
             {"04-01 withdrawn", "03-01 given"},
             "mail withdrawn 2026-04-01T00:00:00Z",
             true},
        Told{"at_one_moment_the_no_wins",
             "given",
             {"03-01 withdrawn", "03-01 given"},
             "mail withdrawn 2026-03-01T00:00:00Z",
             true},
        Told{"and_in_the_other_order",
             "given",
             {"03-01 given", "03-01 withdrawn"},
             "mail withdrawn 2026-03-01T00:00:00Z",
             true},
        Told{"another_no_than_the_last",
             "expired",
             {"03-01 given", "04-01 withdrawn"},
             "mail withdrawn 2026-04-01T00:00:00Z",
             true},
        Told{"asked_again_after_a_no",
             "requested",
             {"03-01 refused", "04-01 requested"},
             "mail refused 2026-03-01T00:00:00Z"},
        Told{"deemed_after_a_no", "deemed", {"03-01 withdrawn", "04-01 deemed"}, "mail withdrawn 2026-03-01T00:00:00Z"},
        Told{"given_in_the_future_hides_nothing",
             "given",
             {"03-01 withdrawn", "12-01 given"},
             "mail withdrawn 2026-03-01T00:00:00Z",
             true},
        Told{"withdrawn_in_the_future",
             "withdrawn",
             {"03-01 given", "12-01 withdrawn"},
             "mail withdrawn 2026-12-01T00:00:00Z"},
        Told{"a_state_that_the_moment_bears_out", "given", {"03-01 given", "03-01 requested"}, ""}),
    [](const auto& each) { return each.param.name; });

struct Preference {
  const char* kind;
  const char* key;
  const char* no;
};

class PreferenceSaysNo : public testing::TestWithParam<Preference> {};

TEST_P(PreferenceSaysNo, ByItsKind) {
  const auto& [kind, key, no] = GetParam();
  const RecordRefusal refusal =
      refusal_of("preferences", std::string(R"({"id":"s1","kind":")") + kind + R"(","key":")" + key +
                                    R"(","updated":"2026-03-01T00:00:00Z","value":"enabled"})");
  EXPECT_EQ(told(refusal.suppression), no);
  EXPECT_FALSE(refusal.state_differs);
}

INSTANTIATE_TEST_SUITE_P(P16_Refusals, PreferenceSaysNo,
                         testing::Values(Preference{"optout", "email", "email optout 2026-03-01T00:00:00Z"},
                                         Preference{"Opt-Out", "email", "email optout 2026-03-01T00:00:00Z"},
                                         Preference{"opt_out", "email", "email optout 2026-03-01T00:00:00Z"},
                                         Preference{"objection", "ads", "ads objection 2026-03-01T00:00:00Z"},
                                         Preference{"signal", "gpc", "gpc signal 2026-03-01T00:00:00Z"},
                                         Preference{"signal", "Sec-GPC", "gpc signal 2026-03-01T00:00:00Z"},
                                         Preference{"signal", "tcf", ""}, Preference{"setting", "gpc", ""},
                                         Preference{"setting", "optout", ""}, Preference{"optional", "email", ""}));

TEST(P16_Refusals, AnOptOutWithoutATimeIsOneToo) {
  EXPECT_EQ(told(refusal_of("preferences", R"({"id":"s1","kind":"optout","key":"email"})").suppression),
            "email optout");
}

TEST(P16_Refusals, ASignalOfUsageIsReadFromItsMemberAlone) {
  EXPECT_EQ(told(refusal_of("usage", R"({"id":"u","kind":"view","privacy_signal":true,"at":"2026-03-01T00:00:00Z"})")
                     .suppression),
            "gpc signal 2026-03-01T00:00:00Z");
  EXPECT_EQ(told(refusal_of("usage", R"({"id":"u","kind":"view","privacy_signal":false})").suppression), "");
  EXPECT_EQ(told(refusal_of("usage", R"({"id":"u","kind":"view"})").suppression), "");
  EXPECT_EQ(told(refusal_of("usage", R"({"id":"u","kind":"view","ext":{"com.example.x":{"privacy_signal":true}}})")
                     .suppression),
            "");
}

TEST(P16_Refusals, OtherSectionsSayNothing) {
  EXPECT_FALSE(may_refuse("profile"));
  EXPECT_EQ(told(refusal_of("com.example.consents", consent("withdrawn", "06-06", {"03-01 withdrawn"})).suppression),
            "");
}

TEST(Suppression, IsNamedByWhereAndWhenItWasSaid) {
  const std::string withdrawn = consent("withdrawn", "06-06", {"03-01 withdrawn"});
  const std::string later = consent("withdrawn", "06-06", {"03-01 withdrawn", "04-01 withdrawn"});
  EXPECT_EQ(refusal_of("consents", withdrawn).suppression->id(), "consents@2026-03-01T00:00:00Z/c1");
  EXPECT_EQ(refusal_of("consents", later).suppression->id(), "consents@2026-04-01T00:00:00Z/c1");
  EXPECT_EQ(refusal_of("preferences", R"({"id":"s1","kind":"optout","key":"email"})").suppression->id(),
            "preferences/s1");
}

TEST(Suppression, ASignalOfUsageIsKnownByItsName) {
  const std::string may = "2026-05-01T00:00:00Z";
  const Suppression signal{"usage", "", "gpc", "signal", at(may)};
  ASSERT_TRUE(signal_named(signal.id()));
  EXPECT_EQ(signal_named(signal.id())->at, at(may));
  ASSERT_TRUE(signal_named("usage/"));
  EXPECT_FALSE(signal_named("usage/")->at);
  const Suppression preference{"preferences", "usage/", "gpc", "signal", at(may)};
  for (const std::string& id : {preference.id(), std::string("usage"), "usage@" + may, "usage@" + may + "/x",
                                std::string("usage@soon/"), std::string("usages/"), std::string("consents/")}) {
    EXPECT_FALSE(signal_named(id)) << id;
  }
}

TEST(Suppression, OfSignalsTheLatestIsKept) {
  std::optional<Suppression> kept;
  const auto signal = [](const char* day) {
    return Suppression{"usage", "", "gpc", "signal", *day == '\0' ? std::nullopt : std::optional(at(day))};
  };
  for (const char* day : {"", "2026-03-01T00:00:00Z", "2026-05-01T00:00:00Z", "", "2026-04-01T00:00:00Z"}) {
    keep_latest(kept, signal(day));
  }
  EXPECT_EQ(kept->id(), "usage@2026-05-01T00:00:00Z/");
}

TEST(Suppression, IsARecordOfItsOwn) {
  const Layout layout = value_of(Layout::compile({"", "at", "id", "reason", "record", "section", "topic"}));
  Scratch scratch;
  const Suppression no{"consents", "c1", "mail", "withdrawn", at("2026-03-01T00:00:00Z")};
  const std::vector<Cell> cells = suppression_cells(no, layout, scratch);
  ASSERT_EQ(cells.size(), layout.size());
  EXPECT_EQ(cells[*layout.index_of("topic")].as_text(), "mail");
  EXPECT_EQ(cells[*layout.index_of("reason")].as_text(), "withdrawn");
  EXPECT_EQ(cells[*layout.index_of("at")].as_text(), "2026-03-01T00:00:00Z");
  EXPECT_EQ(cells[*layout.index_of("section")].as_text(), "consents");
  EXPECT_EQ(cells[*layout.index_of("record")].as_text(), "c1");
  EXPECT_EQ(cells[*layout.index_of("")].as_text(),
            R"({"at":"2026-03-01T00:00:00Z","id":"consents@2026-03-01T00:00:00Z/c1","reason":"withdrawn",)"
            R"("record":"c1","section":"consents","topic":"mail"})");
  EXPECT_TRUE(
      suppression_cells({"preferences", "s1", "x", "optout", {}}, layout, scratch)[*layout.index_of("at")].is_absent());
}

TEST(Suppression, DamagedRecordsAreErrorsAndNotSilence) {
  for (const char* record : {"[]", R"({"events":{},"id":"c"})", R"({"events":[1],"id":"c"})", R"({"events":[)",
                             R"({"id":"c","purpose":"mail","state":"given"})"}) {
    EXPECT_FALSE(derive_suppression("consents", record, kIssued).ok()) << record;
  }
}

}  // namespace
}  // namespace holdall::test
