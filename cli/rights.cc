#include "cli/rights.h"

#include <algorithm>
#include <utility>

#include "holdall/core/base/io.h"

namespace holdall::cli {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, std::max<std::size_t>(slash, 1));
}

Result<ProfileSet> profiles_for(const DataMap& map, const std::string& path) {
  HOLDALL_ASSIGN(ProfileSet profiles, ProfileSet::shipped());
  const std::string folder = folder_of(path);
  for (const std::string& overlay : map.overlays()) {
    std::string file = overlay.starts_with('/') || folder.empty() ? std::string() : folder + "/";
    file += overlay;
    HOLDALL_ASSIGN(const std::string text, read_document(file));
    HOLDALL_TRY(in_file(file, profiles.add_overlay(text)));
  }
  return profiles;
}

Result<HumanDecisions> read_decisions(const std::string& path) {
  if (path.empty()) {
    return HumanDecisions{};
  }
  HOLDALL_ASSIGN(const std::string text, read_document(path));
  return in_file(path, parse_decisions(text));
}

Result<JudgedRequest> judge(const std::string& request, const std::string& map, const std::string& decisions,
                            const Context& context) {
  HOLDALL_ASSIGN(const std::string map_text, read_document(map));
  HOLDALL_ASSIGN(DataMap parsed, in_file(map, DataMap::parse(map_text)));
  HOLDALL_ASSIGN(ProfileSet profiles, profiles_for(parsed, map));
  HOLDALL_ASSIGN(const HumanDecisions decided, read_decisions(decisions));
  HOLDALL_ASSIGN(const std::string text, read_document(request));
  HOLDALL_ASSIGN(Judgement judgement, in_file(request, check_request(text, parsed, profiles, context.time(), decided)));
  return JudgedRequest{std::move(parsed), std::move(profiles), std::move(judgement)};
}

}  // namespace holdall::cli
