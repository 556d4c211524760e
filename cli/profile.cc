#include "cli/commands.h"
#include "cli/rights.h"
#include "holdall/core/base/io.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/rights/profile_check.h"
#include "holdall/exporter/rights/profile_set.h"

namespace holdall::cli {
namespace {

std::string_view kind_name(ProfileKind kind) {
  switch (kind) {
    case ProfileKind::kCore:
      return "core";
    case ProfileKind::kCategories:
      return "categories";
    case ProfileKind::kAction:
      return "action";
    case ProfileKind::kExport:
      break;
  }
  return "export";
}

std::string title_of(const Profile& profile) {
  const Value* title = profile.document().find("title");
  return title == nullptr ? std::string() : title->text_or("en", "");
}

Value summary_of(const Profile& profile) {
  const auto places = profile.jurisdictions();
  Value value(Value::Object{{"profile", profile.id()},
                            {"version", profile.document().at("version").text()},
                            {"kind", kind_name(profile.kind())},
                            {"right", profile.document().text_or("right", "")},
                            {"title", title_of(profile)}});
  value.set("jurisdictions", Value::Array(places.begin(), places.end()));
  if (profile.effective().from.has_value()) {
    value.set("from", format_date(*profile.effective().from));
  }
  if (const Value* sources = profile.document().find("sources")) {
    value.set("sources", *sources);
  }
  return value;
}

Result<Report> report_findings(const std::string& name, const std::vector<Finding>& findings) {
  if (!findings.empty()) {
    std::string all;
    for (const Finding& finding : findings) {
      all += (all.empty() ? "" : "; ") + finding.kind + " at " + finding.at + ": " + finding.what;
    }
    return Error{ErrorCode::kProfileUnfit, std::move(all), "docs/rights.md says what a profile must hold to"};
  }
  return Report{Value(Value::Object{{"findings", Value::Array{}}, {"name", name}}), Lines(name + " is sound").text()};
}

Result<Report> check_overlay(const std::string& text, const Value& document) {
  HOLDALL_ASSIGN(ProfileSet set, ProfileSet::shipped());
  HOLDALL_TRY(set.add_overlay(text));
  return report_findings("overlay " + document.at("overlay").text(), {});
}

}  // namespace

Result<Report> run_profile_list(const ProfileArguments& /*arguments*/, const Context& /*context*/) {
  HOLDALL_ASSIGN(const ProfileSet set, ProfileSet::shipped());
  Value::Array list;
  Lines lines("rights profiles");
  for (const Profile& profile : set.all()) {
    list.push_back(summary_of(profile));
    std::string places;
    for (const std::string& place : profile.jurisdictions()) {
      places += (places.empty() ? "" : " ") + place;
    }
    lines.line(profile.id(), title_of(profile) + " (" + places + ")");
  }
  return Report{Value(std::move(list)), lines.text()};
}

Result<Report> run_profile_show(const ProfileArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const ProfileSet set, ProfileSet::shipped());
  const Profile* profile = arguments.name == "core" ? &set.core() : set.find(arguments.name);
  if (profile == nullptr) {
    return Error{ErrorCode::kNotFound, "no profile has that name", "holdall profile list"};
  }
  return Report{profile->document(), canonical(profile->document()) + "\n"};
}

// Which of the two it is, its own members tell: an overlay has `profiles`.
Result<Report> run_profile_check(const ProfileArguments& arguments, const Context& /*context*/) {
  HOLDALL_ASSIGN(const std::string text, read_document(arguments.name));
  const auto document = parse_document(text);
  if (document.ok() && document.value().find("profiles") != nullptr) {
    return in_file(arguments.name, check_overlay(text, document.value()));
  }
  HOLDALL_ASSIGN(const ProfileSet set, ProfileSet::shipped());
  HOLDALL_ASSIGN(const Profile profile, in_file(arguments.name, set.compile(text)));
  return in_file(arguments.name,
                 report_findings("profile " + profile.versioned(), check_profile(profile, document.value(), set)));
}

}  // namespace holdall::cli
