// schema_verdicts FILE: for each line of standard input, `accept` or `refuse CODE POINTER…` by the schema in FILE.
// schema_verdicts --patterns: the closed table, one `name<TAB>expression` a line.
// The C++ side of schema_agreement.py, which compares it with other validators.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "holdall/schemas/patterns.h"
#include "holdall/schemas/validator.h"

namespace {

int print_patterns() {
  for (const holdall::Pattern& pattern : holdall::patterns()) {
    std::cout << pattern.name << '\t' << pattern.regex << '\n';
  }
  return 0;
}

int print_verdicts(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  const auto schema = holdall::Schema::compile(text.str());
  if (!schema.ok()) {
    std::cerr << path << ": " << schema.error().message << '\n';
    return 1;
  }
  for (std::string line; std::getline(std::cin, line);) {
    const auto checked = schema.value().check(line);
    if (checked.ok()) {
      std::cout << "accept\n";
    } else {
      std::cout << "refuse " << holdall::error_info(checked.error().code).token << ' ' << checked.error().message
                << '\n';
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: schema_verdicts FILE | --patterns\n";
    return 2;
  }
  return std::string_view(argv[1]) == "--patterns" ? print_patterns() : print_verdicts(argv[1]);
}
