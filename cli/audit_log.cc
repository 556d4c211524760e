// audit show, verify, metrics: the log is read, never written.
#include <algorithm>
#include <array>
#include <optional>

#include "cli/audit.h"
#include "cli/commands.h"
#include "holdall/audit/files.h"
#include "holdall/audit/line_reader.h"
#include "holdall/audit/metrics.h"
#include "holdall/audit/verify.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/rights/profile_set.h"

namespace holdall::cli {
namespace {

// The log to read. Errors: also kNotFound.
Result<AuditSnapshot> open_log(const std::string& log) {
  HOLDALL_ASSIGN(AuditSnapshot snapshot, snapshot_audit(log));
  if (!snapshot.fd.valid() && !snapshot.head.has_value() && !snapshot.has_key) {
    return Error{ErrorCode::kNotFound, "no audit file `" + printable(log) + "`", "name one with --audit"};
  }
  return snapshot;
}

Value head_value(const AuditHead& head) {
  return Value::Object{{"at", format_timestamp(head.at)},
                       {"bytes", head.mark.bytes},
                       {"lines", head.mark.lines},
                       {"sha256", head.mark.sha256}};
}

// The head of a log that is what it says.
Result<Report> show_head(const std::string& log, const AuditSnapshot& snapshot) {
  HOLDALL_ASSIGN(const AuditVerdict verdict, verify_audit(log, snapshot));
  Value value = head_value(verdict.head);
  value.set("head", snapshot.head->substr(0, snapshot.head->size() - 1));
  return Report{std::move(value), *snapshot.head};
}

// What `audit show` was asked for, its times read.
struct Filter {
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  const AuditShowArguments& asked;

  [[nodiscard]] bool takes(const Value& line) const;
};

Result<std::optional<Timestamp>> moment(const std::string& text, const char* option) {
  const auto date = parse_date(text);
  const auto at = date.has_value() ? std::optional(start_of(*date)) : parse_timestamp(text);
  if (!text.empty() && !at.has_value()) {
    return Error{ErrorCode::kUsage,
                 std::string(option) + ": neither a date nor an RFC 3339 time in UTC, like 2026-11-23T12:00:00Z",
                 {}};
  }
  return at;
}

bool Filter::takes(const Value& line) const {
  const auto is = [&line](std::string_view member, const std::string& wanted) {
    return wanted.empty() || line.text_or(member, "") == wanted;
  };
  const auto at = parse_timestamp(line.text_or("at", ""));
  const bool is_timely = (!since || (at && *at >= *since)) && (!until || (at && *at < *until));
  return is_timely && is("command", asked.command) && is("outcome", asked.outcome) && is("request", asked.request);
}

// A line as `audit show` tells it; of one that cannot be read, only that.
Value shown_line(const AuditLine& line) {
  auto parsed = line.is_ended && !line.is_too_long ? parse_canonical(line.text) : Result<Value>(Value());
  Value value = parsed.ok() && parsed.value().object() != nullptr ? std::move(parsed).value()
                                                                  : Value(Value::Object{{"unreadable", true}});
  value.set("line", line.number);
  return value;
}

std::string fact_text(const Value& value) {
  return value.string() != nullptr ? *value.string() : canonical(value);
}

// `12  2026-11-02T00:00:00Z  export end done (exit 0)  request=…`
std::string plain_line(const Value& line) {
  constexpr std::array<std::string_view, 9> kElsewhere = {"at",  "command", "event",   "exit",    "line",
                                                          "mac", "outcome", "attempt", "previous"};
  std::string text = fact_text(line.at("line")) + "  " + line.text_or("at", "-") + "  " + line.text_or("command", "-") +
                     " " + line.text_or("event", "-");
  if (line.find("outcome") != nullptr) {
    const Value* code = line.find("exit");
    text += " " + line.text_or("outcome", "-") + (code == nullptr ? "" : " (exit " + fact_text(*code) + ")");
  }
  for (const Value::Member& member : line.members()) {
    if (std::find(kElsewhere.begin(), kElsewhere.end(), member.key) == kElsewhere.end()) {
      text += "  " + member.key + "=" + fact_text(member.value);
    }
  }
  return printable(text, kLongestAuditLine) + "\n";
}

// Line by line, whatever the size of the log.
Result<void> print_lines(const AuditSnapshot& snapshot, const Filter& filter, bool json) {
  AuditLineReader reader(snapshot.fd, snapshot.size);
  const char* before = json ? "[" : "";
  while (true) {
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    if (line == nullptr) {
      return json ? print_output(*before == '[' ? "[]\n" : "]\n") : Result<void>();
    }
    const Value value = shown_line(*line);
    if (filter.takes(value)) {
      HOLDALL_TRY(print_output(before + (json ? json_line(value) : plain_line(value))));
      before = json ? "," : "";
    }
  }
}

std::string days_text(const std::optional<double>& days) {
  return days.has_value() ? canonical(Value(*days)) : "-";
}

std::string counts_text(const RequestCounts& counts) {
  std::string text = std::to_string(counts.received) + " received: " + std::to_string(counts.complied) +
                     " complied with, " + std::to_string(counts.partly) + " in part, " +
                     std::to_string(counts.no_data) + " without data, " + std::to_string(counts.denied) + " denied";
  std::string because;
  for (std::size_t i = 0; i < kDenials; ++i) {
    if (counts.denied_because.at(i) != 0) {
      because += (because.empty() ? " (" : ", ") + std::to_string(counts.denied_because.at(i)) + " " +
                 std::string(denial_name(static_cast<Denial>(i)));
    }
  }
  text += because + (because.empty() ? "" : ")");
  text += ", " + std::to_string(counts.open) + " open (" + std::to_string(counts.overdue) + " overdue)";
  return text + "; days: median " + days_text(counts.median_days()) + ", mean " + days_text(counts.mean_days());
}

Report metrics_report(const AuditMetrics& metrics, const MetricsQuery& query, bool is_intact) {
  Lines lines(std::to_string(metrics.requests) + " requests received in " + std::to_string(query.year) +
              (query.jurisdiction.empty() ? "" : " under the law of " + query.jurisdiction));
  Value::Array kinds;
  for (const auto& entry : metrics.kinds) {
    Value value = entry.second.to_value();
    value.set("kind", entry.first);
    kinds.push_back(std::move(value));
    lines.line(entry.first, counts_text(entry.second));
  }
  Value::Array profiles;
  for (const AuditMetrics::ProfileRow& row : metrics.profiles) {
    Value value = row.counts.to_value();
    value.set("profile", row.profile);
    value.set("kind", row.kind);
    value.set("jurisdictions", Value::Array(row.jurisdictions.begin(), row.jurisdictions.end()));
    profiles.push_back(std::move(value));
    lines.line("profile", (row.profile.empty() ? "none" : row.profile) + ": " + counts_text(row.counts));
  }
  Value value(Value::Object{{"as_of", format_date(query.today)},
                            {"kinds", std::move(kinds)},
                            {"log", is_intact ? "INTACT" : "BROKEN"},
                            {"profiles", std::move(profiles)},
                            {"requests", metrics.requests},
                            {"year", query.year}});
  if (!query.jurisdiction.empty()) {
    value.set("jurisdiction", query.jurisdiction);
  }
  return {std::move(value), lines.text()};
}

// Whether a shipped profile is of that jurisdiction, as it names it; of none: all are.
Result<bool> has_profiles(const std::string& jurisdiction) {
  HOLDALL_ASSIGN(const ProfileSet set, ProfileSet::shipped());
  const auto& all = set.all();
  return jurisdiction.empty() || std::any_of(all.begin(), all.end(), [&jurisdiction](const Profile& profile) {
           const auto places = profile.jurisdictions();
           return std::find(places.begin(), places.end(), jurisdiction) != places.end();
         });
}

}  // namespace

Result<Report> run_audit_show(const AuditShowArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const std::optional<Timestamp> since, moment(arguments.since, "--since"));
  HOLDALL_ASSIGN(const std::optional<Timestamp> until, moment(arguments.until, "--until"));
  HOLDALL_ASSIGN(const std::string log, audit_path(context));
  HOLDALL_ASSIGN(const AuditSnapshot snapshot, open_log(log));
  if (arguments.head) {
    return show_head(log, snapshot);
  }
  if (context.json || !context.quiet) {
    HOLDALL_TRY(print_lines(snapshot, {since, until, arguments}, context.json));
  }
  return Report();
}

Result<Report> run_audit_verify(const AuditVerifyArguments& arguments, const Context& context) {
  std::optional<std::string> kept;
  if (!arguments.head.empty()) {
    HOLDALL_ASSIGN(kept, read_document(arguments.head));
  }
  HOLDALL_ASSIGN(const std::string log, audit_path(context));
  HOLDALL_ASSIGN(const AuditSnapshot snapshot, open_log(log));
  HOLDALL_ASSIGN(const AuditVerdict verdict, verify_audit(log, snapshot, kept));
  Lines lines("INTACT  " + log);
  lines.line("lines", std::to_string(verdict.end.lines));
  Value value(Value::Object{{"audit", path_value(log)},
                            {"bytes", verdict.end.bytes},
                            {"crashes", verdict.crashes},
                            {"head", head_value(verdict.head)},
                            {"kept_head", kept.has_value()},
                            {"lines", verdict.end.lines},
                            {"torn_bytes", verdict.torn_bytes},
                            {"unsigned", verdict.unsigned_lines},
                            {"verdict", "INTACT"}});
  lines.line("head",
             "line " + std::to_string(verdict.head.mark.lines) + ", signed " + format_timestamp(verdict.head.at));
  if (verdict.unsigned_lines + verdict.torn_bytes > 0) {
    lines.line("not signed", std::to_string(verdict.unsigned_lines) + " lines and " +
                                 std::to_string(verdict.torn_bytes) + " bytes of a torn one, as a crash leaves them");
  }
  if (verdict.crashes > 0) {
    lines.line("crashes", std::to_string(verdict.crashes) + " lines tell of one before them");
  }
  return Report{std::move(value), lines.text()};
}

Result<Report> run_audit_metrics(const AuditMetricsArguments& arguments, const Context& context) {
  const MetricsQuery query{arguments.year, arguments.jurisdiction, date_of(context.time())};
  HOLDALL_ASSIGN(const std::string log, audit_path(context));
  HOLDALL_ASSIGN(const AuditSnapshot snapshot, open_log(log));
  const auto verdict = verify_audit(log, snapshot);
  if (!verdict.ok()) {
    print_warning("counted from a log that cannot be relied on: " + verdict.error().message, context.json);
  }
  HOLDALL_ASSIGN(const AuditMetrics metrics, count_audit(snapshot, query));
  HOLDALL_ASSIGN(const bool is_known, has_profiles(query.jurisdiction));
  if (!is_known && metrics.requests == 0) {  // not one of a profile of the controller's own either
    return Error{ErrorCode::kUsage, "--jurisdiction: no profile is of that one", "holdall profile list names them"};
  }
  return metrics_report(metrics, query, verdict.ok());
}

}  // namespace holdall::cli
