#include "cli/commands.h"
#include "cli/layout.h"
#include "holdall/core/base/io.h"
#include "holdall/exporter/draft/draft.h"

namespace holdall::cli {

// On standard output the draft is all there is; in a file, the report tells of it.
Result<Report> run_map_draft(const DraftArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(arguments.source));
  const DraftOptions options{arguments.iss, arguments.subject, !arguments.without_samples};
  HOLDALL_ASSIGN(Draft draft, draft_map(*source, options));
  const std::string text = printable_json(laid_out(draft.map));
  if (arguments.output == "-") {
    return Report{std::move(draft.map), text};
  }
  HOLDALL_TRY(write_file(arguments.output, text));
  return Report{Value::Object{{"drafted", std::uint64_t{draft.drafted}},
                              {"kind", "draft"},
                              {"output", path_value(arguments.output)},
                              {"samples", options.sample},
                              {"subject", draft.subject},
                              {"tables", std::uint64_t{draft.tables}},
                              {"undecided", std::uint64_t{draft.undecided}}},
                Lines("drafted " + arguments.output)
                    .line("people", draft.subject)
                    .line("tables", std::to_string(draft.drafted) + " of " + std::to_string(draft.tables))
                    .line("undecided", std::to_string(draft.undecided) + " places: see each member `decide`")
                    .line("types", options.sample ? "tried on the first rows of each table; no value is in the draft"
                                                  : "told by names and declared types alone")
                    .text()};
}

}  // namespace holdall::cli
