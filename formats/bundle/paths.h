// Where things stand in a bundle: the one list of entry names and their order (docs/format.md#entries).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace holdall::paths {

inline constexpr std::string_view kDeclaration = "bagit.txt";
inline constexpr std::string_view kManifest = "holdall/manifest.json";
inline constexpr std::string_view kSignature = "holdall/manifest.jws";
inline constexpr std::string_view kIssuer = "holdall/issuer.jwk";
inline constexpr std::string_view kBagInfo = "bag-info.txt";
inline constexpr std::string_view kPayloadManifest = "manifest-sha256.txt";
inline constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";

// The folder that every entry stands in: "holdall-" and the first 16 digits of the manifest's SHA-256.
std::string base(std::string_view manifest_sha256);

std::string schema(std::string_view section);   // holdall/schemas/<section>.json
std::string segment(std::string_view section);  // data/<section>.jsonl
// The section of a data/<section>.jsonl path, or empty if `path` is none.
std::string_view section_of(std::string_view path);

// Every entry of a bundle with these sections (sorted by name), relative to its folder, in container order.
std::vector<std::string> entries(const std::vector<std::string>& sections, bool with_issuer);

}  // namespace holdall::paths
