// What the commands about rights share: profiles widened by a map's overlays, and the request judged by them.
#pragma once

#include <string>

#include "cli/commands.h"
#include "holdall/core/base/result.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/exporter/rights/profile_set.h"

namespace holdall::cli {

// Where a file stands; what a map names is relative to it. Empty: the working folder.
std::string folder_of(const std::string& path);
// The shipped profiles and the overlays of `map`, which was read from `path`. Errors: kProfileUnfit, kNotFound, kIo.
Result<ProfileSet> profiles_for(const DataMap& map, const std::string& path);
// The decisions of that file; none where it is empty.
Result<HumanDecisions> read_decisions(const std::string& path);

// A map, its profiles and a request judged by them.
struct JudgedRequest {
  DataMap map;
  ProfileSet profiles;
  Judgement judgement;
};
Result<JudgedRequest> judge(const std::string& request, const std::string& map, const std::string& decisions,
                            const Context& context);

}  // namespace holdall::cli
