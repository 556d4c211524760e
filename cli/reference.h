// docs/cli.md, made from the program itself.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace holdall::cli {

std::string reference(const CLI::App& app);

}  // namespace holdall::cli
