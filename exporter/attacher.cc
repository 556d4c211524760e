#include "holdall/exporter/attacher.h"

#include <algorithm>
#include <utility>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/text.h"
#include "holdall/exporter/secret/finding.h"
#include "holdall/exporter/secret/stream_scan.h"
#include "holdall/formats/bundle/attachments.h"

namespace holdall {
namespace {

constexpr std::size_t kMaxWord = 1024;  // code points of a name or a media type

// What the system says about a path shows it: only the kind of trouble passes.
Error unfit_path(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return Error{ErrorCode::kSourceData, "names a file that is not in its folder", {}};
    case ErrorCode::kPathUnsafe:
      return Error{ErrorCode::kSourceData, "names a link, no regular file, or what may lie outside its folder", {}};
    default:
      return Error{ErrorCode::kSourceData, "names a file that cannot be opened", {}};
  }
}

}  // namespace

Attacher::Attacher(const Part& part, std::string base, BundleWriter& bundle, const Collector& collector,
                   std::unique_ptr<RowReader> rows)
    : part_(part),
      base_(std::move(base)),
      bundle_(bundle),
      collector_(collector),
      rows_(std::move(rows)),
      references_(part.fields.size()) {}

Result<Read> Attacher::next(Row& out) {
  HOLDALL_ASSIGN(const Read read, rows_->next(out));
  for (std::size_t i = 0; read == Read::kRow && i < part_.fields.size(); ++i) {
    if (part_.fields[i].file.has_value() && !out[i + 1].is_absent()) {
      HOLDALL_TRY(attach(i, out));
    }
  }
  return read;
}

Result<void> Attacher::attach(std::size_t field, Row row) {
  const MappedField& mapped = part_.fields[field];
  Cell& cell = row[field + 1];
  AttachmentReference reference;
  HOLDALL_ASSIGN(reference.name, word(mapped, mapped.file->name, row));
  HOLDALL_ASSIGN(reference.media_type, word(mapped, mapped.file->media_type, row));
  BytesSource content(cell.as_text());
  auto attached = mapped.file->folder ? attach_path(mapped, cell.as_text()) : attach_bytes(mapped, content);
  if (!attached.ok()) {
    return std::move(attached).error().within(place(mapped.cell));
  }
  reference.sha256 = attached.value().sha256;
  reference.bytes = attached.value().bytes;
  references_[field] = write_attachment_reference(reference);
  cell = Cell::json(references_[field]);
  return {};
}

Result<PayloadFact> Attacher::attach_bytes(const MappedField& field, ByteSource& content) {
  const bool is_named = names_secret(part_.query.select[field.cell].column.column) || names_secret(field.member);
  ScannedSource scanned(content, SecretKinds::all().without(field.excused), is_named);
  auto attached = bundle_.attach(scanned);
  if (scanned.found().has_value()) {
    return secret_found(*scanned.found(), field.pointer);
  }
  return attached;
}

Result<std::string> Attacher::word(const MappedField& field, const FileWord& word, Row row) const {
  HOLDALL_ASSIGN(std::string text, read_word(word, row));
  const auto found = find_secret(text, SecretKinds::all().without(field.excused));
  if (found.has_value() && word.companion.has_value()) {
    return secret_found(*found, field.pointer).within(place(part_.companions[*word.companion]));
  }
  return text;
}

Result<std::string> Attacher::read_word(const FileWord& word, Row row) const {
  if (!word.companion) {
    return word.text;
  }
  const Cell& cell = row[part_.fields.size() + 1 + *word.companion];
  if (cell.is_absent() || (cell.kind() == Cell::Kind::kText && cell.as_text().empty())) {
    return word.text;
  }
  if (cell.kind() == Cell::Kind::kInteger) {
    return std::to_string(cell.as_integer());
  }
  if (cell.kind() != Cell::Kind::kText || count_code_points(cell.as_text()) > kMaxWord) {
    return Error{ErrorCode::kSourceData, "is not text of at most 1024 characters", {}}.within(
        place(part_.companions[*word.companion]));
  }
  return std::string(cell.as_text());
}

Result<PayloadFact> Attacher::attach_path(const MappedField& field, std::string_view path) {
  HOLDALL_ASSIGN(const InputFolder* folder, folder_of(field));
  auto opened = folder->open_file(path);
  if (!opened.ok()) {
    return unfit_path(opened.error().code);
  }
  if (opened.value().size() > Limits{}.entry_bytes) {
    return Error{ErrorCode::kLimit, "names a file of more than 4 GiB - 2", {}};
  }
  auto attached = attach_bytes(field, *stream_file(std::move(opened).value()));
  if (!attached.ok() && attached.error().code == ErrorCode::kTruncated) {
    return Error{ErrorCode::kIo, "names a file that changed while it was read", {}};
  }
  return attached;
}

Result<const InputFolder*> Attacher::folder_of(const MappedField& field) {
  const std::string& name = *field.file->folder;
  auto found = folders_.find(name);
  if (found == folders_.end()) {
    const std::string path = name.starts_with('/') || base_.empty() ? name : base_ + "/" + name;
    auto folder = InputFolder::open(path);
    if (!folder.ok()) {
      return Error{ErrorCode::kMapUnfit, field.pointer + "/folder: is not a folder that can be opened", {}};
    }
    found = folders_.emplace(name, std::move(folder).value()).first;
  }
  return &found->second;
}

std::string Attacher::place(std::size_t selected) const {
  return column_name(part_.query.select[selected].column) + ", row " + std::to_string(collector_.rows());
}

}  // namespace holdall
