#include "holdall/formats/bagit/tag_files.h"

namespace holdall::bagit {

std::string declaration() {
  return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
}

std::string bag_info(const BagInfo& info) {
  std::string out;
  const auto line = [&out](std::string_view label, std::string_view value) {
    out.append(label).append(": ").append(value).append("\n");
  };
  line("Bag-Software-Agent", "Holdall");
  line("Bagging-Date", format_timestamp(info.issued).substr(0, 10));
  line("BagIt-Profile-Identifier", "urn:holdall:bagit-profile:1");
  line("External-Identifier", info.external_identifier);
  line("Payload-Oxum", std::to_string(info.payload_bytes) + "." + std::to_string(info.payload_files));
  return out;
}

std::string manifest(std::span<const ListedFile> files) {
  std::string out;
  for (const ListedFile& file : files) {
    out.append(file.sha256).append("  ").append(file.path).append("\n");
  }
  return out;
}

}  // namespace holdall::bagit
