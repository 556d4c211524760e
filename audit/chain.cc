#include "holdall/audit/chain.h"

#include <utility>

#include "holdall/core/base/text.h"
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

bool is_numbered_line(std::string_view text) {
  const auto facts = parse_canonical(text);
  return facts.ok() && facts.value().find("line") != nullptr;
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
  if (line.is_ended && !is_numbered_) {
    return take_older(line, facts);
  }
  if (facts.object() != nullptr) {
    return broken("has no number");
  }
  problem_ = "is no line of the audit";
  return LineFit::kTorn;
}

// Such lines were chained, but where one is torn: what it was chained to, only the digest in `older` still says.
LineFit ChainChecker::take_older(const AuditLine& line, const Value& facts) {
  if (facts.object() != nullptr && facts.text_or("previous", "") != mark_.sha256) {
    return broken("does not follow the line before it");
  }
  older_bytes_.update(as_bytes(line.text));
  older_bytes_.update(as_bytes("\n"));
  ++older_;
  advance(line);
  return LineFit::kFits;
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
  if (key_ != nullptr && sealed_line(facts, *key_) != line.text) {
    return broken("was not written with the key beside the log");
  }
  if (facts.find("broken") != nullptr) {
    return broken("tells that the log was not what had been recorded when it was appended");
  }
  if (is_whole_ && !is_numbered_ && older_ > 0) {
    const Value* told = facts.find("older");
    if (told == nullptr || told->text_or("sha256", "") != hex_encode(older_bytes_.finish())) {
      return broken("does not vouch for the older lines before it");
    }
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
  is_numbered_ = true;
  advance(line);
  return LineFit::kFits;
}

}  // namespace holdall
