// extract_bundle of forms.h: what a person or a program does with a bundle by hand, made safe (security: names are the
// data's, places are ours).
#include <algorithm>
#include <array>
#include <map>

#include "holdall/core/base/folder.h"
#include "holdall/core/base/text.h"
#include "holdall/formats/bundle/attachments.h"
#include "holdall/formats/bundle/forms.h"
#include "holdall/formats/bundle/segment.h"

namespace holdall {
namespace {

constexpr std::string_view kFiles = "files";
constexpr std::size_t kMaxName = 200;  // bytes: leaves room for " (2)" below what file systems take

// Characters that mean something in a path, a shell's pattern or a Windows name.
bool is_awkward(char32_t c) {
  constexpr std::string_view kAwkward = "/\\:*?\"<>|";
  return c < 0x80 && kAwkward.find(static_cast<char>(c)) != std::string_view::npos;
}

// `name` as a file may be called everywhere: what cannot be seen, or means something to a system, is `_`.
std::string safe_name(std::string_view name) {
  std::string safe;
  while (!name.empty()) {
    const auto point = decode_utf8(name);
    const std::size_t size = point ? point->size : 1;
    if (safe.size() + size > kMaxName) {
      break;
    }
    const bool shown = point && is_printable(point->value) && !is_awkward(point->value);
    safe.append(shown ? name.substr(0, size) : "_");
    name.remove_prefix(size);
  }
  while (safe.ends_with('.') || safe.ends_with(' ')) {
    safe.pop_back();
  }
  const bool is_odd =
      safe.empty() || safe[0] == '.' || safe[0] == '-' || safe[0] == ' ' || safe[0] == '~' || is_device_name(safe);
  return is_odd ? "_" + safe : safe;
}

std::string folded(std::string_view name) {
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return key;
}

// Names in one folder, each once, also where letter case does not count.
class Names {
 public:
  // The safe form of `wanted`, numbered where it is taken.
  std::string take(std::string_view wanted) {
    const std::string safe = safe_name(wanted);
    const std::size_t dot = safe.rfind('.');
    const std::size_t stem = dot == std::string::npos || dot == 0 ? safe.size() : dot;
    unsigned& number = numbers_[folded(safe)];  // of those that wanted this name: the next goes on from there
    std::string name = number == 0 ? safe : std::string();
    number += number == 0 ? 1 : 0;
    while (name.empty() || !taken_.insert(folded(name)).second) {
      name = safe.substr(0, stem) + " (" + std::to_string(++number) + ")" + safe.substr(stem);
    }
    return name;
  }

 private:
  std::map<std::string, unsigned> numbers_;
  std::set<std::string> taken_;
};

class Extraction {
 public:
  Extraction(const CheckedBundle& bundle, OutputFolder& folder, const Stopped& stopped)
      : bundle_(bundle), folder_(folder), stopped_(stopped) {}

  Result<std::vector<std::string>> run() {
    std::string section;
    for (std::size_t i = 0; i < bundle_.segments().size(); ++i) {
      const SegmentInfo& segment = bundle_.segments()[i];
      if (segment.section != section) {
        HOLDALL_TRY(end_section());
        section = segment.section;
        files_.push_back(section + ".jsonl");
        HOLDALL_ASSIGN(out_, folder_.add_file(files_.back()));
      }
      HOLDALL_TRY(add_records(i));
    }
    HOLDALL_TRY(end_section());
    HOLDALL_TRY(add_attachments());
    return std::move(files_);
  }

 private:
  Result<void> end_section() { return out_ == nullptr ? Result<void>() : out_->finish(); }

  Result<void> add_records(std::size_t i) {
    HOLDALL_ASSIGN(SegmentLines lines, SegmentLines::begin(bundle_.package(), i, bundle_.segments()[i], Limits{}));
    std::string block;
    while (true) {
      HOLDALL_ASSIGN(const std::optional<std::string_view> line, lines.next());
      if (!line || block.size() > kBlock) {
        HOLDALL_TRY(check_stopped(stopped_));
        HOLDALL_TRY(out_->write(as_bytes(block)));
        block.clear();
      }
      if (!line) {
        return {};
      }
      block.append(*line).push_back('\n');
      HOLDALL_TRY(for_each_attachment(*line, [this](const AttachmentReference& reference) -> Result<void> {
        names_.try_emplace(reference.sha256, reference.name);
        return {};
      }));
    }
  }

  // Each attachment once, under the name that the first record gives it.
  Result<void> add_attachments() {
    if (!bundle_.attachments().empty()) {
      HOLDALL_TRY(folder_.add_folder(std::string(kFiles)));
    }
    Names names;
    for (const AttachmentInfo& attachment : bundle_.attachments()) {
      HOLDALL_ASSIGN(const std::string name, add_attachment(attachment, names));
      files_.push_back(std::string(kFiles) + "/" + name);
    }
    return {};
  }

  // A file system that folds more than we do takes one name for another: then the next number is tried.
  Result<std::unique_ptr<ByteSink>> add_file(const std::string& wanted, Names& names, std::string& name) {
    while (true) {
      name = names.take(wanted);
      auto file = folder_.add_file(name, std::string(kFiles));
      if (file.ok() || file.error().code != ErrorCode::kPathExists) {
        return file;
      }
    }
  }

  Result<std::string> add_attachment(const AttachmentInfo& attachment, Names& names) {
    std::string name;
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSource> source, bundle_.read(attachment));
    HOLDALL_ASSIGN(const std::unique_ptr<ByteSink> out, add_file(names_[attachment.sha256], names, name));
    std::array<std::byte, kBlock> buffer{};
    while (true) {
      HOLDALL_TRY(check_stopped(stopped_));
      HOLDALL_ASSIGN(const std::size_t size, source->read(buffer));
      if (size == 0) {
        HOLDALL_TRY(out->finish());
        return name;
      }
      HOLDALL_TRY(out->write(std::span(buffer).first(size)));
    }
  }

  static constexpr std::size_t kBlock = std::size_t{64} << 10U;
  const CheckedBundle& bundle_;
  OutputFolder& folder_;
  const Stopped& stopped_;
  std::unique_ptr<ByteSink> out_;  // the section at hand
  std::vector<std::string> files_;
  std::map<std::string, std::string> names_;  // digest → what the first record calls it
};

}  // namespace

Result<std::vector<std::string>> extract_bundle(const CheckedBundle& bundle, const std::string& folder,
                                                const Stopped& stopped) {
  HOLDALL_ASSIGN(const std::unique_ptr<OutputFolder> out, OutputFolder::create(folder));
  HOLDALL_ASSIGN(std::vector<std::string> files, Extraction(bundle, *out, stopped).run());
  HOLDALL_TRY(out->finish());
  return files;
}

}  // namespace holdall
