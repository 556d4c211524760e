// A year of requests, counted from the lines of an audit: what California asks a business to publish (11 CCR 7102), and
// the same by profile.
//
// A request counts once, in the year of its receipt, however many attempts there were. Its best answer counts, and the
// day of the first one that good: what was held or refused and then given is complied with. One that has no answer yet
// is open. Memory is one small record for each request of the year, and none for lines.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/audit/files.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/core/model/date.h"

namespace holdall {

enum class Denial : std::uint8_t { kUnverifiable, kNotByConsumer, kExempt, kOther };
inline constexpr std::size_t kDenials = 4;
std::string_view denial_name(Denial denial);

struct RequestCounts {
  std::uint64_t received = 0;
  std::uint64_t complied = 0;  // in whole
  std::uint64_t partly = 0;    // PARTIAL, DOWNGRADE
  std::uint64_t no_data = 0;   // nothing is held
  std::uint64_t denied = 0;
  std::array<std::uint64_t, kDenials> denied_because{};
  std::uint64_t open = 0;
  std::uint64_t overdue = 0;                   // of those
  std::map<std::int64_t, std::uint64_t> days;  // from receipt to answer → requests

  [[nodiscard]] std::optional<double> median_days() const;
  [[nodiscard]] std::optional<double> mean_days() const;  // to two digits
  [[nodiscard]] Value to_value() const;
};

// What California calls it: know, delete, correct, opt_out, limit; `other` for what it does not count.
std::string_view kind_of_right(std::string_view right);

struct MetricsQuery {
  int year = 0;
  std::string jurisdiction;  // only rights of this one, as profiles name it; empty: all
  Date today;                // what is open and due before is overdue
};

struct AuditMetrics {
  struct ProfileRow {
    std::string profile;
    std::string kind;
    std::vector<std::string> jurisdictions;
    RequestCounts counts;
  };
  std::uint64_t requests = 0;
  std::map<std::string, RequestCounts> kinds;  // the five kinds always
  std::vector<ProfileRow> profiles;            // in the order of their first request
};

// Errors: kIo; kAuditBroken where the file becomes shorter meanwhile; kLimit for more than 10 000 profiles. Lines that
// are none are passed over: verify_audit tells of them.
Result<AuditMetrics> count_audit(const AuditSnapshot& snapshot, const MetricsQuery& query);

}  // namespace holdall
