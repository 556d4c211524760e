#include "cli/commands.h"
#include "cli/coverage_report.h"
#include "cli/import_map_report.h"
#include "cli/rights.h"
#include "holdall/core/base/io.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/exporter/source/source.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/store/open_store.h"

namespace holdall::cli {
namespace {

Result<Report> check_data_map(const std::string& text, const MapArguments& arguments) {
  HOLDALL_ASSIGN(const DataMap map, in_file(arguments.map, DataMap::parse(text)));
  HOLDALL_ASSIGN(const ProfileSet profiles, profiles_for(map, arguments.map));
  if (!arguments.source.empty()) {
    HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(arguments.source));
    HOLDALL_TRY(check_map(map, *source));
    if (arguments.coverage || arguments.require_coverage) {
      HOLDALL_ASSIGN(const Coverage coverage, find_coverage(map, *source));
      if (arguments.require_coverage) {
        HOLDALL_TRY(in_file(arguments.map, require_coverage(coverage)));
      }
      return coverage_report(map, coverage);
    }
  }
  return Report{Value::Object{{"items", std::uint64_t{map.items().size()}},
                              {"kind", "data-map"},
                              {"map", map.name()},
                              {"sections", std::uint64_t{map.sections().size()}},
                              {"sha256", map.digest()}},
                Lines("data map " + map.name() + " is sound")
                    .line("controller", map.controller().name + ", " + map.controller().iss)
                    .line("items", std::to_string(map.items().size()))
                    .line("sections", std::to_string(map.sections().size()))
                    .line("overlays", std::to_string(profiles.overlays().size()))
                    .line("database", arguments.source.empty() ? "not looked at (--source)" : "every name is there")
                    .text()};
}

Result<Report> check_import_map(const std::string& text, const MapArguments& arguments) {
  HOLDALL_ASSIGN(const ImportMap map, in_file(arguments.map, ImportMap::parse(text)));
  if (!arguments.source.empty()) {
    HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.source));
    HOLDALL_ASSIGN([[maybe_unused]] const ImportPlan plan, in_file(arguments.map, ImportPlan::compile(map, *store)));
  }
  return import_map_report(map, arguments.source.empty()
                                    ? "not looked at (--store)"
                                    : "every name and type is there, and no required column is left out");
}

}  // namespace

// Which of the two it is, its own members tell: a data map has sections, an import map rules.
Result<Report> run_map_check(const MapArguments& arguments, const Context& /*context*/) {
  if ((arguments.coverage || arguments.require_coverage) && arguments.source.empty()) {
    return Error{ErrorCode::kUsage, "--coverage needs the database: --source", {}};
  }
  HOLDALL_ASSIGN(const std::string text, read_document(arguments.map));
  const auto document = parse_document(text);
  const bool imports = document.ok() && document.value().find("rules") != nullptr;
  if (imports && (arguments.coverage || arguments.require_coverage)) {
    return Error{
        ErrorCode::kUsage, "--coverage is of data maps: an import map takes nothing that it does not name", {}};
  }
  return imports ? check_import_map(text, arguments) : check_data_map(text, arguments);
}

}  // namespace holdall::cli
