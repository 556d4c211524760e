#include "holdall/audit/chain.h"

#include <utility>

#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

std::uint64_t count_in(const Value& facts, std::string_view member) {
  const Value* value = facts.find(member);
  const std::int64_t* count = value == nullptr ? nullptr : value->integer();
  return count == nullptr || *count < 0 ? 0 : static_cast<std::uint64_t>(*count);
}

}  // namespace

std::string sealed_line(Value facts, const AuditKey& key) {
  std::erase_if(*facts.object(), [](const Value::Member& member) { return member.key == "mac"; });
  facts.set("mac", key.mac(canonical(facts)));
  return canonical(facts);
}

LineFit ChainChecker::broken(std::string_view problem) {
  problem_ = problem;
  return LineFit::kBroken;
}

void ChainChecker::advance(const AuditLine& line) {
  mark_ = {line.number, line.end, sha256_hex(line.text)};
}

LineFit ChainChecker::take(const AuditLine& line) {
  if (line.is_too_long) {
    return broken("is longer than a line may be");
  }
  auto parsed = line.is_ended ? parse_canonical(line.text) : Result<Value>(Value());
  const Value facts = parsed.ok() ? std::move(parsed).value() : Value();
  if (facts.find("line") != nullptr) {
    return take_numbered(line, facts);
  }
  if (facts.object() != nullptr) {
    return broken("has no number");
  }
  problem_ = "is no line of the audit";
  return LineFit::kTorn;
}

bool ChainChecker::fits_unsigned(std::uint64_t count) const {
  if (head_lines_ <= mark_.lines) {
    return count == mark_.lines - head_lines_;
  }
  return count == 0 || count == unsigned_ + 1;
}

LineFit ChainChecker::take_numbered(const AuditLine& line, const Value& facts) {
  if (count_in(facts, "line") != line.number) {
    return broken("has another number");
  }
  if (facts.text_or("previous", "") != mark_.sha256) {
    return broken("does not follow the line before it");
  }
  if (sealed_line(facts, key_) != line.text) {
    return broken("was not written with the key beside the log");
  }
  if (facts.find("broken") != nullptr) {
    return broken("tells that the log was not what had been recorded when it was appended");
  }
  const std::uint64_t count = count_in(facts, "unsigned");
  if (!fits_unsigned(count)) {
    return broken(head_lines_ <= mark_.lines ? "is behind the head, and no crash left it there"
                                             : "counts the lines without a head before it wrongly");
  }
  if (count > 0 || facts.find("torn") != nullptr) {
    ++crashes_;
  }
  unsigned_ = count;
  advance(line);
  return LineFit::kFits;
}

}  // namespace holdall
