// The two parties of an import, for tests: a sender who signs real bundles, and a receiver with a database file.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/canonical.h"
#include "holdall/core/sql/sqlite.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/bundle/writer.h"
#include "holdall/importer/binding.h"
#include "holdall/importer/map/import_map.h"
#include "holdall/importer/pipeline.h"
#include "holdall/importer/store/sqlite_store.h"
#include "holdall/importer/store/store.h"
#include "support/bundles.h"

namespace holdall::test {

// A folder that goes away with the test.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  [[nodiscard]] std::string path(std::string_view name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

struct SectionText {
  std::string name;
  std::vector<std::string> records;  // JSON objects
  std::string schema = {};           // of a section of the sender's own
};

// What a record refers to with a file reference of these bytes.
inline std::string reference_to(std::string_view bytes, std::string_view name);

struct BundleFacts {
  std::string id = "urn:uuid:00000000-0000-4000-8000-000000000001";
  std::string issued = "2026-11-23T10:00:00Z";
  std::string sub = "pairwise-1";
  Mode mode = Mode::kTransfer;
  std::string right = "row-policy-baseline/2026.11";
};

// "https://shop.example", which makes bundles out for "https://club.example".
class Sender {
 public:
  Sender();
  VerifiedBundle bundle(const std::vector<SectionText>& sections, const BundleFacts& facts = {},
                        const std::vector<std::string>& files = {});
  struct InParts {
    VerifiedBundle part, whole;
  };
  // One bundle whose records are segments of their own: without the segment of the record `left_out`, and whole.
  InParts bundle_in_parts(const std::vector<SectionText>& sections, const BundleFacts& facts,
                          std::string_view left_out);

 private:
  std::string write(const std::vector<SectionText>& sections, const BundleFacts& facts,
                    const std::vector<std::string>& files, const BundleOptions& options);
  [[nodiscard]] VerifiedBundle verified(const std::string& path, const BundleFacts& facts) const;

  TempFolder folder_;
  SystemRandom random_;
  PrivateKey key_;
  TrustStore trust_;
  int bundles_ = 0;
};

class Receiver {
 public:
  // Runs statements that are separated by `;` at line ends. Knows the sender's `sub` as its person 1; empty: nobody.
  explicit Receiver(std::string_view sql, std::string_view sub = "pairwise-1");

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string bytes() const { return read_file(path_); }
  [[nodiscard]] std::unique_ptr<Store> open() const;
  void run(std::string_view sql) const;
  // Says beforehand who the sender's person `sub` is here.
  void bind(std::string_view sub, std::string_view subject) const;
  // Rows of a query: cells joined by `|`, NULL as nothing.
  [[nodiscard]] std::vector<std::string> rows(std::string_view sql) const;
  [[nodiscard]] std::string one(std::string_view sql) const;

  [[nodiscard]] Result<ImportReport> import(const VerifiedBundle& bundle, std::string_view map,
                                            ImportOptions options = {}) const;

 private:
  TempFolder folder_;
  std::string path_;
};

// The club of examples/receiver, with members 1 and 2.
inline constexpr std::string_view kClubFolder = "examples/receiver/";

template <typename T>
T value_of(Result<T> result) {
  if (!result.ok()) {
    ADD_FAILURE() << result.error().message;
  }
  return std::move(result).value();
}

inline void expect_done(const Result<void>& result) {
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message);
}

inline std::vector<Value> parse_all(const std::vector<std::string>& records) {
  std::vector<Value> values;
  for (const std::string& record : records) {
    values.push_back(value_of(parse_document(record)));
  }
  return values;
}

inline Cell cell_of(const Value& value, std::vector<std::unique_ptr<std::string>>& texts) {
  if (value.string() != nullptr) {
    return Cell::text(*value.string());
  }
  texts.push_back(std::make_unique<std::string>(canonical(value)));
  return Cell::json(*texts.back());
}

inline void write_section(BundleWriter& writer, const SectionText& section) {
  const std::vector<Value> records = parse_all(section.records);
  std::set<std::string> names;
  for (const Value& record : records) {
    for (const Value::Member& member : record.members()) {
      names.insert(member.key);
    }
  }
  const Layout layout = value_of(Layout::compile({names.begin(), names.end()}));
  const auto rows = value_of(writer.section(section.name, layout, section.schema));
  for (const Value& record : records) {
    std::vector<Cell> cells(layout.size());
    std::vector<std::unique_ptr<std::string>> texts;
    for (const Value::Member& member : record.members()) {
      cells[*layout.index_of(member.key)] = cell_of(member.value, texts);
    }
    expect_done(rows->write(cells));
  }
  expect_done(rows->finish());
}

inline Manifest manifest_of(const BundleFacts& facts) {
  Manifest manifest;
  manifest.id = facts.id;
  manifest.iss = "https://shop.example";
  manifest.issued = at(facts.issued);
  manifest.mode = facts.mode;
  manifest.right = facts.right;
  if (facts.mode == Mode::kTransfer) {
    manifest.audience = {"https://club.example"};
    manifest.expires = at("2027-11-23T10:00:00Z");
  }
  if (!facts.sub.empty()) {
    manifest.subject = SubjectRef{facts.sub, ""};
  }
  return manifest;
}

inline std::string text_of(const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kInteger:
      return std::to_string(cell.as_integer());
    case Cell::Kind::kDouble:
      return std::to_string(cell.as_double());
    case Cell::Kind::kText:
    case Cell::Kind::kBytes:
      return std::string(cell.as_text());
    default:
      return {};
  }
}

inline TempFolder::TempFolder() {
  static std::atomic<int> count = 0;
  folder_ = std::filesystem::temp_directory_path() /
            ("holdall-test-" + std::to_string(getpid()) + "-" + std::to_string(count++));
  std::filesystem::create_directory(folder_);
}

inline TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

inline Sender::Sender() : key_(PrivateKey::generate(random_)) {
  expect_done(trust_.add("https://shop.example", "Shop", key_.public_key()));
}

inline std::string reference_to(std::string_view bytes, std::string_view name) {
  return write_attachment_reference({sha256_hex(bytes), bytes.size(), std::string(name), "image/png"});
}

inline VerifiedBundle Sender::bundle(const std::vector<SectionText>& sections, const BundleFacts& facts,
                                     const std::vector<std::string>& files) {
  return verified(write(sections, facts, files, {}), facts);
}

inline Sender::InParts Sender::bundle_in_parts(const std::vector<SectionText>& sections, const BundleFacts& facts,
                                               std::string_view left_out) {
  BundleOptions options;
  options.form = Form::kJson;
  options.segment_bytes = 1;
  const std::string path = write(sections, facts, {}, options);
  std::string text = read_file(path);
  constexpr std::string_view kSegment = R"({"header":)";
  const std::size_t record = text.find(R"("id":")" + std::string(left_out) + "\"");
  const std::size_t begin = text.rfind(kSegment, record);
  const std::size_t end = text.find(kSegment, record);
  EXPECT_TRUE(begin < end && end < text.size()) << "the record must not be the last one";
  text.erase(begin, end - begin);
  const std::string part = path + ".part";
  std::ofstream(part) << text;
  return {verified(part, facts), verified(path, facts)};
}

inline std::string Sender::write(const std::vector<SectionText>& sections, const BundleFacts& facts,
                                 const std::vector<std::string>& files, const BundleOptions& bundle_options) {
  const std::string path = folder_.path("bundle-" + std::to_string(bundles_++));
  BundleWriter writer = value_of(BundleWriter::create(path, bundle_options, random_));
  for (const std::string& bytes : files) {
    BytesSource content(bytes);
    value_of(writer.attach(content));
  }
  for (const SectionText& section : sections) {
    write_section(writer, section);
  }
  value_of(writer.seal(manifest_of(facts), key_));
  return path;
}

inline VerifiedBundle Sender::verified(const std::string& path, const BundleFacts& facts) const {
  const OpenedBundle opened = value_of(open_bundle(path));
  VerifyOptions options;
  options.now = at("2026-11-23T12:00:00Z");
  if (facts.mode == Mode::kTransfer) {
    options.audience = "https://club.example";
  }
  return value_of(verify(opened, trust_, options));
}

inline Receiver::Receiver(std::string_view sql, std::string_view sub) : path_(folder_.path("club.db")) {
  std::ofstream(path_).flush();
  run(sql);
  if (!sub.empty()) {
    bind(sub, "1");
  }
}

inline void Receiver::bind(std::string_view sub, std::string_view subject) const {
  const std::unique_ptr<Store> store = open();
  const std::unique_ptr<StoreTransaction> transaction = value_of(store->begin());
  expect_done(bind_id(*transaction,
                      {std::string(kIssuer), std::string(sub), std::string(subject), at("2026-11-01T00:00:00Z")}));
  expect_done(transaction->commit());
}

inline std::unique_ptr<Store> Receiver::open() const {
  return value_of(open_sqlite_store(path_));
}

inline void Receiver::run(std::string_view sql) const {
  sqlite::Database database = value_of(sqlite::Database::open(path_, sqlite::Database::Mode::kReadWrite));
  while (sql.find_first_not_of(" \n") != std::string_view::npos) {
    const std::size_t end = std::min(sql.find(";\n"), sql.size());
    expect_done(database.run(sql.substr(0, end)));
    sql.remove_prefix(std::min(end + 2, sql.size()));
  }
}

inline std::vector<std::string> Receiver::rows(std::string_view sql) const {
  sqlite::Database database = value_of(sqlite::Database::open(path_, sqlite::Database::Mode::kReadOnly));
  sqlite::Statement statement = value_of(database.prepare(sql));
  std::vector<std::string> rows;
  while (value_of(statement.step())) {
    std::string row;
    for (int i = 0; i < statement.columns(); ++i) {
      row.append(i == 0 ? "" : "|").append(text_of(statement.column(i)));
    }
    rows.push_back(row);
  }
  return rows;
}

inline std::string Receiver::one(std::string_view sql) const {
  const std::vector<std::string> found = rows(sql);
  return found.size() == 1 ? found.front() : "(" + std::to_string(found.size()) + " rows)";
}

inline Result<ImportReport> Receiver::import(const VerifiedBundle& bundle, std::string_view map,
                                             ImportOptions options) const {
  if (options.subject.empty()) {
    options.subject = "1";
  }
  if (options.now == Timestamp{}) {
    options.now = at("2026-11-23T12:00:00Z");
  }
  const ImportMap import_map = value_of(ImportMap::parse(map));
  HOLDALL_ASSIGN(ImportReport report, import_bundle(bundle, import_map, *open(), options));
  if (report.refusal) {
    return *report.refusal;
  }
  return report;
}

inline std::string club_sql() {
  return read_file(std::string(kClubFolder) + "schema.sql") +
         "INSERT INTO person(pid) VALUES(1);\nINSERT INTO person(pid, nick) VALUES(2, 'Other');\n";
}

inline std::string club_map() {
  return read_file(std::string(kClubFolder) + "import-map.json");
}

}  // namespace holdall::test
