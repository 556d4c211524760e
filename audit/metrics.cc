#include "holdall/audit/metrics.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "holdall/audit/line_reader.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/model/timestamp.h"

namespace holdall {
namespace {

constexpr std::size_t kMostProfiles = 10'000;

// What a request got, the better the later; held is no answer.
enum class Answer : std::uint8_t { kNone, kDenied, kNoData, kPartly, kComplied };

Answer answer_of(const Value& line) {
  constexpr std::array<std::pair<std::string_view, Answer>, 7> kAnswers = {{{"FULFIL", Answer::kComplied},
                                                                            {"PARTIAL", Answer::kPartly},
                                                                            {"DOWNGRADE", Answer::kPartly},
                                                                            {"NO_DATA", Answer::kNoData},
                                                                            {"REFUSE", Answer::kDenied},
                                                                            {"DEEMED_REFUSED", Answer::kDenied},
                                                                            {"HOLD", Answer::kNone}}};
  const Value* exit = line.find("exit");
  const std::int64_t code = exit == nullptr || exit->integer() == nullptr ? 1 : *exit->integer();
  const bool is_done = code == 0;
  if (!is_done && code != 5) {
    return Answer::kNone;  // it failed, and nobody got anything
  }
  const std::string state = line.text_or("state", "");
  const std::string done = line.text_or("done", "");  // of a right without data
  if (is_done && (done == "not_yet" || done == "no")) {
    return done == "no" || state == "DEEMED_REFUSED" ? Answer::kDenied : Answer::kNone;  // a receipt is no answer
  }
  if (is_done && state == "DEEMED_REFUSED") {
    return Answer::kComplied;  // late
  }
  for (const auto& [name, answer] : kAnswers) {
    if (name == state) {
      return answer;
    }
  }
  // The same request again, whose output was there already.
  return is_done ? Answer::kComplied : Answer::kNone;
}

Denial denial_of(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, Denial>, 8> kDenials = {{
      {"E_ID_UNVERIFIED", Denial::kUnverifiable},
      {"E_AGENT_NO_PERMISSION", Denial::kNotByConsumer},
      {"E_AGENT_NOT_RECOGNISED", Denial::kNotByConsumer},
      {"E_GUARDIAN_REQUIRED", Denial::kNotByConsumer},
      {"E_HEIR_NOT_RECOGNISED", Denial::kNotByConsumer},
      {"E_SUBJECT_MISMATCH", Denial::kNotByConsumer},
      {"NATIONAL_RESTRICTION", Denial::kExempt},
      {"E_RIGHT_NOT_OFFERED", Denial::kExempt},
  }};
  for (const auto& [name, denial] : kDenials) {
    if (name == code) {
      return denial;
    }
  }
  return Denial::kOther;
}

// `ccpa-know/2026.11` is `ccpa-know`; of two laws, both.
std::string without_versions(std::string_view right) {
  std::string out;
  bool is_version = false;
  for (const char c : right) {
    is_version = c != '+' && (is_version || c == '/');
    if (!is_version) {
      out += c;
    }
  }
  return out;
}

// A request by its id's digest: half of it tells a billion requests apart.
using RequestKey = std::array<std::byte, 16>;
struct KeyHash {
  std::size_t operator()(const RequestKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data(), sizeof hash);
    return hash;
  }
};

RequestKey key_of(std::string_view request) {
  const Sha256Digest digest = sha256(as_bytes(request));
  RequestKey key{};
  std::copy_n(digest.begin(), key.size(), key.begin());
  return key;
}

struct RequestRecord {
  std::uint32_t profile = 0;
  Date received;
  Date answered;
  Date due{INT32_MAX};  // no date: never overdue
  Answer answer = Answer::kNone;
  Denial denial = Denial::kOther;
};

class Counter {
 public:
  explicit Counter(const MetricsQuery& query) : query_(query) {}

  Result<void> take(const Value& line);
  AuditMetrics finish();

 private:
  Result<std::uint32_t> profile_of(const Value& line);
  void count(RequestCounts& counts, const RequestRecord& record) const;

  const MetricsQuery& query_;
  AuditMetrics metrics_;
  std::map<std::string, std::uint32_t> profiles_;
  std::unordered_map<RequestKey, RequestRecord, KeyHash> requests_;
};

Result<std::uint32_t> Counter::profile_of(const Value& line) {
  std::string profile = without_versions(line.text_or("right", ""));
  std::string kind(kind_of_right(line.text_or("kind", "")));
  std::vector<std::string> jurisdictions = line.texts("jurisdictions");
  std::string name = profile + "\n" + kind;
  for (const std::string& each : jurisdictions) {
    name += "\n" + each;
  }
  const auto known = profiles_.find(name);
  if (known != profiles_.end()) {
    return known->second;
  }
  if (metrics_.profiles.size() == kMostProfiles) {
    return Error{ErrorCode::kLimit, "audit: more than " + std::to_string(kMostProfiles) + " profiles", {}};
  }
  const auto number = static_cast<std::uint32_t>(metrics_.profiles.size());
  metrics_.profiles.push_back({std::move(profile), std::move(kind), std::move(jurisdictions), {}});
  profiles_.emplace(std::move(name), number);
  return number;
}

Result<void> Counter::take(const Value& line) {
  const std::string request = line.text_or("request", "");
  const auto received = parse_timestamp(line.text_or("received", ""));
  if (line.text_or("event", "") != "end" || request.empty() || !received.has_value() ||
      year_of(date_of(*received)) != query_.year) {
    return {};
  }
  RequestRecord& record = requests_[key_of(request)];
  HOLDALL_ASSIGN(record.profile, profile_of(line));
  record.received = date_of(*received);
  record.due = parse_date(line.text_or("due", "")).value_or(record.due);
  const Answer answer = answer_of(line);
  if (answer > record.answer) {
    const auto at = parse_timestamp(line.text_or("now", line.text_or("at", "")));
    record.answer = answer;
    record.answered = at.has_value() ? date_of(*at) : record.received;
    record.denial = denial_of(line.text_or("code", ""));
  }
  return {};
}

void Counter::count(RequestCounts& counts, const RequestRecord& record) const {
  ++counts.received;
  switch (record.answer) {
    case Answer::kNone:
      ++counts.open;
      if (record.due < query_.today) {
        ++counts.overdue;
      }
      return;
    case Answer::kDenied:
      ++counts.denied;
      ++counts.denied_because.at(static_cast<std::size_t>(record.denial));
      break;
    case Answer::kNoData:
      ++counts.no_data;
      break;
    case Answer::kPartly:
      ++counts.partly;
      break;
    case Answer::kComplied:
      ++counts.complied;
      break;
  }
  ++counts.days[std::max(0, record.answered.days - record.received.days)];
}

AuditMetrics Counter::finish() {
  for (const std::string_view kind : {"know", "delete", "correct", "opt_out", "limit"}) {
    metrics_.kinds[std::string(kind)];
  }
  for (const auto& entry : requests_) {
    AuditMetrics::ProfileRow& row = metrics_.profiles.at(entry.second.profile);
    const auto& places = row.jurisdictions;
    if (query_.jurisdiction.empty() || std::find(places.begin(), places.end(), query_.jurisdiction) != places.end()) {
      ++metrics_.requests;
      count(metrics_.kinds[row.kind], entry.second);
      count(row.counts, entry.second);
    }
  }
  auto& rows = metrics_.profiles;  // one that a later attempt replaced, or of another jurisdiction
  rows.erase(std::remove_if(rows.begin(), rows.end(), [](const auto& row) { return row.counts.received == 0; }),
             rows.end());
  return std::move(metrics_);
}

Value number_or_null(const std::optional<double>& number) {
  return number.has_value() ? Value(*number) : Value();
}

}  // namespace

std::string_view denial_name(Denial denial) {
  constexpr std::array<std::string_view, kDenials> kNames = {"unverifiable", "not_by_consumer", "exempt", "other"};
  return kNames.at(static_cast<std::size_t>(denial));
}

std::string_view kind_of_right(std::string_view right) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 17> kKinds = {{
      {"appeal", "other"},
      {"complain", "other"},
      {"marketing", "other"},
      {"third_party", "other"},
      {"delet", "delete"},
      {"eras", "delete"},
      {"correct", "correct"},
      {"rectif", "correct"},
      {"opt_out", "opt_out"},
      {"optout", "opt_out"},
      {"limit", "limit"},
      {"know", "know"},
      {"access", "know"},
      {"disclosure", "know"},
      {"copy", "know"},
      {"portability", "know"},
      {"trans", "know"},
  }};
  for (const auto& [part, kind] : kKinds) {
    if (right.find(part) != std::string_view::npos) {
      return kind;
    }
  }
  return "other";
}

std::optional<double> RequestCounts::median_days() const {
  std::uint64_t total = 0;
  for (const auto& entry : days) {
    total += entry.second;
  }
  if (total == 0) {
    return std::nullopt;
  }
  const auto nth = [this](std::uint64_t n) {
    for (const auto& entry : days) {
      if (n < entry.second) {
        return static_cast<double>(entry.first);
      }
      n -= entry.second;
    }
    return 0.0;
  };
  return (nth((total - 1) / 2) + nth(total / 2)) / 2;
}

std::optional<double> RequestCounts::mean_days() const {
  std::uint64_t total = 0;
  double sum = 0;
  for (const auto& entry : days) {
    total += entry.second;
    sum += static_cast<double>(entry.first) * static_cast<double>(entry.second);
  }
  return total == 0 ? std::nullopt : std::optional(std::round(sum / static_cast<double>(total) * 100) / 100);
}

Value RequestCounts::to_value() const {
  Value::Object because;
  for (std::size_t i = 0; i < kDenials; ++i) {
    because.push_back({std::string(denial_name(static_cast<Denial>(i))), denied_because.at(i)});
  }
  return Value::Object{{"received", received},
                       {"complied", complied},
                       {"partly", partly},
                       {"no_data", no_data},
                       {"denied", denied},
                       {"denied_because", std::move(because)},
                       {"open", open},
                       {"overdue", overdue},
                       {"median_days", number_or_null(median_days())},
                       {"mean_days", number_or_null(mean_days())}};
}

Result<AuditMetrics> count_audit(const AuditSnapshot& snapshot, const MetricsQuery& query) {
  Counter counter(query);
  AuditLineReader reader(snapshot.fd, snapshot.size);
  while (true) {
    HOLDALL_ASSIGN(const AuditLine* line, reader.next());
    if (line == nullptr) {
      return counter.finish();
    }
    if (line->text.find("\"request\":") == std::string_view::npos) {
      continue;  // most lines, without reading them
    }
    const auto facts = parse_canonical(line->text);
    if (line->is_ended && !line->is_too_long && facts.ok()) {
      HOLDALL_TRY(counter.take(facts.value()));
    }
  }
}

}  // namespace holdall
