// Validly signed bundles with any manifest, any section and any signature header: what a careless or hostile issuer who
// holds a key can make. Everything that needs no key (the folder's name, both BagIt manifests, the counts) fits, so a
// refusal is about the meaning.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/crypto/jws.h"
#include "support/bundles.h"

namespace holdall::test {

class SignedBundle {
 public:
  // Begins with a bundle that is right. `key` must outlive this.
  SignedBundle(std::string_view bytes, const PrivateKey& key)
      : parts_(take_apart(bytes)),
        manifest_(parse_document(parts_[paths::kManifest]).value()),
        header_(Value::Object{
            {"alg", "EdDSA"}, {"kid", key.public_key().thumbprint()}, {"typ", std::string(kManifestType)}}),
        key_(&key) {}

  // A member of the manifest; null takes it away.
  SignedBundle& set(std::string_view member, Value value) {
    set_in(manifest_, member, std::move(value));
    return *this;
  }
  // The signed bytes, whatever they are.
  SignedBundle& manifest(std::string bytes) {
    manifest_bytes_ = std::move(bytes);
    return *this;
  }
  // A member of the protected header; null takes it away.
  SignedBundle& header(std::string_view member, Value value) {
    set_in(header_, member, std::move(value));
    return *this;
  }
  // Signs with another key under the same header. `key` must outlive this.
  SignedBundle& sign_with(const PrivateKey& key) {
    key_ = &key;
    return *this;
  }
  // The compact JWS, whatever it is.
  SignedBundle& signature(std::string jws) {
    signature_ = std::move(jws);
    return *this;
  }
  // The bytes of a section's segment, and its digest in the manifest instead of the old one.
  SignedBundle& segment(std::string_view section, std::string bytes) {
    std::string& old = parts_[paths::segment(section)];
    std::vector<std::string> digests = listed();
    std::erase(digests, sha256_hex(old));
    digests.push_back(sha256_hex(bytes));
    old = std::move(bytes);
    return list(std::move(digests));
  }
  // Leaves a section out, as a person may who keeps it back; the manifest still has it.
  SignedBundle& withhold(std::string_view section) {
    parts_.remove(paths::segment(section));
    parts_.remove(paths::schema(section));
    return *this;
  }
  // What the manifest says the segments are.
  SignedBundle& list(std::vector<std::string> digests) {
    std::sort(digests.begin(), digests.end());
    digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
    Value::Array sections;
    for (const std::string& digest : digests) {
      sections.push_back(Value::Object{{"sha256", digest}});
    }
    manifest_.set("sections", std::move(sections));
    return *this;
  }
  [[nodiscard]] std::vector<std::string> listed() const {
    std::vector<std::string> digests;
    for (const Value& section : manifest_.at("sections").items()) {
      digests.push_back(section.text_or("sha256", ""));
    }
    return digests;
  }
  // A file of the bundle, whatever it is.
  SignedBundle& file(std::string_view path, std::string bytes) {
    parts_[path] = std::move(bytes);
    return *this;
  }
  [[nodiscard]] std::string file(std::string_view path) { return parts_[path]; }

  [[nodiscard]] std::string bytes() const {
    Parts parts = parts_;
    const std::string manifest = manifest_bytes_.value_or(canonical(manifest_));
    parts[paths::kManifest] = manifest;
    parts[paths::kSignature] = signature_ ? *signature_ : compact(manifest);
    if (!own_hint()) {
      parts[paths::kIssuer] = canonical(key_->public_key().jwk());
    }
    set_line(parts[paths::kBagInfo], "External-Identifier: ", manifest_.text_or("id", ""));
    set_line(parts[paths::kBagInfo], "Bagging-Date: ", manifest_.text_or("issued", "").substr(0, 10));
    repair(parts);
    return put_together(parts);
  }

 private:
  static void set_in(Value& object, std::string_view member, Value value) {
    if (value.is_null()) {
      std::erase_if(*object.object(), [&](const auto& each) { return each.key == member; });
    } else {
      object.set(member, std::move(value));
    }
  }
  static void set_line(std::string& lines, std::string_view label, const std::string& value) {
    const auto begin = lines.find(label) + label.size();
    lines.replace(begin, lines.find('\n', begin) - begin, value);
  }
  [[nodiscard]] std::string compact(std::string_view payload) const {
    const std::string protected_header = base64url_encode(as_bytes(canonical(header_)));
    const std::string input = protected_header + "." + base64url_encode(as_bytes(payload));
    return protected_header + ".." + base64url_encode(key_->sign(input));
  }
  [[nodiscard]] bool own_hint() const { return header_.text_or("kid", "") != key_->public_key().thumbprint(); }

  Parts parts_;
  Value manifest_;
  Value header_;
  const PrivateKey* key_;
  std::optional<std::string> manifest_bytes_;
  std::optional<std::string> signature_;
};

}  // namespace holdall::test
