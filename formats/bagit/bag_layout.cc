#include "holdall/formats/bagit/bag_layout.h"

#include <numeric>

#include "holdall/core/crypto/digest.h"
#include "holdall/formats/bagit/paths.h"
#include "holdall/formats/bagit/tag_files.h"
#include "holdall/formats/package/manifest.h"

namespace holdall {
namespace {

using Kind = BagEntry::Kind;

std::string bag_info(const Manifest& manifest, const PayloadFacts& facts) {
  const auto add = [](std::uint64_t sum, const PayloadFact& fact) { return sum + fact.bytes; };
  std::uint64_t bytes = std::accumulate(facts.segments.begin(), facts.segments.end(), std::uint64_t{0}, add);
  bytes = std::accumulate(facts.files.begin(), facts.files.end(), bytes, add);
  return bagit::bag_info({manifest.id, manifest.issued, bytes, facts.segments.size() + facts.files.size()});
}

// The content of a tag file that lists none of the others.
std::string content_of(const std::string& path, const PackageIndex& index, const Manifest& manifest,
                       const PayloadFacts& facts) {
  if (path == paths::kDeclaration) {
    return bagit::declaration();
  }
  if (path == paths::kManifest) {
    return index.manifest;
  }
  if (path == paths::kSignature) {
    return index.signature;
  }
  if (path == paths::kPresentation) {
    return *index.presentation;
  }
  return path == paths::kIssuer ? *index.issuer : bag_info(manifest, facts);
}

}  // namespace

std::vector<BagEntry> bag_paths(const PackageIndex& index) {
  std::vector<BagEntry> entries;
  const auto tag = [&entries](std::string path) { entries.push_back({std::move(path), Kind::kTag, 0, {}}); };
  tag(std::string(paths::kDeclaration));
  tag(std::string(paths::kManifest));
  tag(std::string(paths::kSignature));
  if (index.presentation) {
    tag(std::string(paths::kPresentation));
  }
  if (index.issuer) {
    tag(std::string(paths::kIssuer));
  }
  for (const auto& schema : index.schemas) {
    tag(paths::schema(schema.first));
  }
  tag(std::string(paths::kBagInfo));
  for (std::size_t i = 0; i < index.segments.size(); ++i) {
    entries.push_back({paths::segment(index.segments[i]), Kind::kSegment, i, {}});
  }
  for (std::size_t i = 0; i < index.files.size(); ++i) {
    entries.push_back({paths::file(index.files[i]), Kind::kFile, i, {}});
  }
  tag(std::string(paths::kPayloadManifest));
  tag(std::string(paths::kTagManifest));
  return entries;
}

Result<std::vector<BagEntry>> bag_entries(const PackageIndex& index, const PayloadFacts& facts) {
  HOLDALL_ASSIGN(const Manifest manifest, read_manifest(index.manifest));
  std::vector<BagEntry> entries = bag_paths(index);
  std::vector<bagit::ListedFile> payload;
  std::vector<bagit::ListedFile> tags;
  auto schema = index.schemas.begin();
  for (BagEntry& entry : entries) {
    if (entry.kind != Kind::kTag) {
      const auto& fact = (entry.kind == Kind::kSegment ? facts.segments : facts.files)[entry.part];
      payload.push_back({entry.path, fact.sha256});
      continue;
    }
    if (entry.path == paths::kPayloadManifest || entry.path == paths::kTagManifest) {
      entry.content = bagit::manifest(entry.path == paths::kPayloadManifest ? payload : tags);
    } else if (schema != index.schemas.end() && entry.path == paths::schema(schema->first)) {
      entry.content = (schema++)->second;
    } else {
      entry.content = content_of(entry.path, index, manifest, facts);
    }
    tags.push_back({entry.path, sha256_hex(entry.content)});
  }
  return entries;
}

}  // namespace holdall
