// Files of a controller on their way into the bundle: BLOBs and paths, and what must not get there.
#include "holdall/exporter/attacher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "holdall/core/crypto/digest.h"
#include "unit/exporter/town_library.h"

namespace holdall {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing_library::Folder;
using testing_library::kMap;
using testing_library::kRequest;
using testing_library::make_database;
using testing_library::read_file;
using testing_library::records_of;
using testing_library::replaced;
using testing_library::verified_bundle;
using testing_library::with_owner;

constexpr std::string_view kPhotos = "com.example.library-photos";

// The library's map with its readers' photos in a section of its own, one part of which is `part`.
std::string map_with(const std::string& part) {
  const std::string schema = R"("schemas": {"com.example.library-photos": {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://library.example/schemas/photos",
    "type": "object", "properties": {"id": {"type": "string"}, "album": {"type": "string"}, "n": {"type": "integer"},
      "image": {"type": "object"}, "more": {"type": "object"}, "pages": {"type": "array", "items": {"type": "object"}}},
    "required": ["id"], "additionalProperties": false}},)";
  const std::string map = with_owner(kMap, R"("photo": {"key": ["no"], "column": "card"})");
  return replaced(replaced(map, R"("fax": {)", R"("photos": {"category": "ID", "provenance": "provided"}, "fax": {)"),
                  R"("sections": {)", schema + R"("sections": {"com.example.library-photos": [)" + part + "],");
}

std::string part_with(const std::string& field, const std::string& more = "") {
  return R"({"name": "photo", "table": "photo", "owner": "card", "id": {"kind": "natural", "columns": ["no"]},)" +
         more + R"("fields": [)" + field + "]}";
}

const std::string kBlob = R"({"field": "image", "column": "content", "type": "file", "item": "photos",
                              "name": "label", "media_type": "kind"})";
const std::string kPath = R"({"field": "image", "column": "path", "type": "file", "item": "photos",
                              "folder": "scans", "name": {"const": "scan.pdf"},
                              "media_type": {"const": "application/pdf"}})";

// A request for something else: photos are withheld.
const std::string kNoPhotos = replaced(kRequest, R"("delivery":)", R"("options": {"items": ["person"]}, "delivery":)");

class AttacherTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_.file("scans/inner"));
    std::ofstream(folder_.file("scans/inner/a.pdf")) << "PDF-a";
    std::ofstream(folder_.file("outside.pdf")) << "SECRET";
  }
  // Rows: (no, card, label, kind, content, path), as SQL values.
  void with_photos(const std::vector<std::string>& rows) {
    std::vector<std::string> statements = {
        "CREATE TABLE photo(no INTEGER PRIMARY KEY, card INTEGER, label, kind, content, path, album TEXT)"};
    for (const std::string& row : rows) {
      statements.push_back("INSERT INTO photo(no, card, label, kind, content, path) VALUES(" + row + ")");
    }
    make_database(database_, statements);
  }
  Result<ExportReport> export_with(const std::string& part, const std::string& request = kRequest) {
    return testing_library::export_to(bundle_, database_, map_with(part), request, folder_.file(""));
  }
  std::vector<std::string> photos() { return records_of(bundle_).at(std::string(kPhotos)); }
  // The bytes of every attachment, by digest.
  std::vector<std::string> files() {
    const VerifiedBundle bundle = verified_bundle(bundle_);
    std::vector<std::string> all;
    for (const AttachmentInfo& info : bundle.attachments()) {
      all.push_back(read_all(*bundle.read(info).value(), 64U << 20U).value());
    }
    return all;
  }

  Folder folder_;
  std::string database_ = folder_.file("library.db");
  std::string bundle_ = folder_.file("out.holdall.zip");
};

std::string reference(std::string_view bytes, const std::string& name, const std::string& type) {
  return R"({"_file":{"bytes":)" + std::to_string(bytes.size()) + R"(,"mediaType":")" + type + R"(","name":")" + name +
         R"(","sha256":")" + sha256_hex(bytes) + R"("}})";
}

TEST_F(AttacherTest, ABlobBecomesAnAttachmentWithItsOwnNameAndBytes) {
  with_photos({"1, 7, '../../etc/passwd', 'image/png', x'00ff0a', NULL", "2, 8, 'x', 'y', x'4f574e38', NULL"});
  const auto report = export_with(part_with(kBlob));
  ASSERT_TRUE(report.ok()) << report.error().message;
  const std::string bytes("\x00\xff\x0a", 3);
  EXPECT_THAT(photos(),
              ElementsAre(R"({"id":"photo:1","image":)" + reference(bytes, "../../etc/passwd", "image/png") + "}"));
  EXPECT_THAT(files(), ElementsAre(bytes));
}

TEST_F(AttacherTest, TheLedgerCountsFilesAndNamesTheSchemaOfTheirSection) {
  with_photos({"1, 7, 'a', 'b', 'one', NULL", "2, 7, 'a', 'b', 'two', NULL"});
  ASSERT_TRUE(export_with(part_with(kBlob)).ok());
  const auto contents = records_of(bundle_).at("contents");
  EXPECT_THAT(contents, Contains(R"({"id":"section:com.example.library-photos","kind":"section","records":2,)"
                                 R"("schema":"https://library.example/schemas/photos",)"
                                 R"("section":"com.example.library-photos"})"));
  EXPECT_THAT(contents,
              Contains(HasSubstr(R"("count":2,"id":"item:photos:included","item":"photos","kind":"item",)"
                                 R"("outcome":"included","pointers":["com.example.library-photos#/image"])")));
}

TEST_F(AttacherTest, TheSameContentIsThereOnceWhateverItIsCalled) {
  with_photos({"1, 7, 'one', 'a/b', 'same', NULL", "2, 7, 'two', 'a/b', x'73616d65', NULL"});
  ASSERT_TRUE(export_with(part_with(kBlob)).ok());
  EXPECT_THAT(photos(), ElementsAre(HasSubstr(R"("name":"one")"), HasSubstr(R"("name":"two")")));
  EXPECT_THAT(files(), ElementsAre("same"));
}

TEST_F(AttacherTest, AFileOnDiskIsReadBelowItsFolder) {
  with_photos({"1, 7, NULL, NULL, NULL, 'inner/a.pdf'", "2, 7, NULL, NULL, NULL, NULL"});
  const auto report = export_with(part_with(kPath));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(photos(),
              ElementsAre(R"({"id":"photo:1","image":)" + reference("PDF-a", "scan.pdf", "application/pdf") + "}"));
  EXPECT_THAT(files(), ElementsAre("PDF-a"));
}

TEST_F(AttacherTest, WithoutANameOrATypeItIsCalledAsItsPartAndIsJustBytes) {
  with_photos({"1, 7, NULL, NULL, 'x', NULL", "2, 7, '', '', 'x', NULL", "3, 7, 4711, NULL, 'x', NULL"});
  ASSERT_TRUE(export_with(part_with(kBlob)).ok());
  const std::string unnamed = reference("x", "photo", "application/octet-stream");
  EXPECT_THAT(photos(), ElementsAre(HasSubstr(unnamed), HasSubstr(unnamed), HasSubstr(R"("name":"4711")")));
}

TEST_F(AttacherTest, AnEmptyFileIsAFile) {
  with_photos({"1, 7, 'e', 'a/b', x'', NULL", "2, 7, 'e', 'a/b', NULL, 'empty'"});
  std::ofstream(folder_.file("scans/empty")).flush();
  ASSERT_TRUE(export_with(part_with(kBlob) + "," + replaced(part_with(kPath), R"("photo")", R"("scan")")).ok());
  EXPECT_THAT(photos(), ElementsAre(HasSubstr(R"("bytes":0)"), HasSubstr(R"("bytes":0)")));
  EXPECT_THAT(files(), ElementsAre(""));
}

TEST_F(AttacherTest, FiveMegabytesArriveUnchangedFromBothPlaces) {
  std::string big(5'000'001, '\0');
  for (std::size_t i = 0; i < big.size(); ++i) {
    big[i] = static_cast<char>(i * i / 7);
  }
  std::ofstream(folder_.file("scans/big"), std::ios::binary) << big;
  with_photos({"1, 7, NULL, NULL, zeroblob(5000001), 'big'"});
  const std::string both = kPath + "," + replaced(kBlob, "image", "more");
  const auto report = export_with(part_with(both));
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(files(), ::testing::UnorderedElementsAre(big, std::string(5'000'001, '\0')));
}

TEST_F(AttacherTest, WhatIsWithheldIsNeverOpened) {
  with_photos({"1, 7, NULL, NULL, NULL, 'no/such/file'"});
  const auto withheld = export_with(part_with(kPath), kNoPhotos);
  ASSERT_TRUE(withheld.ok()) << withheld.error().message;
  EXPECT_THAT(photos(), IsEmpty());
  EXPECT_THAT(records_of(bundle_).at("contents"),
              Contains(HasSubstr(R"("code":"NOT_REQUESTED","count":1,"id":"item:photos:withheld:NOT_REQUESTED")")));
  bundle_ += "2";
  EXPECT_FALSE(export_with(part_with(kPath)).ok()) << "it would have been seen";
}

TEST_F(AttacherTest, WhatIsWithheldIsNotInTheBytes) {
  with_photos({"1, 7, 'CANARY-name', 'image/png', 'CANARY-bytes', NULL"});
  ASSERT_TRUE(export_with(part_with(kBlob), kNoPhotos).ok());
  const std::string bytes = read_file(bundle_);
  EXPECT_THAT(bytes, Not(HasSubstr("CANARY")));
  EXPECT_THAT(bytes, Not(HasSubstr(sha256_hex(std::string_view("CANARY-bytes")))));
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(AttacherTest, APathThatLeadsNowhereOrElsewhereStopsTheExport) {
  std::filesystem::create_symlink(folder_.file("outside.pdf"), folder_.file("scans/link"));
  std::filesystem::create_directory_symlink(folder_.file("scans/inner"), folder_.file("scans/linked"));
  ASSERT_EQ(::mkfifo(folder_.file("scans/pipe").c_str(), 0600), 0);
  for (const std::string path :
       {"'absent'", "'link'", "'linked/a.pdf'", "'pipe'", "'inner'", "'../outside.pdf'", "'inner/../../outside.pdf'",
        "'/etc/passwd'", "''", "'.'", "'inner//a.pdf'", "'inner/a.pdf/'", "CAST(x'612e00706466' AS TEXT)",
        "x'ff2e706466'", "hex(zeroblob(3000))"}) {
    SCOPED_TRACE(path);
    const Folder other;
    database_ = other.file("library.db");
    with_photos({"1, 7, NULL, NULL, NULL, 'inner/a.pdf'", "2, 7, NULL, NULL, NULL, " + path});
    const auto report = export_with(part_with(kPath));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kSourceData);
    EXPECT_THAT(report.error().message, HasSubstr("photo.path, row 2: names "));
    for (const char* part : {"absent", "link", "pipe", "inner", "outside", "passwd", "0000"}) {
      EXPECT_THAT(report.error().message, Not(HasSubstr(std::string("`") + part))) << "the path is shown";
    }
    EXPECT_FALSE(std::filesystem::exists(bundle_));
  }
}

TEST_F(AttacherTest, NumbersAreNoFilesAndNamesAreText) {
  for (const auto& [row, column] :
       {std::pair{"1, 7, 'a', 'b', 5, NULL", "photo.content"}, std::pair{"1, 7, x'ff', 'b', 'c', NULL", "photo.label"},
        std::pair{"1, 7, 0.5, 'b', 'c', NULL", "photo.label"},
        std::pair{"1, 7, hex(zeroblob(513)), 'b', 'c', NULL", "photo.label"},
        std::pair{"1, 7, 'a', x'ff', 'c', NULL", "photo.kind"}}) {
    SCOPED_TRACE(row);
    const Folder other;
    database_ = other.file("library.db");
    with_photos({row});
    const auto report = export_with(part_with(kBlob));
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, ErrorCode::kSourceData);
    EXPECT_THAT(report.error().message, HasSubstr(column));
  }
}

TEST_F(AttacherTest, AFolderThatIsNotThereIsTheMapsFault) {
  with_photos({"1, 7, NULL, NULL, NULL, 'a.pdf'"});
  const auto report = export_with(part_with(replaced(kPath, "scans", "skans")));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapUnfit);
  EXPECT_THAT(report.error().message, HasSubstr("/sections/com.example.library-photos/0/fields/0/folder"));
}

TEST_F(AttacherTest, EveryElementOfAGroupHasItsFile) {
  with_photos({"1, 7, 'a', 'a/b', 'one', NULL", "2, 7, 'b', 'a/b', 'two', NULL", "3, 7, 'c', 'a/b', NULL, NULL"});
  const std::string part = R"({"name": "album", "table": "photo", "owner": "card", "order": ["no"],
    "id": {"kind": "natural", "columns": ["card"]},
    "group": {"by": ["card"], "into": "pages", "fields": [)" +
                           kBlob + R"(]},
    "fields": [{"field": "n", "column": "no", "type": "integer", "item": "photos"}]})";
  const auto report = export_with(part);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_THAT(photos(), ElementsAre(R"({"id":"album:7","n":3,"pages":[{"image":)" + reference("one", "a", "a/b") +
                                    R"(},{"image":)" + reference("two", "b", "a/b") + "}]}"));
  EXPECT_EQ(files().size(), 2U);
}

TEST_F(AttacherTest, AFileMayStandWhereATextMayAndWithinAnObject) {
  with_photos({"1, 7, 'a', 'a/b', 'one', NULL"});
  const std::string nested = replaced(kBlob, R"("image")", R"("more.image")");
  const std::string text = R"({"name": "photo", "table": "photo", "owner": "card",
    "id": {"kind": "natural", "columns": ["no"]},
    "fields": [{"field": "kind", "const": "photo"},)" +
                           replaced(kBlob, "image", "body") + "]}";
  const std::string map =
      replaced(map_with(part_with(nested)), R"("communications": [)", R"("communications": [)" + text + ",");
  const auto report = testing_library::export_to(bundle_, database_, map, kRequest, folder_.file(""));
  ASSERT_TRUE(report.ok()) << report.error().message;
  const std::string file = reference("one", "a", "a/b");
  EXPECT_THAT(photos(), ElementsAre(R"({"id":"photo:1","more":{"image":)" + file + "}}"));
  EXPECT_THAT(records_of(bundle_).at("communications"),
              Contains(R"({"body":)" + file + R"(,"id":"photo:1","kind":"photo"})"));
}

TEST_F(AttacherTest, ARecordThatItsOwnSchemaRefusesStopsTheExport) {
  with_photos({"1, 7, 'CANARY', 'a/b', 'one', NULL"});
  const auto report = export_with(part_with(R"({"field": "n", "column": "label", "type": "text", "item": "photos"})"));
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kRecordSchema);
  EXPECT_THAT(report.error().message, HasSubstr("record 1"));
  EXPECT_THAT(report.error().message, Not(HasSubstr("CANARY")));
}

struct BadField {
  const char* name;
  std::string part;
  const char* pointer;
};

TEST_F(AttacherTest, WhatAMapMayNotSayOfFilesIsRefusedWithItsPointer) {
  const std::string group = R"("group": {"by": ["no"], "into": "pages",
    "fields": [{"field": "n", "column": "no", "type": "integer", "item": "photos"}]},)";
  const std::vector<BadField> cases = {
      {"a folder for text", part_with(replaced(kPath, R"("file")", R"("text")")), "/folder"},
      {"a name for bytes", part_with(replaced(kBlob, R"("file")", R"("bytes")")), "/media_type"},
      {"a type that is none", part_with(replaced(kPath, "application/pdf", "pdf")), "/media_type/const"},
      {"a type with a line feed", part_with(replaced(kPath, "application/pdf", "a/b;c\\n")), "/media_type/const"},
      {"a name that is nothing", part_with(replaced(kPath, "scan.pdf", "")), "/name/const"},
      {"a name without const", part_with(replaced(kPath, R"({"const": "scan.pdf"})", "{}")), "/name"},
      {"a name of an unread table", part_with(replaced(kBlob, R"("label")", R"("reader.name")")), "/name"},
      {"a credential", part_with(replaced(kBlob, R"("photos")", R"("pin")")), "/fields/0"},
      {"a constant with a folder", part_with(R"({"field": "n", "const": 1, "folder": "x"})"), "/const"},
      {"a constant that imitates a file", part_with(R"({"field": "more", "const": [{"_file": {}}]})"), "/const"},
      {"a group's own field", part_with(kBlob, group), "/fields/0/type"},
      {"a nested field of an element",
       part_with(R"({"field": "n", "column": "no", "type": "integer", "item": "photos"})",
                 replaced(group, R"({"field": "n")", R"({"field": "n.m")")),
       "/group/fields/0/field"},
      {"an id", part_with(replaced(kBlob, "image", "id")), "/fields/0/field"},
  };
  for (const BadField& each : cases) {
    SCOPED_TRACE(each.name);
    const auto map = DataMap::parse(map_with(each.part));
    ASSERT_FALSE(map.ok());
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(map.error().message, HasSubstr(std::string(each.pointer) + ":")) << map.error().message;
  }
}

TEST_F(AttacherTest, ANameColumnThatHoldsACredentialIsNotRead) {
  const std::string part = R"({"name": "photo", "table": "reader", "owner": "card",
    "id": {"kind": "natural", "columns": ["card"]},
    "fields": [{"field": "image", "column": "extra", "type": "file", "item": "photos", "name": "pin"}]})";
  const auto map = DataMap::parse(map_with(part));
  ASSERT_FALSE(map.ok());
  EXPECT_THAT(map.error().message, HasSubstr("/fields/0/name: uses a column that holds a credential"));
}

struct BadSchema {
  const char* name;
  const char* from;
  const char* to;
  const char* pointer;
};

TEST(OwnSchemaTest, WhatTheProfileDoesNotHaveIsRefusedWithItsPointer) {
  const std::vector<BadSchema> cases = {
      {"no schema", "\"schemas\": {\"com.example.library-photos\"", "\"schemas\": {\"com.example.other\"",
       "/schemas/com.example.other"},
      {"a name with two labels", "\"schemas\": {\"com.example.library-photos\"", "\"schemas\": {\"com.example\"",
       "/schemas/com.example"},
      {"no $id", "\"$id\": \"https://library.example/schemas/photos\",", "", "/schemas/com.example.library-photos"},
      {"an $id that is ours", "https://library.example/schemas/photos", "urn:holdall:schema:1:usage",
       "/schemas/com.example.library-photos/$id"},
      {"a keyword of no profile", "\"album\": {", "\"album\": {\"format\": \"date\", \"if\": true, ",
       "/properties/album"},
      {"a pattern of nobody", "\"album\": {", "\"album\": {\"pattern\": \"^(a+)+$\", ", "/properties/album"},
      {"a dialect of nobody", "https://json-schema.org/draft/2020-12/schema", "https://x.example/", "$schema"},
  };
  for (const BadSchema& each : cases) {
    SCOPED_TRACE(each.name);
    const auto map = DataMap::parse(replaced(map_with(part_with(kBlob)), each.from, each.to));
    ASSERT_FALSE(map.ok());
    EXPECT_EQ(map.error().code, ErrorCode::kMapUnfit);
    EXPECT_THAT(map.error().message, HasSubstr(each.pointer));
  }
}

}  // namespace
}  // namespace holdall
