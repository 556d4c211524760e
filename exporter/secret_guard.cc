#include "holdall/exporter/secret_guard.h"

#include <cmath>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/secret/finding.h"
#include "holdall/exporter/secret/scan.h"

namespace holdall {
namespace {

constexpr std::size_t kLongestRemembered = 256;

// A constant is the map's author's; what was checked to be a time or a truth value has no room for a secret.
bool can_hold_secret(ColumnType type) {
  switch (type) {
    case ColumnType::kText:
    case ColumnType::kInteger:
    case ColumnType::kNumber:
    case ColumnType::kJson:
    case ColumnType::kBytes:
      return true;
    case ColumnType::kBoolean:
    case ColumnType::kTimestamp:
    case ColumnType::kDate:
    case ColumnType::kFile:
    case ColumnType::kPresence:
    case ColumnType::kConstant:
      break;
  }
  return false;
}

bool is_long(double number) {
  return std::fabs(number) >= 1e12 && std::fabs(number) < 1e20;  // as the number of a card is
}

}  // namespace

SecretGuard::SecretGuard(const Part& part, const Collector& collector, std::unique_ptr<RowReader> rows)
    : part_(part), collector_(collector), rows_(std::move(rows)) {
  for (std::size_t i = 0; i < part.fields.size(); ++i) {
    const MappedField& field = part.fields[i];
    if (can_hold_secret(field.type)) {
      Watched watched;
      watched.field = i;
      watched.kinds = SecretKinds::all().without(field.excused);
      watched.is_named = names_secret(part.query.select[field.cell].column.column) || names_secret(field.member);
      watched.per_record = part.is_grouped() && !field.in_group;
      watched_.push_back(std::move(watched));
    }
  }
}

Result<Read> SecretGuard::next(Row& out) {
  HOLDALL_ASSIGN(const Read read, rows_->next(out));
  const bool goes_on = part_.is_grouped() && read == Read::kRow && out[0].as_text() == id_;
  if (pending_.has_value() && !goes_on) {
    return *std::move(pending_);
  }
  pending_.reset();
  if (read == Read::kEnd) {
    return read;
  }
  if (!goes_on) {
    HOLDALL_TRY(look_at_id(out[0]));
  }
  for (Watched& watched : watched_) {
    HOLDALL_TRY(look_at(watched, out[watched.field + 1]));
  }
  return read;
}

// A derived id is random by design.
Result<void> SecretGuard::look_at_id(const Cell& id) {
  if (part_.is_grouped()) {
    id_ = id.as_text();
  }
  if (part_.derived_ids) {
    return {};
  }
  const auto found = find_secret(id.as_text(), SecretKinds::all().without(part_.id_excused));
  if (found.has_value()) {
    return secret_found(*found, part_.query.pointer + "/id")
        .within(part_.query.pointer + "/id, row " + std::to_string(collector_.rows()));
  }
  return {};
}

Result<void> SecretGuard::look_at(Watched& watched, const Cell& cell) {
  const bool is_view = cell.kind() == Cell::Kind::kText || cell.kind() == Cell::Kind::kJson;
  if (cell.is_absent() || (is_view && (cell.as_text().size() < kShortestSecret || cell.as_text() == watched.clean))) {
    return {};
  }
  if (const auto found = find(watched, cell)) {
    Error error = error_about(watched.field, *found);
    if (!watched.per_record) {
      return error;
    }
    pending_ = pending_.has_value() ? std::move(pending_) : std::optional(std::move(error));
  } else if (is_view && cell.as_text().size() <= kLongestRemembered) {
    watched.clean = cell.as_text();
  }
  return {};
}

std::optional<SecretKind> SecretGuard::find(const Watched& watched, const Cell& cell) {
  switch (cell.kind()) {
    case Cell::Kind::kText:
      return find_secret(cell.as_text(), watched.kinds, watched.is_named);
    case Cell::Kind::kJson:
      return find_secret_in_json(cell.as_text(), watched.kinds, watched.is_named, buffer_);
    case Cell::Kind::kBytes:
      return find_secret_in_bytes(cell.as_text(), watched.kinds, watched.is_named);
    case Cell::Kind::kInteger:
      return is_long(static_cast<double>(cell.as_integer()))
                 ? find_secret(std::to_string(cell.as_integer()), watched.kinds)
                 : std::nullopt;
    case Cell::Kind::kDouble:
      return is_long(cell.as_double()) ? find_secret(canonical(Value(cell.as_double())), watched.kinds) : std::nullopt;
    case Cell::Kind::kAbsent:
    case Cell::Kind::kBool:
      break;
  }
  return std::nullopt;
}

Error SecretGuard::error_about(std::size_t field, SecretKind kind) const {
  const MappedField& mapped = part_.fields[field];
  return secret_found(kind, mapped.pointer)
      .within(column_name(part_.query.select[mapped.cell].column) + ", row " + std::to_string(collector_.rows()));
}

Result<void> check_document_for_secrets(const Value& document, std::string_view what) {
  SecretKinds random;
  random.add(SecretKind::kRandomToken);
  std::string buffer;
  const auto found = find_secret_in_json(canonical(document), SecretKinds::all().without(random), false, buffer);
  return found.has_value() ? Result<void>(secret_found(*found).within(std::string(what))) : Result<void>();
}

}  // namespace holdall
