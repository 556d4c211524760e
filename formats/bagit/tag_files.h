// The BagIt 1.0 tag files of a bundle (RFC 8493): written once here, and re-created here by the reader, which compares
// them byte for byte. They add nothing that the signed content does not say.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "holdall/core/model/timestamp.h"

namespace holdall::bagit {

// A file and the digest that a BagIt manifest lists; `path` is relative to the bag's folder.
struct ListedFile {
  std::string path;
  std::string sha256;  // lower-case hex
};

std::string declaration();  // bagit.txt

struct BagInfo {
  std::string_view external_identifier;  // the bundle's id
  Timestamp issued;                      // its date is the Bagging-Date
  std::uint64_t payload_bytes = 0;
  std::uint64_t payload_files = 0;
};
std::string bag_info(const BagInfo& info);

// manifest-sha256.txt or tagmanifest-sha256.txt: one line per file, in the order given; `sha256sum -c` reads it.
std::string manifest(std::span<const ListedFile> files);

}  // namespace holdall::bagit
