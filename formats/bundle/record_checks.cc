#include "holdall/formats/bundle/record_checks.h"

#include <algorithm>
#include <optional>

#include "holdall/core/json/value.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/segment.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

constexpr std::string_view kLedger = "contents";

// The schema that a segment brings and, for a section of ours, our own where it is another one.
struct Schemas {
  Schema own;
  std::optional<Schema> registered;

  [[nodiscard]] Result<void> check(std::string_view record) const {
    HOLDALL_TRY(own.check(record));
    return registered ? registered->check(record) : Result<void>();
  }
};

Result<Schemas> compile(const std::string& text, const SegmentInfo& segment) {
  HOLDALL_TRY(parse_canonical(text));
  HOLDALL_ASSIGN(Schema own, Schema::compile(text));
  if (own.id() != segment.schema) {
    return Error{ErrorCode::kSegment, "the schema has another $id than the header says", {}};
  }
  Schemas schemas{std::move(own), std::nullopt};
  if (const std::string* ours = registered_schema(segment.section); ours != nullptr && *ours != text) {
    HOLDALL_ASSIGN(schemas.registered, Schema::compile(*ours));
  }
  return schemas;
}

}  // namespace

Result<std::uint64_t> RecordChecks::check(const Package& package, std::size_t i, const SegmentInfo& segment) {
  HOLDALL_ASSIGN(const Schemas schemas, compile(package.index().schemas.find(segment.section)->second, segment));
  HOLDALL_ASSIGN(std::unique_ptr<ByteSource> source, package.read_segment(i));
  HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(std::move(source), segment.sha256, limits_));
  const auto here = [&](Error error) { return std::move(error).within("record " + std::to_string(lines.records())); };
  while (true) {
    HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
    if (!line) {
      return lines.records();
    }
    if (auto fits = schemas.check(*line); !fits.ok()) {
      return here(std::move(fits).error());
    }
    if (auto resolved = check_attachments(*line); !resolved.ok()) {
      return here(std::move(resolved).error());
    }
    if (progress_ && lines.records() % kProgressRows == 0) {
      progress_(segment.section, lines.records());
    }
    if (segment.section == kLedger) {
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
  HOLDALL_ASSIGN(const Value line, parse_document(record));
  if (line.text_or("kind", "") != "section") {
    return {};
  }
  const Value* records = line.find("records");
  if (records == nullptr || records->integer() == nullptr || *records->integer() < 0 ||
      !ledger_
           .emplace(line.text_or("section", ""),
                    LedgerLine{line.text_or("schema", ""), static_cast<std::uint64_t>(*records->integer())})
           .second) {
    return Error{ErrorCode::kLedger, "a section line lacks its count or is there twice", {}};
  }
  return {};
}

}  // namespace holdall
