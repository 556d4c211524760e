// docs/cli.md, made from the program itself.
#pragma once

#include <string>

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's
class App;
}  // namespace CLI

namespace holdall::cli {

std::string reference(const CLI::App& app);

}  // namespace holdall::cli
