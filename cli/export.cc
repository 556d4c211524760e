#include "holdall/exporter/export.h"

#include <sys/stat.h>

#include <algorithm>

#include "cli/audit.h"
#include "cli/bundle_input.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/request_section.h"
#include "holdall/exporter/rights/baseline.h"
#include "holdall/formats/bundle/verify.h"

namespace holdall::cli {
namespace {

// What a workflow sends on when a request is not answered with data.
Value decision(const std::string& request, const Error& error, Timestamp at) {
  const bool hold = error.code == ErrorCode::kUnverifiedRequest || error.code == ErrorCode::kIncompleteRequest;
  return Value::Object{{"at", format_timestamp(at)},
                       {"code", error_info(error.code).law},
                       {"outcome", error.code == ErrorCode::kNoData ? "NO_DATA"
                                   : hold                           ? "HOLD"
                                                                    : "REFUSE"},
                       {"request", request}};
}

// Whether the output is there already and answers this very request under our own key.
Result<bool> is_exported(const std::string& path, const AuthorisedRequest& request, const Controller& controller,
                         const PrivateKey& key, Timestamp now) {
  struct stat status {};
  if (path == "-" || ::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return false;
  }
  TrustStore self;
  HOLDALL_TRY(self.add(controller.iss, controller.name, key.public_key()));
  HOLDALL_ASSIGN(const OpenedBundle opened, open_bundle(path));
  VerifyOptions options;
  options.now = now;
  HOLDALL_ASSIGN(const VerifiedBundle bundle, verify(opened, self, options));
  if (!answers(bundle.manifest(), request, controller.iss)) {
    return false;
  }
  HOLDALL_ASSIGN(const Layout whole, Layout::compile({""}));
  for (const SegmentInfo& segment : bundle.segments()) {
    if (segment.section == "request") {
      HOLDALL_ASSIGN(const std::unique_ptr<RowReader> records, bundle.read(segment, whole));
      Row row;
      HOLDALL_ASSIGN(const Read read, records->next(row));
      return read == Read::kRow && row[0].as_text() == canonical(request_record(request, key));
    }
  }
  return false;
}

Report export_report(const std::string& path, const ExportReport& report) {
  std::uint64_t records = 0;
  for (const SectionCount& section : report.sections) {
    records += section.records;
  }
  Lines lines("exported " + path);
  lines.line("id", report.id)
      .line("right", report.right)
      .line("issued", format_timestamp(report.issued))
      .line("records", std::to_string(records) + " in " + std::to_string(report.sections.size()) + " sections");
  for (const ItemOutcome& item : report.items) {
    if (!item.code.empty()) {
      lines.line(item.outcome, item.item + " (" + std::to_string(item.count) + "): " + item.code);
    }
  }
  Value value = report.to_value();
  value.set("output", path_value(path));
  return {std::move(value), lines.text()};
}

// Where a file stands; what a map names is relative to it.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, std::max<std::size_t>(slash, 1));
}

// Everything that a bundle is made of, read and checked.
struct Ingredients {
  const AuthorisedRequest& request;
  const DataMap& map;
  const PrivateKey& key;
};

Result<Report> write_bundle(const ExportArguments& arguments, const Context& context, const Ingredients& from,
                            Audit& audit) {
  HOLDALL_ASSIGN(const std::unique_ptr<Source> source, open_source(arguments.source));
  const FixedClock clock(context.time());
  SystemRandom random;
  ProgressDisplay progress(context);
  ExportOptions options;
  options.output = arguments.output;
  options.bundle.form = form_named(arguments.form);
  options.bundle.compression = compression_named(arguments.compression);
  options.folder = folder_of(arguments.map);
  options.clock = &clock;
  options.random = &random;
  options.progress = progress.callback("export");
  const auto report = export_bundle(from.request, from.map, *source, from.key, options);
  if (!report.ok()) {
    return report.error();
  }
  audit.note("bundle", report.value().id);
  audit.note("manifest_sha256", report.value().manifest_sha256);
  return arguments.output == "-" ? Report() : export_report(arguments.output, report.value());
}

// The same request again, even at the same moment, is done when the output answers it.
Result<Report> export_to(const ExportArguments& arguments, const Context& context, const AuthorisedRequest& request,
                         const DataMap& map, Audit& audit) {
  HOLDALL_ASSIGN(const PrivateKey key, PrivateKey::load(arguments.key));
  auto report = write_bundle(arguments, context, {request, map, key}, audit);
  if (report.ok() || report.error().code != ErrorCode::kPathExists) {
    return report;
  }
  const auto exported = is_exported(arguments.output, request, map.controller(), key, context.time());
  if (!exported.ok() || !exported.value()) {
    return report;
  }
  audit.note("already", true);
  return Report{Value::Object{{"already", true}, {"output", path_value(arguments.output)}},
                Lines("already exported: " + arguments.output + " answers this request").text()};
}

Result<Report> export_audited(const ExportArguments& arguments, const Context& context, Audit& audit) {
  HOLDALL_ASSIGN(const std::string map_text, read_document(arguments.map));
  HOLDALL_ASSIGN(const DataMap map, in_file(arguments.map, DataMap::parse(map_text)));
  HOLDALL_ASSIGN(const std::string request_text, read_document(arguments.request));
  HOLDALL_ASSIGN(const Request claimed, in_file(arguments.request, parse_request(request_text)));
  audit.note("request", claimed.id);
  audit.note("map_sha256", map.digest());
  const BaselinePolicy policy;
  auto authorised = check_request(request_text, map, policy, context.time());
  auto report = authorised.ok() ? export_to(arguments, context, authorised.value(), map, audit)
                                : Result<Report>(std::move(authorised).error());
  if (!report.ok() && exit_code(report.error()) == 5 && arguments.output != "-") {
    const auto printed = print_output(canonical(decision(claimed.id, report.error(), context.time())) + "\n");
    audit.note("decision", printed.ok() ? "printed" : "lost");
  }
  return report;
}

}  // namespace

Result<Report> run_export(const ExportArguments& arguments, const Context& context) {
  return audited(context, "export", [&](Audit& audit) { return export_audited(arguments, context, audit); });
}

}  // namespace holdall::cli
