#include "holdall/exporter/explain.h"

#include <algorithm>
#include <array>

#include "cli/commands.h"
#include "cli/rights.h"
#include "holdall/schemas/message_catalogue.h"

namespace holdall::cli {
namespace {

// The same request under another right, for comparison: what it would give if it were asked for.
Result<std::vector<Explanation>> explain_other(const JudgedRequest& judged, const std::string& right) {
  const Profile* profile = judged.profiles.find(right);
  if (profile == nullptr) {
    return Error{ErrorCode::kNotFound, "no profile has that name", "holdall profile list"};
  }
  const std::array<const Profile*, 1> chosen = {profile};
  return explain(judged.map, RequestScope(judged.profiles, chosen, judged.judgement.request, {}));
}

std::string plainly(const Explanation& row) {
  std::string text = row.outcome;
  text += row.code.empty() ? "" : " " + row.code;
  text += row.reference.empty() ? "" : ", " + row.reference;
  for (const Explanation::Unless& each : row.unless) {
    text += "; " + each.when + ": " + each.outcome + (each.code.empty() ? "" : " " + each.code);
  }
  return text;
}

// Every code once, in words.
void add_glossary(Lines& lines, const std::vector<Explanation>& rows) {
  std::vector<std::string> codes;
  for (const Explanation& row : rows) {
    if (!row.code.empty() && std::ranges::find(codes, row.code) == codes.end()) {
      codes.push_back(row.code);
      lines.line(row.code, message_in("en", "code." + row.code));
    }
  }
}

}  // namespace

Result<Report> run_explain(const ExplainArguments& arguments, const Context& context) {
  HOLDALL_ASSIGN(const JudgedRequest judged, judge(arguments.request, arguments.map, arguments.decisions, context));
  const Judgement& judgement = judged.judgement;
  if (judgement.scope == nullptr) {
    return *judgement.refusal;
  }
  if (judgement.refusal.has_value()) {
    print_warning("this request would not be answered (" + judgement.ruling.code + "): " + judgement.refusal->message,
                  context.json);
  }
  const std::vector<Explanation> rows = explain(judged.map, *judgement.scope);
  std::vector<Explanation> others;
  if (!arguments.compare.empty()) {
    HOLDALL_ASSIGN(others, explain_other(judged, arguments.compare));
  }
  Value::Array list;
  Lines lines("under " + judgement.ruling.profile +
              (others.empty() ? std::string() : ", and under " + arguments.compare + " where that differs"));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Value row = rows[i].to_value();
    std::string words = plainly(rows[i]);
    if (!others.empty()) {
      row.set("compare", others[i].to_value());
      words += others[i].outcome != rows[i].outcome || others[i].code != rows[i].code ? " | " + plainly(others[i]) : "";
    }
    list.push_back(std::move(row));
    lines.line(rows[i].item, words);
  }
  add_glossary(lines, rows);
  return Report{Value(std::move(list)), lines.text()};
}

}  // namespace holdall::cli
