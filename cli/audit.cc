#include "cli/audit.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "holdall/audit/files.h"

namespace holdall::cli {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
  return value == nullptr ? "" : value;
}

// $XDG_STATE_HOME, by default ~/.local/state.
Result<std::string> state_folder() {
  std::string state = variable("XDG_STATE_HOME");
  if (!state.starts_with('/')) {
    if (variable("HOME").empty()) {
      return Error{ErrorCode::kIo, "audit file: no home folder", "name a file with --audit"};
    }
    state = variable("HOME") + "/.local/state";
  }
  return state;
}

}  // namespace

Result<std::string> audit_path(const Context& context) {
  if (!context.audit.empty()) {
    return context.audit;
  }
  HOLDALL_ASSIGN(const std::string state, state_folder());
  return state + "/holdall/audit.jsonl";
}

Result<std::string> audit_path_to_write(const Context& context) {
  HOLDALL_ASSIGN(std::string path, audit_path(context));
  if (context.audit.empty()) {
    const std::string folder = path.substr(0, path.rfind('/'));
    std::error_code problem;
    std::filesystem::create_directories(folder.substr(0, folder.rfind('/')), problem);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      return audit_file_error("create its folder");
    }
  }
  return path;
}

}  // namespace holdall::cli
