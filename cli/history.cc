#include "cli/history.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/audit.h"
#include "holdall/audit/files.h"
#include "holdall/audit/key.h"
#include "holdall/audit/line_reader.h"
#include "holdall/core/model/timestamp.h"

namespace holdall::cli {
namespace {

// The answer that a line records, if it is one to that person.
std::optional<PastAnswer> answer_in(std::string_view text, std::string_view person) {
  if (text.find(person) == std::string_view::npos) {
    return std::nullopt;  // most lines, without reading them
  }
  const auto line = parse_canonical(text);
  if (!line.ok() || line.value().object() == nullptr) {
    return std::nullopt;
  }
  const Value& facts = line.value();
  const auto is = [&](std::string_view member, std::string_view value) { return facts.text_or(member, "") == value; };
  const auto received = parse_timestamp(facts.text_or("received", ""));
  PastAnswer answer{facts.text_or("request", ""), facts.text_or("right", ""), received.value_or(Timestamp())};
  const bool is_answer = is("event", "end") && is("command", "export") && is("outcome", "done") &&
                         is("person", person) && received && !answer.request.empty() && !answer.right.empty();
  return is_answer ? std::optional(std::move(answer)) : std::nullopt;
}

}  // namespace

Result<void> AuditHistory::meet(const Value& subject) {
  HOLDALL_ASSIGN(const std::string log, audit_path(context_));
  auto key = AuditKey::load(log);
  if (!key.ok() && key.error().code != ErrorCode::kNotFound) {
    return std::move(key).error();
  }
  met_ = (key.ok() ? std::move(key).value() : AuditKey::draw()).person(iss_, subject);  // without one nobody was met
  return {};
}

Result<std::vector<PastAnswer>> AuditHistory::of(const Value& subject) {
  HOLDALL_ASSIGN(const std::string log, audit_path(context_));
  HOLDALL_TRY(meet(subject));
  std::vector<PastAnswer> answers;
  HOLDALL_ASSIGN(const AuditSnapshot snapshot, snapshot_audit(log));
  AuditLineReader lines(snapshot.fd, snapshot.size);
  while (true) {
    HOLDALL_ASSIGN(const AuditLine* line, lines.next());
    if (line == nullptr) {
      return answers;
    }
    auto answer = line->is_ended && !line->is_too_long ? answer_in(line->text, met_) : std::nullopt;
    const auto is_same = [&](const PastAnswer& past) { return past.request == answer->request; };
    if (answer && std::none_of(answers.begin(), answers.end(), is_same)) {
      answers.push_back(std::move(*answer));
    }
  }
}

}  // namespace holdall::cli
