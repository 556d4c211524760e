#include "holdall/importer/facts.h"

#include <algorithm>
#include <optional>

#include "holdall/importer/plan.h"

namespace holdall {
namespace {

std::string join(const std::vector<std::string>& list) {
  std::string joined;
  for (const std::string& item : list) {
    joined.append(joined.empty() ? "" : " ").append(item);
  }
  return joined;
}

// What one cell may hold of an attachment.
constexpr std::uint64_t kMaxFileBytes = 64ULL << 20U;

}  // namespace

std::vector<std::string> fact_texts(const Manifest& manifest, const ImportIdentity& identity, Timestamp now) {
  return {manifest.id,
          manifest.iss,
          identity.manifest_sha256,
          format_timestamp(manifest.issued),
          format_timestamp(now),
          format_timestamp(add_months(now, 1)),  // GDPR Art. 14(3)(a)
          join(manifest.audience),
          manifest.right,
          manifest.mode == Mode::kCopy ? "copy" : "transfer",
          identity.batch};
}

std::vector<Cell> fact_cells(const std::vector<std::string>& texts) {
  HOLDALL_CHECK(texts.size() == bundle_facts().size());
  std::vector<Cell> cells;
  cells.reserve(texts.size());
  for (const std::string& text : texts) {
    cells.push_back(text.empty() ? Cell::absent() : Cell::text(text));
  }
  return cells;
}

ReadFile files_of(const VerifiedBundle& bundle) {
  return [&bundle](std::string_view sha256) -> Result<std::optional<std::string>> {
    const auto files = bundle.attachments();
    const auto found = std::ranges::find(files, sha256, &AttachmentInfo::sha256);
    if (found == files.end()) {
      return Error{ErrorCode::kSelfCheck, "an attachment is not where it was verified to be", {}};
    }
    if (found->bytes > kMaxFileBytes) {
      return std::optional<std::string>();
    }
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, bundle.read(*found));
    HOLDALL_ASSIGN(std::string bytes, read_all(*source, found->bytes));
    return std::optional(std::move(bytes));
  };
}

}  // namespace holdall
