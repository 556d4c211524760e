#include <array>

#include "holdall/core/base/folder.h"
#include "holdall/core/crypto/age/age.h"
#include "holdall/formats/bagit/bag_folder.h"
#include "holdall/formats/bagit/bag_form.h"
#include "holdall/formats/bundle/state.h"
#include "holdall/formats/json/json_form.h"
#include "holdall/formats/xml/xml_form.h"
#include "holdall/formats/zip/headers.h"
#include "holdall/formats/zip/reader.h"

namespace holdall {
namespace {

constexpr std::string_view kJsonMagic = "{\"holdall\":";
constexpr std::string_view kXmlMagic = "<?xml ";

OpenedBundle opened(std::unique_ptr<OpenedForm> form, bool encrypted) {
  auto state = std::make_shared<OpenedState>();
  state->form = std::move(form);
  state->encrypted = encrypted;
  return BundleAccess::opened(std::move(state));
}

Result<std::string> read_magic(const InputFile& file, std::string_view longest) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), longest.size())), '\0');
  HOLDALL_TRY(file.read_at(0, std::as_writable_bytes(std::span(head))));
  return head;
}

Result<std::unique_ptr<OpenedForm>> open_text(std::shared_ptr<const InputFile> file, bool is_json,
                                              const Limits& limits) {
  if (file->size() > limits.text_form_bytes) {
    return Error{ErrorCode::kLimit,
                 "a JSON or XML form of more than " + std::to_string(limits.text_form_bytes) + " bytes",
                 "ask for the ZIP form"};
  }
  return is_json ? open_json_form(std::move(file), limits) : open_xml_form(std::move(file), limits);
}

// Armor makes a file longer by a third.
constexpr std::uint64_t encrypted_bytes(const Limits& limits) {
  return limits.total_bytes + limits.total_bytes / 2;
}

// What is left of an encrypted file that was cut before it says so, for who has a key to one.
bool is_cut_magic(std::string_view file) {
  return kAgeMagic.starts_with(file) || kAgeArmorMagic.starts_with(file);
}

Result<OpenedBundle> open_plain(std::shared_ptr<const InputFile> file, bool encrypted, const Limits& limits) {
  HOLDALL_ASSIGN(const std::string magic, read_magic(*file, kJsonMagic));
  std::unique_ptr<OpenedForm> form;
  if (magic.starts_with(kJsonMagic) || magic.starts_with(kXmlMagic)) {
    HOLDALL_ASSIGN(form, open_text(std::move(file), magic.starts_with(kJsonMagic), limits));
  } else {
    HOLDALL_ASSIGN(std::unique_ptr<Container> zip, open_zip(std::move(file), limits));
    HOLDALL_ASSIGN(form, open_bag(std::move(zip), BagShape::kZip, limits));
  }
  return opened(std::move(form), encrypted);
}

}  // namespace

const std::string& OpenedBundle::manifest_bytes() const {
  return state_->form->index().manifest;
}
const std::string& OpenedBundle::signature() const {
  return state_->form->index().signature;
}
std::vector<NamedPart> OpenedBundle::parts() const {
  return state_->form->parts();
}
bool OpenedBundle::encrypted() const {
  return state_->encrypted;
}

Result<OpenedBundle> open_bundle(const std::string& path, const Limits& limits) {
  return open_bundle(path, AgeKeys{}, limits);
}

Result<OpenedBundle> open_bundle(const std::string& path, const AgeKeys& keys, const Limits& limits) {
  if (InputFolder::is_folder(path)) {
    HOLDALL_ASSIGN(std::unique_ptr<Container> folder, open_bag_folder(path, limits));
    HOLDALL_ASSIGN(std::unique_ptr<OpenedForm> form, open_bag(std::move(folder), BagShape::kFolder, limits));
    return opened(std::move(form), false);
  }
  const std::array<FileKind, 5> kinds = {
      FileKind{kLocalSignature, limits.total_bytes}, FileKind{kJsonMagic, limits.text_form_bytes},
      FileKind{kXmlMagic, limits.text_form_bytes}, FileKind{kAgeMagic, encrypted_bytes(limits)},
      FileKind{kAgeArmorMagic, encrypted_bytes(limits)}};
  HOLDALL_ASSIGN(InputFile file, InputFile::open(path, limits.total_bytes, kinds));
  HOLDALL_ASSIGN(const std::string magic, read_magic(file, kAgeMagic));
  const bool encrypted = is_age(magic) || (!keys.empty() && is_cut_magic(magic));
  if (encrypted) {
    HOLDALL_ASSIGN(file, decrypt_age(file, keys, "", limits));
  }
  return open_plain(std::make_shared<const InputFile>(std::move(file)), encrypted, limits);
}

Result<OpenedBundle> open_bundle(std::shared_ptr<const InputFile> file, const Limits& limits) {
  return open_plain(std::move(file), false, limits);
}

}  // namespace holdall
