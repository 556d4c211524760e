#include "holdall/exporter/redaction_log.h"

#include <algorithm>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/record_id.h"

namespace holdall {
namespace {

constexpr std::size_t kBlock = 64U << 10U;
constexpr std::size_t kIdBytes = 16;

// The same for the same mark in every export, and another for every other.
std::string id_of(const Redaction& redaction) {
  std::string message;
  for (const std::string_view part :
       {redaction.section, std::string_view(redaction.record), std::string_view(redaction.field), redaction.kind,
        std::string_view(redaction.pseudonym), std::string_view(redaction.role)}) {
    append_prefixed(message, part);
  }
  const Sha256Digest digest = sha256(as_bytes(message));
  return base64url_encode(std::span(digest).first(kIdBytes));
}

}  // namespace

Result<void> RedactionLog::add(const Redaction& redaction) {
  Value record{Value::Object{}};
  record.set("id", id_of(redaction));
  record.set("section", redaction.section);
  record.set("record", redaction.record);
  record.set("field", redaction.field);
  record.set("kind", redaction.kind);
  record.set("count", redaction.count);
  for (const auto& [member, text] : {std::pair<const char*, const std::string&>{"pseudonym", redaction.pseudonym},
                                     {"role", redaction.role},
                                     {"code", redaction.code},
                                     {"reference", redaction.reference}}) {
    if (!text.empty()) {
      record.set(member, text);
    }
  }
  buffer_ += canonical(record) + '\n';
  ++lines_;
  return buffer_.size() < kBlock ? Result<void>() : flush();
}

Result<void> RedactionLog::flush() {
  if (!spool_.has_value()) {
    HOLDALL_ASSIGN(Spool spool, Spool::create(near_));
    spool_ = std::move(spool);
  }
  HOLDALL_TRY(spool_->append(as_bytes(buffer_)));
  buffer_.clear();
  return {};
}

Result<std::optional<Value>> RedactionLog::next() {
  if (read_ == 0 && told_ == 0 && spool_.has_value()) {
    HOLDALL_TRY(flush());
  }
  std::size_t end = buffer_.find('\n', told_);
  while (end == std::string::npos && spool_.has_value() && read_ < spool_->size()) {
    buffer_.erase(0, std::exchange(told_, 0));
    const std::size_t had = buffer_.size();
    const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, spool_->size() - read_));
    buffer_.resize(had + more);
    HOLDALL_TRY(spool_->read_at(read_, std::as_writable_bytes(std::span(buffer_).subspan(had))));
    read_ += more;
    end = buffer_.find('\n', had);
  }
  if (end == std::string::npos) {
    return std::optional<Value>();
  }
  HOLDALL_ASSIGN(Value record, parse_document(std::string_view(buffer_).substr(told_, end - told_)));
  told_ = end + 1;
  return std::optional<Value>(std::move(record));
}

}  // namespace holdall
