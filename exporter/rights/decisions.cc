#include "holdall/exporter/rights/decisions.h"

#include <utility>

#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

HumanDecisions::Act read_act(const Value& action) {
  HumanDecisions::Act act;
  act.done = action.at("done").text();
  act.what = action.text_or("what", "");
  act.code = action.text_or("code", "");
  act.reference = action.text_or("reference", "");
  act.reason = action.text_or("reason", "");
  for (std::string& recipient : action.texts("recipients_told")) {
    act.told.push_back({std::move(recipient), {}});
  }
  const Value* not_told = action.find("recipients_not_told");
  for (std::size_t i = 0; not_told != nullptr && i < not_told->members().size(); ++i) {
    act.told.push_back({not_told->members()[i].key, not_told->members()[i].value.text()});
  }
  act.says_told = action.find("recipients_told") != nullptr || not_told != nullptr;
  return act;
}

}  // namespace

Result<HumanDecisions> parse_decisions(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "request-decisions", ErrorCode::kRequestUnfit));
  HumanDecisions decisions;
  decisions.sha256 = sha256_hex(canonical(document));
  decisions.request = document.at("request").text();
  if (const Value* items = document.find("items")) {
    for (const Value::Member& item : items->members()) {
      decisions.items.emplace(item.key, HumanDecisions::Item{find_action(item.value.at("do").text()).value(),
                                                             item.value.at("reason").text()});
    }
  }
  if (const Value* refusal = document.find("refuse")) {
    decisions.refusal = HumanDecisions::Refusal{refusal->at("code").text(), refusal->at("reason").text(),
                                                refusal->text_or("reference", "")};
  }
  if (const Value* action = document.find("action")) {
    decisions.act = read_act(*action);
  }
  decisions.answers_anyway = document.find("answer_anyway") != nullptr;
  return decisions;
}

}  // namespace holdall
