#include "holdall/exporter/rights/decisions.h"

#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {

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
    decisions.refusal = HumanDecisions::Refusal{refusal->at("code").text(), refusal->at("reason").text()};
  }
  decisions.answers_anyway = document.find("answer_anyway") != nullptr;
  return decisions;
}

}  // namespace holdall
