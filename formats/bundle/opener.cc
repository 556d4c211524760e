#include <algorithm>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/formats/bundle/paths.h"
#include "holdall/formats/bundle/state.h"
#include "holdall/formats/zip/headers.h"
#include "holdall/formats/zip/reader.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

std::size_t index_of(std::span<const Entry> entries, const std::string& name) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.name == name; });
  HOLDALL_CHECK(found != entries.end());
  return static_cast<std::size_t>(found - entries.begin());
}

// The folder of the first entry, which must be the bag declaration.
Result<std::string> find_base(std::span<const Entry> entries) {
  const std::string suffix = "/" + std::string(paths::kDeclaration);
  if (entries.empty() || !entries[0].name.ends_with(suffix)) {
    return Error{ErrorCode::kNotABundle, "a ZIP archive, but its first entry is no bag declaration", {}};
  }
  return entries[0].name.substr(0, entries[0].name.size() - suffix.size());
}

bool is_section_name(std::string_view name) {
  return find_record_type(name) != nullptr || is_extension_name(name);
}

// Every entry must stand where the sections that are here put it; nothing else has a place.
Result<void> check_places(OpenedState& state, const Limits& limits) {
  const auto entries = state.container->entries();
  for (const Entry& entry : entries) {
    if (!entry.name.starts_with(state.base + "/")) {
      return Error{ErrorCode::kEntryUnexpected, "`" + printable(entry.name) + "` is outside the bag", {}};
    }
    const std::string_view path = std::string_view(entry.name).substr(state.base.size() + 1);
    if (const std::string_view section = paths::section_of(path); is_section_name(section)) {
      state.sections.emplace_back(section);
    }
    state.has_issuer = state.has_issuer || path == paths::kIssuer;
  }
  if (state.sections.size() > limits.sections) {
    return Error{ErrorCode::kLimit, "more than " + std::to_string(limits.sections) + " sections", {}};
  }
  std::sort(state.sections.begin(), state.sections.end());
  const std::vector<std::string> expected = paths::entries(state.sections, state.has_issuer);
  for (std::size_t i = 0; i < std::max(expected.size(), entries.size()); ++i) {
    if (i < expected.size() && i < entries.size() && entries[i].name == state.base + "/" + expected[i]) {
      continue;
    }
    const bool missing = i < expected.size() && std::none_of(entries.begin(), entries.end(), [&](const Entry& entry) {
                           return entry.name == state.base + "/" + expected[i];
                         });
    return missing ? Error{ErrorCode::kEntryMissing, "`" + expected[i] + "` is missing", {}}
                   : Error{ErrorCode::kEntryUnexpected, "`" + printable(entries[i].name) + "` has no place here", {}};
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<ByteSource>> OpenedState::read(std::string_view path) const {
  return container->read(index_of(container->entries(), base + "/" + std::string(path)));
}

Result<std::string> OpenedState::read_small(std::string_view path, std::size_t limit) const {
  HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, read(path));
  auto text = read_all(*source, limit);
  return text.ok() ? std::move(text) : std::move(text).error().within(path);
}

std::uint64_t OpenedState::size_of(std::string_view path) const {
  return container->entries()[index_of(container->entries(), base + "/" + std::string(path))].size;
}

const std::string& OpenedBundle::manifest_bytes() const {
  return state_->manifest_bytes;
}
const std::string& OpenedBundle::signature() const {
  return state_->signature;
}
std::span<const Entry> OpenedBundle::entries() const {
  return state_->container->entries();
}

Result<OpenedBundle> open_bundle(const std::string& path, const Limits& limits) {
  HOLDALL_ASSIGN(InputFile file, InputFile::open(path, limits.total_bytes, kLocalSignature));
  return open_bundle(std::make_shared<const InputFile>(std::move(file)), limits);
}

Result<OpenedBundle> open_bundle(std::shared_ptr<const InputFile> file, const Limits& limits) {
  auto state = std::make_shared<OpenedState>();
  HOLDALL_ASSIGN(state->container, open_zip(std::move(file), limits));
  HOLDALL_ASSIGN(state->base, find_base(state->container->entries()));
  HOLDALL_TRY(check_places(*state, limits));
  HOLDALL_ASSIGN(state->manifest_bytes, state->read_small(paths::kManifest, limits.manifest_bytes));
  HOLDALL_ASSIGN(state->signature, state->read_small(paths::kSignature, limits.signature_bytes));
  if (state->base != paths::base(sha256_hex(state->manifest_bytes))) {
    return Error{ErrorCode::kEntryName, "the bag's folder is not named after its manifest", {}};
  }
  return BundleAccess::make(std::move(state));
}

}  // namespace holdall
