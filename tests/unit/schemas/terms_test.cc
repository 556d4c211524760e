// Terms of other vocabularies: the accepted list holds every one that the record types and docs/interop.md use; and
// what that page says of fields and choices is so in the table of record types.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path << ": run from the project's root";
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> accepted_terms() {
  std::vector<std::string> lines = lines_of("schemas/terms.txt");
  std::erase_if(lines, [](const std::string& line) { return line.starts_with('#'); });
  return lines;
}

// Every match of an expression's first group.
std::vector<std::string> found_in(const std::string& text, const std::regex& expression) {
  std::vector<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    out.push_back((*at)[1]);
  }
  return out;
}

// Fields by the paths under which docs/schema.md lists them, `consents.events[].at`.
using Paths = std::map<std::string, const FieldSpec*>;

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void collect(std::span<const FieldSpec> fields, const std::string& prefix, Paths& out) {
  for (const FieldSpec& field : fields) {
    const std::string path = prefix + "." + std::string(field.name);
    out.emplace(path, &field);
    collect(field.members, path + (field.type == FieldType::kObjects ? "[]" : ""), out);
  }
}

Paths all_fields() {
  Paths out;
  for (const RecordType& type : record_types()) {
    collect(type.fields, std::string(type.section), out);
  }
  return out;
}

TEST(Terms, AreListedOnceInOrder) {
  const auto terms = accepted_terms();
  EXPECT_GT(terms.size(), 100U);
  EXPECT_TRUE(std::is_sorted(terms.begin(), terms.end()));
  EXPECT_EQ(std::adjacent_find(terms.begin(), terms.end()), terms.end());
  const std::regex shape("(dct|dpv|gdpr|just|pd|skos):[A-Za-z][A-Za-z0-9-]*");
  for (const std::string& term : terms) {
    EXPECT_TRUE(std::regex_match(term, shape)) << term;
  }
}

// They stand in guides to DPV, and not in DPV 2.3.
TEST(Terms, HaveNoneThatDoesNotExist) {
  for (const char* term : {"dpv:ConsentTerminated", "dpv:hasProcessingAutomation", "dpv:hasAutomation", "gdpr:GDPR"}) {
    EXPECT_THAT(accepted_terms(), Not(Contains(term)));
  }
}

TEST(Terms, OfTheRecordTypesAreAccepted) {
  const auto accepted = accepted_terms();
  for (const auto& [path, field] : all_fields()) {
    if (!field->term.empty()) {
      EXPECT_THAT(accepted, Contains(std::string(field->term))) << path;
    }
  }
}

TEST(Terms, StandAtEveryFieldThatTellsOfThePerson) {
  const std::set<std::string> sections = {"identifiers", "profile",        "preferences", "usage",
                                          "devices",     "communications", "inferences"};
  // Of the processing, not of the person.
  const std::set<std::string> exempt = {"identifiers.scope", "profile.legal_hold", "usage.status"};
  for (const auto& [path, field] : all_fields()) {
    const bool tells = field->type == FieldType::kText || field->type == FieldType::kDate ||
                       field->type == FieldType::kCountry || field->type == FieldType::kLanguage;
    if (tells && sections.contains(path.substr(0, path.find('.'))) && !exempt.contains(path)) {
      EXPECT_FALSE(field->term.empty()) << path << ": has no term";
    }
  }
}

TEST(Interop, UsesAcceptedTermsOnly) {
  const auto accepted = accepted_terms();
  std::size_t used = 0;
  for (const std::string& line : lines_of("docs/interop.md")) {
    for (const std::string& term :
         found_in(line, std::regex("\\b((?:dct|dpv|gdpr|just|pd|skos):[A-Za-z][A-Za-z0-9-]*)"))) {
      EXPECT_THAT(accepted, Contains(term)) << line;
      ++used;
    }
  }
  EXPECT_GT(used, 100U);
}

// A table stands below a heading that names a section, whose fields its first column holds, or a field, whose choices
// it holds, each in backticks.
class InteropTables : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string heading;
    for (const std::string& line : lines_of("docs/interop.md")) {
      if (line.starts_with('#')) {
        const auto names = found_in(line, kTicked);
        heading = names.empty() ? "" : names[0];
      } else if (line.starts_with('|') && !heading.empty()) {
        const auto names = found_in(line.substr(0, line.find('|', 1)), kTicked);
        tables_[heading].insert(names.begin(), names.end());
      }
    }
  }

  const std::regex kTicked{"`([^`]+)`"};
  const Paths fields_ = all_fields();
  std::map<std::string, std::set<std::string>> tables_;
};

TEST_F(InteropTables, NameFieldsThatExist) {
  for (const auto& [heading, names] : tables_) {
    if (find_record_type(heading) == nullptr) {
      EXPECT_TRUE(fields_.contains(heading)) << heading;
      continue;
    }
    for (const std::string& name : names) {
      EXPECT_TRUE(name == "id" || fields_.contains(heading + "." + name)) << heading << "." << name;
    }
  }
}

TEST_F(InteropTables, NameEveryChoiceAndNoOther) {
  for (const auto& [heading, names] : tables_) {
    const auto field = fields_.find(heading);
    if (field != fields_.end() && field->second->type == FieldType::kChoice) {
      const std::set<std::string> choices(field->second->choices.begin(), field->second->choices.end());
      EXPECT_EQ(names, choices) << heading;
    }
  }
}

TEST_F(InteropTables, LeaveOutNoFieldOfAConsent) {
  std::vector<std::string> missing;
  for (const auto& [path, field] : fields_) {
    const bool leaf = field->members.empty();
    if (leaf && path.starts_with("consents.") && !tables_["consents"].contains(path.substr(path.find('.') + 1))) {
      missing.push_back(path);
    }
  }
  EXPECT_THAT(missing, IsEmpty());
}

}  // namespace
}  // namespace holdall
