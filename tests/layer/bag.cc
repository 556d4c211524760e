#include "layer/bag.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/formats/zip/profile.h"

namespace holdall::layer {
namespace {

constexpr std::string_view kDeclaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
constexpr std::size_t kMaxFile = std::size_t{8} << 20U;

using Files = std::map<std::string, std::string, std::less<>>;  // path inside the bag → content

Error unfit(ErrorCode code, std::string what) {
  return {code, std::move(what), {}};
}

bool is_payload(std::string_view path) {
  return path.starts_with("data/");
}

bool is_tag_manifest(std::string_view path) {
  return path.starts_with("tagmanifest-") && path.find('/') == std::string_view::npos;
}

// The files of the one folder that everything stands in.
Result<Files> read_files(const Container& container) {
  Files files;
  std::set<std::string, std::less<>> bases;
  for (std::size_t i = 0; i < container.entries().size(); ++i) {
    const std::string& name = container.entries()[i].name;
    const std::size_t slash = name.find('/');
    if (slash == std::string::npos || (bases.insert(name.substr(0, slash)), bases.size() > 1)) {
      return unfit(ErrorCode::kEntryUnexpected, "an entry outside the one folder of the bag");
    }
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, container.read(i));
    HOLDALL_ASSIGN(std::string content, read_all(*source, kMaxFile));
    if (!name.ends_with('/')) {
      files.emplace(name.substr(slash + 1), std::move(content));
    }
  }
  return files;
}

// Hex digest by the name that a manifest has it under; nothing for an algorithm that nobody knows.
std::optional<std::string> digest_of(std::string_view text, const std::string& algorithm) {
  const std::set<std::string> known{"md5", "sha1", "sha224", "sha256", "sha384", "sha512"};
  const EVP_MD* type = known.count(algorithm) == 1 ? EVP_get_digestbyname(algorithm.c_str()) : nullptr;
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (type == nullptr || EVP_Digest(text.data(), text.size(), bytes.data(), &size, type, nullptr) != 1) {
    return std::nullopt;
  }
  return hex_encode(std::as_bytes(std::span(bytes).first(size)));
}

// The lines of a tag file without their LFs.
Result<std::vector<std::string_view>> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      return unfit(ErrorCode::kTagFile, "a tag file whose last line has no LF");
    }
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string folded(std::string_view path) {
  std::string key(path);
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return key;
}

// One manifest: every file that `covers` is listed once, nothing else is, and the digests are right.
class ManifestCheck {
 public:
  ManifestCheck(const Files& files, bool (*covers)(std::string_view)) : files_(files), covers_(covers) {}

  Result<void> run(const std::string& name, const std::string& algorithm) {
    HOLDALL_ASSIGN(const std::vector<std::string_view> lines, lines_of(files_.find(name)->second));
    for (const std::string_view line : lines) {
      HOLDALL_TRY(check_line(line, algorithm));
    }
    const auto due =
        std::count_if(files_.begin(), files_.end(), [this](const auto& file) { return covers_(file.first); });
    if (static_cast<std::size_t>(due) != listed_.size()) {
      return unfit(ErrorCode::kEntryUnexpected, name + " does not list every file");
    }
    return {};
  }

 private:
  Result<void> check_line(std::string_view line, const std::string& algorithm) {
    const std::size_t blanks = line.find("  ");
    const std::string_view path = blanks == std::string_view::npos ? std::string_view() : line.substr(blanks + 2);
    if (!relaxed_name_problem(path).empty() || path.find('%') != std::string_view::npos || !covers_(path)) {
      return unfit(ErrorCode::kTagFile, "a line of a manifest that is not digest, two blanks and a path");
    }
    if (!listed_.insert(folded(path)).second) {
      return unfit(ErrorCode::kTagFile, "a manifest lists a path twice");
    }
    const auto file = files_.find(path);
    if (file == files_.end()) {
      return unfit(ErrorCode::kEntryMissing, "a manifest lists a file that is not there");
    }
    const auto digest = digest_of(file->second, algorithm);
    if (!digest) {
      return unfit(ErrorCode::kTagFile, "a manifest of an unknown algorithm");
    }
    return *digest == line.substr(0, blanks) ? Result<void>() : unfit(ErrorCode::kDigest, "a digest that is wrong");
  }

  const Files& files_;
  bool (*covers_)(std::string_view);
  std::set<std::string> listed_;
};

// Checks every `PREFIX-ALGORITHM.txt`. Returns how many there are.
Result<std::size_t> check_manifests(const Files& files, std::string_view prefix, bool (*covers)(std::string_view)) {
  constexpr std::string_view kEnd = ".txt";
  std::size_t count = 0;
  for (const auto& [path, content] : files) {
    if (path.starts_with(prefix) && path.ends_with(kEnd) && path.find('/') == std::string::npos) {
      const std::string algorithm = path.substr(prefix.size(), path.size() - prefix.size() - kEnd.size());
      HOLDALL_TRY(ManifestCheck(files, covers).run(path, algorithm));
      ++count;
    }
  }
  return count;
}

std::string oxum_of(const Files& files) {
  std::uint64_t bytes = 0;
  std::uint64_t count = 0;
  for (const auto& [path, content] : files) {
    if (is_payload(path)) {
      bytes += content.size();
      ++count;
    }
  }
  return std::to_string(bytes) + "." + std::to_string(count);
}

bool is_label(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

bool is_printable_text(std::string_view text) {
  while (!text.empty()) {
    const auto at = decode_utf8(text);
    if (!at || !is_printable(at->value)) {
      return false;
    }
    text.remove_prefix(at->size);
  }
  return true;
}

Result<void> check_bag_info(const Files& files) {
  const auto info = files.find("bag-info.txt");
  if (info == files.end()) {
    return {};
  }
  HOLDALL_ASSIGN(const std::vector<std::string_view> lines, lines_of(info->second));
  for (const std::string_view line : lines) {
    const std::size_t colon = std::min(line.find(": "), line.size());
    if (colon == line.size() || !is_label(line.substr(0, colon)) || !is_printable_text(line)) {
      return unfit(ErrorCode::kTagFile, "a line of bag-info.txt that is not a label and printable text");
    }
    if (folded(line.substr(0, colon)) == "payload-oxum" && line.substr(colon + 2) != oxum_of(files)) {
      return unfit(ErrorCode::kTagFile, "a Payload-Oxum that is wrong");
    }
  }
  return {};
}

}  // namespace

Result<void> check_bag(const Container& container) {
  HOLDALL_ASSIGN(const Files files, read_files(container));
  const auto declaration = files.find("bagit.txt");
  if (declaration == files.end() || declaration->second != kDeclaration) {
    return unfit(ErrorCode::kTagFile, "no bagit.txt of BagIt 1.0");
  }
  if (files.count("fetch.txt") == 1) {
    return unfit(ErrorCode::kEntryUnexpected, "a fetch.txt: nothing is ever fetched");
  }
  if (files.count("manifest-sha256.txt") == 0) {
    return unfit(ErrorCode::kEntryMissing, "no manifest-sha256.txt");
  }
  HOLDALL_TRY(check_manifests(files, "manifest-", is_payload));
  HOLDALL_TRY(check_manifests(files, "tagmanifest-",
                              [](std::string_view path) { return !is_payload(path) && !is_tag_manifest(path); }));
  return check_bag_info(files);
}

}  // namespace holdall::layer
