#include "holdall/formats/bundle/record_checks.h"

#include <algorithm>
#include <optional>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

// What the ledger's line says of a section, if it is one of that kind; its members that count are all scalars.
struct SectionLine {
  bool is_section = false;
  std::string section;
  std::optional<std::uint64_t> records;
  std::string schema;
};

Result<SectionLine> read_section_line(std::string_view record) {
  using Token = CanonicalReader::Token;
  SectionLine line;
  CanonicalReader reader(record);
  Token token = reader.next();
  while (token != Token::kInvalid && (token = reader.next()) == Token::kKey) {
    const std::string key(reader.text());
    const Token value = reader.next();
    if (value == Token::kString && key == "kind") {
      line.is_section = reader.text() == "section";
    } else if (value == Token::kString && key == "section") {
      line.section = reader.text();
    } else if (value == Token::kString && key == "schema") {
      line.schema = reader.text();
    } else if (value == Token::kNumber && key == "records" && reader.is_integer() && reader.number() >= 0) {
      line.records = static_cast<std::uint64_t>(reader.number());
    } else {
      reader.skip_value(value);
    }
  }
  return token == Token::kInvalid ? Result<SectionLine>(reader.error()) : line;
}

}  // namespace

// The schema that a section brings and, for a section of ours, our own where it is another one.
struct RecordChecks::Schemas {
  std::string section;
  Schema own;
  std::optional<Schema> registered;

  [[nodiscard]] Result<void> check(std::string_view record) const {
    HOLDALL_TRY(own.check(record));
    return registered ? registered->check(record) : Result<void>();
  }
};

RecordChecks::RecordChecks(std::span<const AttachmentInfo> attachments, const Limits& limits, const Progress& progress,
                           const Stopped& stopped)
    : attachments_(attachments), limits_(limits), progress_(progress), stopped_(stopped) {}
RecordChecks::~RecordChecks() = default;

Result<const RecordChecks::Schemas*> RecordChecks::schemas_of(const Package& package, const SegmentInfo& segment) {
  if (schemas_ == nullptr || schemas_->section != segment.section) {
    const std::string& text = package.index().schemas.find(segment.section)->second;
    HOLDALL_TRY(parse_canonical(text));
    HOLDALL_ASSIGN(Schema own, Schema::compile(text));
    Schemas schemas{segment.section, std::move(own), std::nullopt};
    if (const std::string* ours = registered_schema(segment.section); ours != nullptr && *ours != text) {
      HOLDALL_ASSIGN(schemas.registered, Schema::compile(*ours));
    }
    schemas_ = std::make_unique<const Schemas>(std::move(schemas));
  }
  if (schemas_->own.id() != segment.schema) {
    return Error{ErrorCode::kSegment, "the schema has another $id than the header says", {}};
  }
  return schemas_.get();
}

Result<std::uint64_t> RecordChecks::check(const Package& package, std::size_t i, const SegmentInfo& segment) {
  HOLDALL_ASSIGN(const Schemas* schemas, schemas_of(package, segment));
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(package, i, segment, limits_));
  const auto here = [&](Error error) { return std::move(error).within("record " + std::to_string(lines.records())); };
  while (true) {
    HOLDALL_TRY(check_stopped(stopped_));
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      return lines.records();
    }
    if (auto fits = schemas->check(*line); !fits.ok()) {
      return here(std::move(fits).error());
    }
    if (auto resolved = check_attachments(*line); !resolved.ok()) {
      return here(std::move(resolved).error());
    }
    if (progress_ && lines.records() % kProgressRows == 0) {
      progress_(segment.section, lines.records());
    }
    if (segment.section == kLedgerSection) {
      HOLDALL_TRY(note_ledger_line(*line));
    }
  }
}

Result<void> RecordChecks::check_attachments(std::string_view record) {
  return for_each_attachment(record, [this](const AttachmentReference& reference) -> Result<void> {
    const auto found = std::lower_bound(attachments_.begin(), attachments_.end(), reference.sha256,
                                        [](const AttachmentInfo& a, const std::string& b) { return a.sha256 < b; });
    if (found == attachments_.end() || found->sha256 != reference.sha256) {
      return Error{ErrorCode::kEntryMissing, "its attachment is not here", {}};
    }
    if (found->bytes != reference.bytes) {
      return Error{ErrorCode::kDigest, "its attachment has another size", {}};
    }
    referenced_.insert(reference.sha256);
    return {};
  });
}

Result<void> RecordChecks::check_all_referenced() const {
  const auto stray = std::find_if(attachments_.begin(), attachments_.end(),
                                  [&](const AttachmentInfo& each) { return !referenced_.contains(each.sha256); });
  return stray == attachments_.end()
             ? Result<void>()
             : Error{ErrorCode::kEntryUnexpected, "attachment " + stray->sha256 + ": no record refers to it", {}};
}

Result<void> RecordChecks::note_ledger_line(std::string_view record) {
  if (record.find(R"("kind":"section")") == std::string_view::npos) {
    return {};
  }
  HOLDALL_ASSIGN(SectionLine line, read_section_line(record));
  if (!line.is_section) {
    return {};
  }
  if (ledger_.size() >= limits_.sections) {
    return Error{ErrorCode::kLimit, "a ledger of more than " + std::to_string(limits_.sections) + " sections", {}};
  }
  const bool is_new =
      line.records && ledger_.emplace(line.section, LedgerLine{std::move(line.schema), *line.records}).second;
  return is_new ? Result<void>() : Error{ErrorCode::kLedger, "a section line lacks its count or is there twice", {}};
}

}  // namespace holdall
