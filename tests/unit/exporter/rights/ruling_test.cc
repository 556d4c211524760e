// How an answer is told: its state, and the decision that a workflow sends on.
#include "holdall/exporter/rights/ruling.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/exporter/rights/small_law.h"

namespace holdall {
namespace {

using enum RequestState;

TEST(RulingTest, StatesHaveTheirNames) {
  const std::vector<std::pair<RequestState, const char*>> cases = {
      {kFulfil, "FULFIL"}, {kPartial, "PARTIAL"}, {kDowngrade, "DOWNGRADE"},         {kHold, "HOLD"},
      {kRefuse, "REFUSE"}, {kNoData, "NO_DATA"},  {kDeemedRefused, "DEEMED_REFUSED"}};
  for (const auto& [state, name] : cases) {
    EXPECT_EQ(state_name(state), name);
  }
}

struct Case {
  ErrorCode error;
  const char* code;
  const char* first;  // state where nothing was asked for before
  const char* again;
};

TEST(RulingTest, WhatTheRequesterCanMendIsHeldAndTheRestRefused) {
  using enum ErrorCode;
  const Case cases[] = {
      {kIncompleteRequest, "E_INCOMPLETE", "HOLD", "REFUSE"},
      {kAgentNoPermission, "E_AGENT_NO_PERMISSION", "HOLD", "REFUSE"},
      {kGuardianRequired, "E_GUARDIAN_REQUIRED", "HOLD", "HOLD"},
      {kUnverifiedRequest, "E_ID_UNVERIFIED", "HOLD", "HOLD"},
      {kReviewPending, "E_REVIEW", "HOLD", "HOLD"},
      {kNoData, "NO_DATA", "NO_DATA", "NO_DATA"},
      {kRequesterRefused, "E_AGENT_NOT_RECOGNISED", "REFUSE", "REFUSE"},
      {kHeirNotRecognised, "E_HEIR_NOT_RECOGNISED", "REFUSE", "REFUSE"},
      {kFrequency, "E_FREQ_LIMIT", "REFUSE", "REFUSE"},
      {kExcessive, "E_EXCESSIVE", "REFUSE", "REFUSE"},
      {kNoSuchRight, "E_NO_SUCH_RIGHT", "REFUSE", "REFUSE"},
      {kRightNotOffered, "E_RIGHT_NOT_OFFERED", "REFUSE", "REFUSE"},
      {kNotInForce, "E_NOT_IN_FORCE", "REFUSE", "REFUSE"},
      {kBelowThreshold, "E_BELOW_THRESHOLD", "REFUSE", "REFUSE"},
      {kRecipientIneligible, "E_RECIPIENT_INELIGIBLE", "REFUSE", "REFUSE"},
      {kCrossBorder, "E_CROSS_BORDER", "REFUSE", "REFUSE"},
      {kNotController, "E_NOT_CONTROLLER", "REFUSE", "REFUSE"},
  };
  Ruling granted;
  granted.request = "r-1";
  granted.profile = "xx-law/1";
  for (const Case& each : cases) {
    SCOPED_TRACE(each.code);
    for (const auto& [asked, state] : {std::pair{false, each.first}, {true, each.again}}) {
      const Ruling ruling = granted.refused(Error{each.error, "why", {}}, asked);
      EXPECT_EQ(state_name(ruling.state), state) << asked;
      EXPECT_EQ(ruling.code, each.code);
      EXPECT_EQ(ruling.reason, "why");
      EXPECT_EQ(ruling.request, "r-1");
      EXPECT_EQ(ruling.profile, "xx-law/1");
    }
  }
}

TEST(RulingTest, WhoWaitsForADecisionBeyondTheLastDayHasGotNoAnswer) {
  Ruling late;
  late.state = kDeemedRefused;
  EXPECT_EQ(late.refused(Error{ErrorCode::kReviewPending, "why", {}}, false).state, kDeemedRefused);
  EXPECT_EQ(late.refused(Error{ErrorCode::kIncompleteRequest, "why", {}}, false).state, kHold);
}

TEST(RulingTest, ADecisionTellsWhatThereIsToTell) {
  Ruling ruling;
  ruling.at = small_law::kNow;
  ruling.request = "r-1";
  EXPECT_EQ(canonical(ruling.to_value()), R"({"at":"2026-11-23T12:00:00Z","outcome":"FULFIL","request":"r-1"})");
  ruling.state = kRefuse;
  ruling.profile = "xx-law/1";
  ruling.code = "E_FREQ_LIMIT";
  ruling.reason = "too often";
  ruling.downgraded_from = "yy-law/1";
  ruling.dates.acknowledge_by = parse_date("2026-12-08");
  ruling.dates.due = parse_date("2027-01-07");
  ruling.dates.tell_extension_by = parse_date("2027-01-06");
  ruling.dates.due_if_extended = parse_date("2027-02-21");
  ruling.offers = {"zz-law"};
  ruling.review = {"log"};
  ruling.appeal = small_law::json(R"([{"to": "court"}])");
  EXPECT_EQ(canonical(ruling.to_value()),
            R"({"acknowledge_by":"2026-12-08","appeal":[{"to":"court"}],"at":"2026-11-23T12:00:00Z",)"
            R"("code":"E_FREQ_LIMIT","downgraded_from":"yy-law/1","due":"2027-01-07","due_if_extended":"2027-02-21",)"
            R"("offers":["zz-law"],"outcome":"REFUSE","profile":"xx-law/1","reason":"too often","request":"r-1",)"
            R"("review":["log"],"tell_extension_by":"2027-01-06"})");
}

}  // namespace
}  // namespace holdall
