#include "holdall/exporter/map/file_field.h"

#include "holdall/exporter/map/field_fit.h"
#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

constexpr std::string_view kAnyBytes = "application/octet-stream";

// `member` is a column, or an object with the text itself as `const`.
Result<FileWord> read_word(const Value* member, std::string_view fallback, const std::string& pointer,
                           const AddCompanion& companion) {
  FileWord word{{}, std::string(fallback)};
  if (member != nullptr && member->string() != nullptr) {
    HOLDALL_ASSIGN(word.companion, companion(member->text(), pointer));
  } else if (member != nullptr) {
    word.text = member->at("const").text();
  }
  return word;
}

}  // namespace

Result<FileSource> read_file_source(const Value& field, const std::string& fallback, const std::string& pointer,
                                    const AddCompanion& companion) {
  FileSource file;
  if (const Value* folder = field.find("folder")) {
    file.folder = folder->text();
    if (file.folder->find('\0') != std::string::npos) {
      return map_unfit(pointer + "/folder", "is no path");
    }
  }
  HOLDALL_ASSIGN(file.name, read_word(field.find("name"), fallback, pointer + "/name", companion));
  const std::string at = pointer + "/media_type";
  HOLDALL_ASSIGN(file.media_type, read_word(field.find("media_type"), kAnyBytes, at, companion));
  if (!is_media_type(file.media_type.text)) {
    return map_unfit(at + "/const", "is not a media type (type/subtype)");
  }
  return file;
}

Result<void> refuse_file_members(const Value& field, const std::string& pointer) {
  for (const std::string_view member : {"folder", "media_type", "name"}) {
    if (field.find(member) != nullptr) {
      return map_unfit(pointer + "/" + std::string(member), "belongs to a field of type file");
    }
  }
  return {};
}

}  // namespace holdall
