#include "holdall/importer/policy.h"

#include <algorithm>
#include <string>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

std::string misfit_text(const ImportReport& report, const MisfitLine& first) {
  std::string message = "section " + printable(first.section) + ", record " + std::to_string(first.record) + ": " +
                        first.rule + ": " + printable(first.column);
  message += (first.pointer.empty() ? "" : " from " + printable(first.pointer)) + ": " + first.code;
  if (report.misfit_count() > 1) {
    message += " (and " + std::to_string(report.misfit_count() - 1) + " more)";
  }
  return message;
}

}  // namespace

std::optional<Error> refusal_by_policy(const ImportReport& report, const ImportMap& map) {
  if (map.policy().misfit == MapPolicy::Misfit::kRefuseAll && report.misfit_count() != 0) {
    return Error{ErrorCode::kMapping, misfit_text(report, report.misfits().front()), {}};
  }
  if (report.lost_refusal()) {
    return Error{ErrorCode::kMapping, misfit_text(report, *report.lost_refusal()),
                 "what the person said no to must have a place, whatever the policy says of other misfits"};
  }
  if (map.policy().unlisted == MapPolicy::Unlisted::kRefuseAll) {
    const std::vector<Reject> rejects = report.rejects();
    const auto found = std::ranges::find(rejects, map.unlisted(), &Reject::code);
    if (found != rejects.end()) {
      return Error{ErrorCode::kMapping, printable(found->item) + ": " + found->code + ": no rule has a use for it", {}};
    }
  }
  return std::nullopt;
}

}  // namespace holdall
