// The whole export, from a database that no example knows to a bundle that verifies.
#include "holdall/exporter/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/request_section.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing_library::export_to;
using testing_library::Folder;
using testing_library::kMap;
using testing_library::kRequest;
using testing_library::make_database;
using testing_library::read_file;
using testing_library::records_of;
using testing_library::replaced;
using testing_library::with_owner;

class ExportTest : public testing::Test {
 protected:
  void SetUp() override { make_database(database_); }
  std::string request_of(const std::string& card) { return replaced(kRequest, "\"7\"", "\"" + card + "\""); }

  Folder folder_;
  std::string database_ = folder_.file("library.db");
  std::string bundle_ = folder_.file("out.holdall.zip");
};

TEST_F(ExportTest, EverySectionOfTheMapIsThereWithItsRecordsInOrder) {
  const auto report = export_to(bundle_, database_);
  ASSERT_TRUE(report.ok()) << report.error().message;
  const auto records = records_of(bundle_);
  EXPECT_THAT(records.at("identifiers"), ElementsAre(R"({"id":"mail:7","type":"email","value":"OWN7-mail@x.example"})",
                                                     R"({"held":true,"id":"pin:7","type":"pin"})"));
  EXPECT_THAT(
      records.at("usage"),
      ElementsAre(
          R"({"at":"2026-03-01T09:00:00Z","id":"loan:102","kind":"loan","object":"OWN7-title-a","privacy_signal":false})",
          R"({"at":"2026-03-02T10:00:00Z","id":"loan:100","kind":"loan","object":"OWN7-title-b","privacy_signal":true})",
          R"({"count":1,"country":"NO","id":"visit:7:2026-01-01:S","kind":"visit","period":"2026-01-01"})",
          R"({"count":3,"country":"SE","id":"visit:7:2026-01-02:N","kind":"visit","period":"2026-01-02"})"));
  EXPECT_THAT(records.at("inferences"), IsEmpty());
}

TEST_F(ExportTest, RowsOfAGroupBecomeOneRecordWithItsWholeHistory) {
  ASSERT_TRUE(export_to(bundle_, database_).ok());
  EXPECT_THAT(
      records_of(bundle_).at("consents"),
      ElementsAre(
          R"({"events":[{"at":"2024-03-01T00:00:00Z","state":"given"},{"at":"2025-06-10T00:00:00Z","state":"withdrawn"}],)"
          R"("id":"grant:g1","notice":{"language":"sv"},"purpose":"OWN7-topic","state":"withdrawn","state_at":"2025-06-10T00:00:00Z"})",
          R"({"events":[{"at":"2024-05-01T00:00:00Z","state":"refused"}],"id":"grant:g3","purpose":"OWN7-other",)"
          R"("state":"refused","state_at":"2024-05-01T00:00:00Z"})"));
}

TEST_F(ExportTest, JsonColumnsBecomeCanonicalValuesAndDerivedIdsHideCounters) {
  ASSERT_TRUE(export_to(bundle_, database_).ok());
  const auto records = records_of(bundle_);
  EXPECT_EQ(records.at("communications").back(), R"({"detail":{"a":"OWN7-extra","b":1},"id":"extra:7","kind":"note"})");
  EXPECT_THAT(records.at("communications").front(), ::testing::MatchesRegex(R"(.*"id":"letter:[A-Za-z0-9_-]{22}".*)"));
  ASSERT_TRUE(export_to(bundle_ + "2", database_).ok());
  EXPECT_EQ(records_of(bundle_ + "2"), records) << "derived ids are stable";
}

TEST_F(ExportTest, P17_ABundleHoldsAllOfOnePersonAndNothingOfAnother) {
  for (const std::string own : {"7", "8"}) {
    SCOPED_TRACE(own);
    const std::string path = bundle_ + own;
    ASSERT_TRUE(export_to(path, database_, kMap, request_of(own)).ok());
    const std::string text = testing_library::all_text(path);
    for (const char* mark : {"mail@", "name", "title", "topic", "letter"}) {
      EXPECT_THAT(text, HasSubstr("OWN" + own + "-" + mark));
    }
    EXPECT_THAT(text, Not(HasSubstr(own == "7" ? "OWN8" : "OWN7")));
  }
}

TEST_F(ExportTest, P18_TheBytesOfACredentialNeverLeaveAndItsExistenceIsTold) {
  ASSERT_TRUE(export_to(bundle_, database_).ok());
  EXPECT_THAT(testing_library::all_text(bundle_), Not(HasSubstr("SECRET\"")));
  EXPECT_THAT(testing_library::all_text(bundle_), Not(HasSubstr("U0VDUkVU")));  // its base64
  EXPECT_THAT(read_file(bundle_), Not(HasSubstr("SECRET8")));
  EXPECT_THAT(
      records_of(bundle_).at("contents"),
      ::testing::Contains(
          R"({"category":"ID","code":"SECRET_CREDENTIAL","count":1,"id":"item:pin:existence:SECRET_CREDENTIAL",)"
          R"("item":"pin","kind":"item","outcome":"existence","pointers":["identifiers#/held"],)"
          R"~("provenance":"provided","reference":"Holdall core; GDPR 15(4), 32; 11 CCR 7024(d)"})~"));
}

TEST_F(ExportTest, TheLedgerAccountsForEveryItemSectionAndNotice) {
  const auto report = export_to(bundle_, database_);
  ASSERT_TRUE(report.ok());
  std::map<std::string, std::string> outcomes;
  for (const ItemOutcome& item : report.value().items) {
    outcomes[item.item] += item.outcome + " " + std::to_string(item.count) + item.code;
  }
  EXPECT_EQ(outcomes, (std::map<std::string, std::string>{{"mail", "included 1"},
                                                          {"pin", "existence 1SECRET_CREDENTIAL"},
                                                          {"person", "included 3"},
                                                          {"loans", "included 12"},
                                                          {"grants", "included 13"},
                                                          {"letters", "included 1"},
                                                          {"fax", "not_collected 0"},
                                                          {"borrowed.elsewhere", "elsewhere 0OTHER_CONTROLLER"}}));
  const auto contents = records_of(bundle_).at("contents");
  const std::string lines = ::testing::PrintToString(contents);
  for (const char* id : {"notice:controller:#1", "notice:complaint:#2", "notice:purpose:P1", "notice:recipient:RP",
                         "section:request", "section:inferences", "item:fax:not_collected"}) {
    EXPECT_THAT(lines, HasSubstr(id));
  }
  EXPECT_THAT(lines, Not(HasSubstr("section:contents")));
}

TEST_F(ExportTest, AnItemWithoutAValueIsToldToBeEmpty) {
  const auto report = export_to(bundle_, database_, kMap, replaced(kRequest, R"({"card": "7"})", "\"9\""));
  ASSERT_TRUE(report.ok()) << report.error().message;
  for (const ItemOutcome& item : report.value().items) {
    if (item.item == "loans" || item.item == "pin") {
      EXPECT_EQ(item.outcome, "empty") << item.item;
    }
  }
  EXPECT_THAT(records_of(bundle_).at("identifiers"), ElementsAre(HasSubstr("Gone@")));
}

TEST_F(ExportTest, TheRequestIsToldWithoutTheKeyOfThePerson) {
  ASSERT_TRUE(
      export_to(bundle_, database_, kMap, replaced(kRequest, R"({"card": "7"})", R"("own7-MAIL@X.example")")).ok());
  std::string record = records_of(bundle_).at("request").at(0);
  const auto binding = record.find(R"("id")");
  ASSERT_EQ(record.find(R"({"binding":")"), 0U);
  EXPECT_THAT(
      std::vector{"{" + record.substr(binding)},
      ElementsAre(
          R"({"id":"r-1","mode":"copy","received":"2026-11-23T11:00:00Z","requested":"row-policy-baseline","requester":{"kind":"subject",)"
          R"("verification":{"at":"2026-11-23T11:00:00Z","level":"substantial","method":"card_and_pin"}},)"
          R"("residence":"SE","right":"row-policy-baseline/2026.11"})"));
}

TEST_F(ExportTest, TheSameClockRandomnessAndDataGiveTheSameBytes) {
  const auto first = export_to(bundle_ + "1", database_);
  const auto second = export_to(bundle_ + "2", database_);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(sha256_hex(read_file(bundle_ + "1")), sha256_hex(read_file(bundle_ + "2")));
  EXPECT_EQ(canonical(first.value().to_value()), canonical(second.value().to_value()));
}

TEST_F(ExportTest, AReportSaysNothingAboutThePerson) {
  const auto report = export_to(bundle_, database_);
  ASSERT_TRUE(report.ok());
  EXPECT_THAT(canonical(report.value().to_value()), Not(HasSubstr("OWN7")));
  EXPECT_EQ(report.value().issued, testing_library::at("2026-11-23T12:00:00Z")) << "whole seconds";
}

TEST_F(ExportTest, P27_TheSourceIsNotChanged) {
  const std::string before = sha256_hex(read_file(database_));
  ASSERT_TRUE(export_to(bundle_, database_).ok());
  EXPECT_EQ(sha256_hex(read_file(database_)), before);
}

TEST_F(ExportTest, ATransferNamesItsAudienceAndAnswersOnlyThatRequest) {
  const std::string text = replaced(
      kRequest, R"("mode": "copy")",
      R"("mode": "transfer", "audience": "https://club.example", "expires": "2026-12-23T00:00:00Z", "sub": {"id": "p-1"})");
  ASSERT_TRUE(export_to(bundle_, database_, kMap, text).ok());
  const auto manifest = read_manifest(open_bundle(bundle_).value().manifest_bytes());
  ASSERT_TRUE(manifest.ok());
  EXPECT_THAT(manifest.value().audience, ElementsAre("https://club.example"));
  const DataMap map = testing_library::library_map();
  const std::string& iss = map.controller().iss;
  EXPECT_TRUE(answers(manifest.value(), testing_library::authorised(map, text), iss));
  EXPECT_FALSE(answers(manifest.value(), testing_library::authorised(map), iss));
  EXPECT_FALSE(answers(manifest.value(), testing_library::authorised(map, replaced(text, "p-1", "p-2")), iss));
}

struct Refusal {
  const char* name;
  const char* sql;       // run before the export
  const char* map_from;  // replaced in the map
  const char* map_to;
  const char* key;  // of the request
  ErrorCode code;
  const char* message;
};

TEST_F(ExportTest, WhatDoesNotFitIsRefusedWithoutAValueAndWithoutAFile) {
  const std::vector<Refusal> cases = {
      {"nobody", "", "", "", R"({"card": "77"})", ErrorCode::kNoData, "/subject/key"},
      {"keys that disagree", "", "", "", R"({"card": "7", "mail": "OWN8-mail@x.example"})", ErrorCode::kNoData,
       "/subject/key"},
      {"a key that is not in the map", "", "", "", R"({"phone": "7"})", ErrorCode::kRequestUnfit, "/subject/key"},
      {"a closed account under a key for active ones", "", "", "", R"({"mail": "Gone@x.example"})", ErrorCode::kNoData,
       "/subject/key"},
      {"two people under one key",
       "INSERT INTO reader VALUES(10,'own7-MAIL@x.example','OWN10-name',NULL,NULL,'active',NULL)", "", "",
       R"("OWN7-mail@x.example")", ErrorCode::kIncompleteRequest, "more than one person"},
      {"text that is no date", "UPDATE reader SET born='OWN7-not-a-date' WHERE card=7", "", "", R"("7")",
       ErrorCode::kSourceData, "reader.born, row 1: is not a date"},
      {"text that is no time", "UPDATE loan SET at='OWN7 2026-03-02 10:00' WHERE loan_no=102", "", "", R"("7")",
       ErrorCode::kSourceData, "loan.at, row 2"},
      {"a boolean that is two", "UPDATE loan SET late=2 WHERE card=7", "", "", R"("7")", ErrorCode::kSourceData,
       "loan.late, row 1"},
      {"an integer beyond 2^53", "UPDATE visit SET n=9007199254740992 WHERE card=7", "", "", R"("7")",
       ErrorCode::kSourceData, "visit.n, row 1"},
      {"text where an integer stands", "UPDATE visit SET n='OWN7-many' WHERE card=7", "", "", R"("7")",
       ErrorCode::kSourceData, "visit.n, row 1"},
      {"JSON with a key twice", R"(UPDATE reader SET extra='{"OWN7":1,"OWN7":2}' WHERE card=7)", "", "", R"("7")",
       ErrorCode::kSourceData, "reader.extra, row 1"},
      {"JSON with a reserved member", R"(UPDATE reader SET extra='{"a":[{"_file":"OWN7"}]}' WHERE card=7)", "", "",
       R"("7")", ErrorCode::kSourceData, "reader.extra, row 1"},
      {"NULL in a required field", "UPDATE grant_event SET topic=NULL WHERE seq=4", "", "", R"("7")",
       ErrorCode::kSourceData, "grant_event.topic, record 1"},
      {"NULL in an id", "UPDATE grant_event SET grant_no=NULL WHERE seq=3", "", "", R"("7")", ErrorCode::kSourceData,
       "grant_event.grant_no"},
      {"a choice that its section does not know", "UPDATE grant_event SET state='OWN7-maybe' WHERE seq=1", "", "",
       R"("7")", ErrorCode::kRecordSchema, "section consents, part grant"},
      {"a table that is not there", "DROP TABLE loan", "", "", R"("7")", ErrorCode::kMapUnfit,
       "/sections/usage/0/table"},
      {"a column that is not there", "", "\"column\": \"title\"", "\"column\": \"Title\"", R"("7")",
       ErrorCode::kMapUnfit, "/sections/usage/0/fields/1/column"},
      {"an id that is not unique", "", "\"columns\": [\"loan_no\"]", "\"columns\": [\"title\"]", R"("7")",
       ErrorCode::kMapUnfit, "/sections/usage/0/id/columns"},
  };
  for (const Refusal& each : cases) {
    SCOPED_TRACE(each.name);
    const std::string database = folder_.file(std::string(each.name) + ".db");
    make_database(database, *each.sql == '\0' ? std::vector<std::string>{} : std::vector<std::string>{each.sql});
    const std::string map = *each.map_from == '\0' ? kMap : replaced(kMap, each.map_from, each.map_to);
    const auto report = export_to(bundle_, database, map, replaced(kRequest, R"({"card": "7"})", each.key));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(error_info(report.error().code).token, error_info(each.code).token) << report.error().message;
    EXPECT_THAT(report.error().message, HasSubstr(each.message));
    EXPECT_THAT(report.error().message, Not(HasSubstr("OWN")));
    EXPECT_FALSE(std::filesystem::exists(bundle_));
  }
}

TEST_F(ExportTest, P27_ValuesThatLookLikeSqlAreOnlyValues) {
  for (const std::string payload : {"7' OR '1'='1", "7; DROP TABLE reader; --", "7\\\" UNION SELECT pin FROM reader",
                                    "?1", "%", "_", "7\\u0000", "NULL", "card"}) {
    SCOPED_TRACE(payload);
    const auto report =
        export_to(bundle_, database_, kMap, replaced(kRequest, R"({"card": "7"})", "\"" + payload + "\""));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kNoData);
  }
  const std::string nasty = "Robert'); DROP TABLE loan;--";
  const std::string database = folder_.file("nasty.db");
  make_database(database, {"UPDATE reader SET name='Robert''); DROP TABLE loan;--'"});
  ASSERT_TRUE(export_to(bundle_, database).ok());
  EXPECT_THAT(testing_library::all_text(bundle_), HasSubstr(nasty));
}

TEST_F(ExportTest, TextThatIsNotTextLeavesAsBytesAndTextWithNulAsText) {
  const std::string database = folder_.file("bytes.db");
  make_database(database, {"UPDATE reader SET name=CAST(x'ff00fe' AS TEXT) WHERE card=7",
                           "UPDATE letter SET body='OWN7-letter' || char(0) || 'end' WHERE letter_no=1"});
  const auto report = export_to(bundle_, database);
  ASSERT_TRUE(report.ok()) << report.error().message;
  const std::string text = testing_library::all_text(bundle_);
  EXPECT_THAT(text, HasSubstr(R"("display_name":{"_bytes":"_wD-"})"));
  EXPECT_THAT(text, HasSubstr(R"("body":"OWN7-letter\u0000end")"));
}

class ExportedIdsTest : public ExportTest {
 protected:
  // Exports `badge`, whose untyped key holds these values.
  Result<ExportReport> export_badges(const std::string& values) {
    const std::string database = folder_.file("badges.db");
    make_database(database,
                  {"CREATE TABLE badge(card INTEGER, code UNIQUE)", "INSERT INTO badge(card, code) VALUES " + values});
    const std::string part = R"({"name": "badge", "table": "badge", "owner": "card",
                                "id": {"kind": "natural", "columns": ["code"]},
                                "fields": [{"field": "kind", "const": "badge"}, )"
                             R"({"field": "count", "column": "card", "type": "integer", "item": "loans"}]})";
    const std::string map = with_owner(kMap, R"("badge": {"key": ["code"], "column": "card"})");
    return export_to(bundle_, database, replaced(map, R"("usage": [)", R"("usage": [)" + part + ","));
  }
};

TEST_F(ExportedIdsTest, KeysOfDifferentKindsAreDifferentRecords) {
  const auto report = export_badges("(7, 1), (7, '1'), (7, x'31'), (7, 'MQ')");
  ASSERT_TRUE(report.ok()) << report.error().message;
  const std::string text = testing_library::all_text(bundle_);
  for (const char* id : {"badge:1", "badge:%31", "badge:%bMQ", "badge:MQ"}) {
    EXPECT_THAT(text, HasSubstr(R"("id":")" + std::string(id) + R"(")"));
  }
}

// Text that is no text counts as bytes: the one way in which two values of a unique key still have one id.
TEST_F(ExportedIdsTest, OneIdTwiceInTurnStopsTheExport) {
  const auto report = export_badges("(7, x'FF'), (7, CAST(x'FF' AS TEXT))");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kSelfCheck);
  EXPECT_THAT(report.error().message, HasSubstr("/sections/usage/0/id/columns"));
  EXPECT_FALSE(std::filesystem::exists(bundle_));
}

TEST_F(ExportTest, AnExistingOutputIsLeftAlone) {
  std::ofstream(bundle_) << "mine";
  const auto report = export_to(bundle_, database_);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kPathExists);
  EXPECT_EQ(read_file(bundle_), "mine");
}

TEST_F(ExportTest, ARequestIsAnsweredOnlyFromTheMapItWasCheckedWith) {
  const DataMap map = testing_library::library_map();
  const DataMap other = testing_library::library_map(replaced(kMap, "library/1", "library/2"));
  const auto source = open_source("sqlite:" + database_);
  const FixedClock clock(testing_library::kNow);
  testing_library::CountingRandom random;
  ExportOptions options;
  options.output = bundle_;
  options.clock = &clock;
  options.random = &random;
  const auto report =
      export_bundle(testing_library::authorised(map), other, *source.value(), testing_library::library_key(), options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kUsage);
}

// What a right keeps back does not leave in the id of the record that is left.
TEST_F(ExportTest, P17_AnIdThatWouldShowWhatIsKeptBackIsHidden) {
  const std::string part =
      R"({"name": "letter", "table": "letter", "joins": [{"table": "thread", "on": {"thread_no": "thread_no"}}],
       "owner": "thread.card", "id": {"kind": "natural", "columns": ["letter_no", "body"]},
       "fields": [{"field": "kind", "const": "message"},
                  {"field": "at", "column": "at", "type": "timestamp", "item": "loans"},)";
  const std::string from =
      R"({"name": "letter", "table": "letter", "joins": [{"table": "thread", "on": {"thread_no": "thread_no"}}],
       "owner": "thread.card", "id": {"kind": "derived", "columns": ["letter_no"]},
       "fields": [{"field": "kind", "const": "message"},)";
  const std::string natural = replaced(kMap, from, part);
  ASSERT_TRUE(export_to(bundle_, database_, natural).ok());
  EXPECT_THAT(testing_library::all_text(bundle_), HasSubstr(R"("id":"letter:1:OWN7-letter")"));
  const std::string others = folder_.file("others.zip");
  const std::string item = R"("letters": {"category": "ID", "provenance": "provided")";
  ASSERT_TRUE(export_to(others, database_, replaced(natural, item, item + R"(, "about": "other")")).ok());
  const std::string text = testing_library::all_text(others);
  EXPECT_THAT(text, Not(HasSubstr("OWN7-letter")));
  EXPECT_THAT(text, HasSubstr(R"("id":"letter:)"));
}

// A source that returns somebody else's row among the subject's.
class LeakySource final : public Source {
 public:
  Result<void> recognise(const KnownBy& known, std::span<const Spelling> spellings,
                         const std::function<void(KnownOwner&&)>& visit) override {
    return inner_->recognise(known, spellings, visit);
  }

  explicit LeakySource(std::unique_ptr<Source> inner) : inner_(std::move(inner)) {}
  Result<void> snapshot() override { return inner_->snapshot(); }
  Result<void> check(const Query& query) override { return inner_->check(query); }
  Result<void> check(const OwnedRows& rows) override { return inner_->check(rows); }
  Result<std::vector<Value>> find(const SubjectTable& people, const SubjectKey& name, const Value& key) override {
    return inner_->find(people, name, key);
  }
  Result<std::vector<sqlite::Table>> tables() override { return inner_->tables(); }
  Result<std::unique_ptr<RowReader>> sample(const std::string& table, const std::vector<std::string>& columns,
                                            std::size_t most) override {
    return inner_->sample(table, columns, most);
  }
  Result<std::unique_ptr<RowReader>> read(const Query& query, const Value& /*subject*/) override {
    return inner_->read(query, query.table == "loan" ? Value(8) : Value(7));
  }
  Result<std::unique_ptr<RowReader>> read(const OwnedRows& rows, const Value& subject) override {
    return inner_->read(rows, subject);
  }

 private:
  std::unique_ptr<Source> inner_;
};

TEST_F(ExportTest, P17_ARowOfSomebodyElseStopsTheExportBeforeItIsSigned) {
  const DataMap map = testing_library::library_map();
  LeakySource source(open_source("sqlite:" + database_).value());
  const FixedClock clock(testing_library::kNow);
  testing_library::CountingRandom random;
  ExportOptions options;
  options.output = bundle_;
  options.clock = &clock;
  options.random = &random;
  const auto report =
      export_bundle(testing_library::authorised(map), map, source, testing_library::library_key(), options);
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kSelfCheck);
  EXPECT_FALSE(std::filesystem::exists(bundle_));
}

}  // namespace
}  // namespace holdall
