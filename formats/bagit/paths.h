// Where things stand in a bag: the names of entries (docs/format.md#entries).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "holdall/formats/package/package.h"

namespace holdall::paths {

inline constexpr std::string_view kDeclaration = "bagit.txt";
inline constexpr std::string_view kManifest = "holdall/manifest.json";
inline constexpr std::string_view kSignature = "holdall/manifest.jws";
inline constexpr std::string_view kPresentation = "holdall/presentation.jws";
inline constexpr std::string_view kIssuer = "holdall/issuer.jwk";
inline constexpr std::string_view kBagInfo = "bag-info.txt";
inline constexpr std::string_view kPayloadManifest = "manifest-sha256.txt";
inline constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";

// The folder that every entry of a ZIP form stands in: "holdall-" and the first 16 digits of the manifest's SHA-256.
std::string base(std::string_view manifest_sha256);

std::string schema(std::string_view section);   // holdall/schemas/<section>.json
std::string segment(const SegmentName& name);   // data/<section>.jsonl, data/<section>.<k>.jsonl
std::string segment(std::string_view section);  // of a section with one segment
std::string file(std::string_view sha256);      // data/files/<sha256>

// The segment or attachment of a path, or nothing if `path` is none.
std::optional<SegmentName> segment_of(std::string_view path);
std::optional<std::string_view> file_of(std::string_view path);

}  // namespace holdall::paths
