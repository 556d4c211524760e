// The log of what was blackened: in order, whole, and without growing in memory.
#include "holdall/exporter/redaction_log.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/exporter/row_mask.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

Redaction person(std::string record, std::uint64_t count = 1) {
  Redaction redaction;
  redaction.section = "usage";
  redaction.record = std::move(record);
  redaction.field = "/object";
  redaction.kind = "person";
  redaction.pseudonym = "k7qm2xab";
  redaction.count = count;
  redaction.code = "THIRD_PERSON_RIGHTS";
  return redaction;
}

TEST(RedactionLogTest, ManyLinesComeBackInOrder) {
  constexpr int kLines = 20000;  // several blocks of the file
  const testing_library::Folder folder;
  RedactionLog log(folder.file("out"));
  for (int i = 0; i < kLines; ++i) {
    ASSERT_TRUE(log.add(person("r" + std::to_string(i), 3)).ok());
  }
  EXPECT_EQ(log.size(), kLines);
  std::set<std::string> ids;
  for (int i = 0; i < kLines; ++i) {
    const auto line = log.next();
    ASSERT_TRUE(line.ok() && line.value().has_value()) << i;
    ASSERT_EQ(line.value()->at("record").text(), "r" + std::to_string(i));
    ids.insert(line.value()->at("id").text());
  }
  EXPECT_FALSE(log.next().value().has_value());
  EXPECT_FALSE(log.next().value().has_value());
  EXPECT_EQ(ids.size(), kLines);
  EXPECT_TRUE(std::filesystem::is_empty(std::filesystem::path(folder.file("out")).parent_path())) << "nothing is left";
}

TEST(RedactionLogTest, AFewLinesNeedNoFileAndIdsAreTheSameAgain) {
  RedactionLog log("/no/such/folder/out");
  EXPECT_FALSE(log.next().value().has_value());
  ASSERT_TRUE(log.add(person("r", 2)).ok());
  EXPECT_EQ(
      canonical(*log.next().value()),
      R"({"code":"THIRD_PERSON_RIGHTS","count":2,"field":"/object","id":"Itkgrmp_KrEb6FSbNf8yMA","kind":"person",)"
      R"("pseudonym":"k7qm2xab","record":"r","section":"usage"})");
  EXPECT_FALSE(log.next().value().has_value());
}

// What is logged of records that are made of several rows.
class GroupLogTest : public testing::Test {
 protected:
  std::vector<std::string> lines_after(const std::vector<std::array<const char*, 3>>& rows) {
    const testing_library::Folder folder;
    RedactionLog log(folder.file("out"));
    Part part;
    part.group_into = "events";
    for (const char* member : {"at", "purpose"}) {
      MappedField field;
      field.member = member;
      field.in_group = field.member == "at";
      part.fields.push_back(field);
    }
    RowMask mask("consents", part, {}, {nullptr, &log});
    const std::vector<std::optional<MaskReason>> reasons(2, MaskReason{"C", "R"});
    for (const auto& row : rows) {
      std::vector<Cell> cells = {Cell::text(row[0]), row[1] == nullptr ? Cell::absent() : Cell::text(row[1]),
                                 Cell::text(row[2])};
      EXPECT_TRUE(mask.mask(reasons, cells).ok());
    }
    EXPECT_TRUE(mask.finish().ok());
    std::vector<std::string> lines;
    for (auto line = log.next().value(); line.has_value(); line = log.next().value()) {
      lines.push_back(line->at("record").text() + line->at("field").text() + " " + line->at("kind").text() + " " +
                      std::to_string(*line->at("count").integer()));
    }
    return lines;
  }
};

TEST_F(GroupLogTest, ElementsHaveTheirPlaceAndAGroupsOwnFieldsAreThoseOfItsLastRow) {
  EXPECT_EQ(lines_after({{"a", "x@y.example z@y.example", "x@y.example"},
                         {"a", nullptr, "x@y.example"},
                         {"a", "nobody", "x@y.example +46 70 123 45 67"},
                         {"a", "x@y.example", "070-123 45 67"},
                         {"b", "x@y.example", "nobody"}}),
            (std::vector<std::string>{"a/events/0/at e-mail 2", "a/events/2/at e-mail 1", "a/purpose phone 1",
                                      "b/events/0/at e-mail 1"}));
}

}  // namespace
}  // namespace holdall
