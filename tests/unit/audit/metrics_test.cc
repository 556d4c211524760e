// Counting a year: which attempts make one request, which of its answers counts, and when.
#include "holdall/audit/metrics.h"

#include <gmock/gmock.h>

#include "unit/audit/audit_fixture.h"

namespace holdall {
namespace {

struct Attempt {
  const char* request;
  const char* received;
  const char* now;
  const char* state;
  const char* code = "";
  int exit = -1;          // by the state
  const char* done = "";  // of a right without data
};

class Metrics : public AuditTest {
 protected:
  void record(const Attempt& attempt, const std::string& right = "ccpa-know/2026.11",
              const std::string& kind = "know_specific_pieces") {
    const std::string_view state = attempt.state;
    const bool is_done = state.empty() || state == "FULFIL" || state == "PARTIAL" || state == "DOWNGRADE";
    Value facts(Value::Object{{"command", "export"},
                              {"event", "end"},
                              {"due", "2026-03-01"},
                              {"jurisdictions", Value::Array{"US-CA"}},
                              {"kind", kind},
                              {"now", attempt.now},
                              {"exit", attempt.exit >= 0 ? attempt.exit
                                       : is_done         ? 0
                                                         : 5},
                              {"received", attempt.received},
                              {"request", attempt.request},
                              {"right", right}});
    if (!state.empty()) {
      facts.set("state", state);
      facts.set("code", attempt.code);
    }
    if (*attempt.done != '\0') {
      facts.set("done", attempt.done);
    }
    ASSERT_TRUE(append_audit(log_, facts, at(1)).ok());
  }
  AuditMetrics count(const std::string& jurisdiction = "", const char* today = "2026-06-01") const {
    auto snapshot = snapshot_audit(log_);
    auto metrics = count_audit(snapshot.value(), {2026, jurisdiction, *parse_date(today)});
    return std::move(metrics).value();
  }
};

TEST_F(Metrics, ARequestCountsOnceWithItsBestAnswer) {
  struct Case {
    const char* name;
    std::vector<Attempt> attempts;
    const char* counts;
  };
  constexpr const char* kIn = "2026-01-01T09:00:00Z";
  const std::vector<Case> cases = {
      {"given", {{"r", kIn, "2026-01-11T00:00:00Z", "FULFIL"}}, "complied 10"},
      {"given again",
       {{"r", kIn, "2026-01-11T00:00:00Z", "FULFIL"}, {"r", kIn, "2026-02-11T00:00:00Z", "FULFIL"}},
       "complied 10"},
      {"held, then given",
       {{"r", kIn, "2026-01-02T00:00:00Z", "HOLD", "E_REVIEW"}, {"r", kIn, "2026-01-21T00:00:00Z", "FULFIL"}},
       "complied 20"},
      {"refused, then given",
       {{"r", kIn, "2026-01-02T00:00:00Z", "REFUSE", "E_ID_UNVERIFIED"}, {"r", kIn, "2026-01-06T00:00:00Z", "PARTIAL"}},
       "partly 5"},
      {"given, then refused",
       {{"r", kIn, "2026-01-06T00:00:00Z", "DOWNGRADE"}, {"r", kIn, "2026-01-09T00:00:00Z", "REFUSE", "E_FREQ_LIMIT"}},
       "partly 5"},
      {"recorded without a state", {{"r", kIn, "2026-01-03T00:00:00Z", ""}}, "complied 2"},
      {"nothing held", {{"r", kIn, "2026-01-03T00:00:00Z", "NO_DATA", "NO_DATA"}}, "no_data 2"},
      {"not verified", {{"r", kIn, "2026-01-03T00:00:00Z", "REFUSE", "E_ID_UNVERIFIED"}}, "denied 2 unverifiable"},
      {"agent", {{"r", kIn, "2026-01-03T00:00:00Z", "REFUSE", "E_AGENT_NO_PERMISSION"}}, "denied 2 not_by_consumer"},
      {"exempt", {{"r", kIn, "2026-01-03T00:00:00Z", "REFUSE", "NATIONAL_RESTRICTION"}}, "denied 2 exempt"},
      {"silence", {{"r", kIn, "2026-01-03T00:00:00Z", "DEEMED_REFUSED", "E_REVIEW"}}, "denied 2 other"},
      {"a receipt", {{"r", kIn, "2026-01-03T00:00:00Z", "FULFIL", "", 0, "not_yet"}}, "open overdue"},
      {"a receipt, then done",
       {{"r", kIn, "2026-01-03T00:00:00Z", "FULFIL", "", 0, "not_yet"},
        {"r", kIn, "2026-01-05T00:00:00Z", "FULFIL", "", 0, "whole"}},
       "complied 4"},
      {"refused by a person",
       {{"r", kIn, "2026-01-03T00:00:00Z", "REFUSE", "NATIONAL_RESTRICTION", 0, "no"}},
       "denied 2 exempt"},
      {"held", {{"r", kIn, "2026-01-03T00:00:00Z", "HOLD", "E_REVIEW"}}, "open overdue"},
      {"could not be written", {{"r", kIn, "2026-01-03T00:00:00Z", "FULFIL", "", 8}}, "open overdue"},
      {"silence, then given late",
       {{"r", kIn, "2026-03-05T00:00:00Z", "DEEMED_REFUSED", "E_REVIEW"},
        {"r", kIn, "2026-03-06T00:00:00Z", "DEEMED_REFUSED", "", 0}},
       "complied 64"},
      {"answered before it came", {{"r", kIn, "2025-12-01T00:00:00Z", "FULFIL"}}, "complied 0"},
      {"another year", {{"r", "2025-12-31T23:59:59Z", "2026-01-03T00:00:00Z", "FULFIL"}}, ""},
  };
  for (const Case& c : cases) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    for (const Attempt& attempt : c.attempts) {
      record(attempt);
    }
    const RequestCounts know = count().kinds.at("know");
    std::string told;
    told += know.complied == 1 ? "complied" : know.partly == 1 ? "partly" : know.no_data == 1 ? "no_data" : "";
    told += know.denied == 1 ? "denied" : know.open == 1 ? "open" : "";
    told += know.median_days() ? " " + std::to_string(static_cast<int>(*know.median_days())) : "";
    told += know.overdue == 1 ? " overdue" : "";
    for (std::size_t i = 0; i < kDenials; ++i) {
      told += know.denied_because.at(i) == 1 ? " " + std::string(denial_name(static_cast<Denial>(i))) : "";
    }
    EXPECT_EQ(told, c.counts) << c.name;
    EXPECT_EQ(know.received, told.empty() ? 0U : 1U) << c.name;
    EXPECT_EQ(know.received, know.complied + know.partly + know.no_data + know.denied + know.open) << c.name;
  }
}

TEST_F(Metrics, RowsAreByKindAndProfileAndCanBeOfOneJurisdiction) {
  record({"a", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "FULFIL"});
  record({"b", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z", "FULFIL"}, "ccpa-know/2026.12");
  record({"c", "2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z", "FULFIL"}, "ccpa-action-delete/1", "delete");
  record({"d", "2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z", "FULFIL"});
  const AuditMetrics metrics = count();
  EXPECT_EQ(metrics.requests, 4U);
  ASSERT_EQ(metrics.profiles.size(), 2U);
  EXPECT_EQ(metrics.profiles[0].profile, "ccpa-know");
  EXPECT_EQ(metrics.profiles[0].counts.received, 3U);
  EXPECT_EQ(metrics.kinds.at("know").median_days(), 3);
  EXPECT_EQ(metrics.kinds.at("know").mean_days(), 3.67);
  EXPECT_EQ(metrics.kinds.at("delete").median_days(), 10);
  EXPECT_EQ(metrics.kinds.at("limit").received, 0U);
  EXPECT_EQ(metrics.kinds.at("limit").median_days(), std::nullopt);
  EXPECT_EQ(count("US-CA").requests, 4U);
  EXPECT_EQ(count("US-CO").requests, 0U);
  EXPECT_TRUE(count("US-CO").profiles.empty());
  EXPECT_EQ(count("US-CO").kinds.size(), 5U);
}

TEST_F(Metrics, OnlyWhatIsDueBeforeTodayIsOverdue) {
  record({"a", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "HOLD", "E_REVIEW"});
  EXPECT_EQ(count("", "2026-03-01").kinds.at("know").overdue, 0U);
  EXPECT_EQ(count("", "2026-03-02").kinds.at("know").overdue, 1U);
  EXPECT_EQ(count("", "2026-03-02").kinds.at("know").open, 1U);
}

TEST(MetricsKinds, EveryWordOfALawHasItsKind) {
  const std::vector<std::pair<const char*, const char*>> cases = {{"know_specific_pieces", "know"},
                                                                  {"know_categories", "know"},
                                                                  {"access", "know"},
                                                                  {"portability", "know"},
                                                                  {"disclosure", "know"},
                                                                  {"transmission_to_self", "know"},
                                                                  {"delete", "delete"},
                                                                  {"erasure", "delete"},
                                                                  {"correct", "correct"},
                                                                  {"rectification", "correct"},
                                                                  {"opt_out", "opt_out"},
                                                                  {"sale_opt_out", "opt_out"},
                                                                  {"limit_sensitive", "limit"},
                                                                  {"appeal", "other"},
                                                                  {"marketing_disclosures", "other"},
                                                                  {"restrict", "other"},
                                                                  {"", "other"}};
  for (const auto& [right, kind] : cases) {
    EXPECT_EQ(kind_of_right(right), kind) << right;
  }
}

}  // namespace
}  // namespace holdall
