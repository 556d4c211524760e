// What stands behind OpenedBundle, CheckedBundle and VerifiedBundle; only open_bundle, check_bundle and verify can make
// them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/package/package.h"

namespace holdall {

struct OpenedState {
  std::unique_ptr<OpenedForm> form;
  bool encrypted = false;
};

struct CheckedState {
  std::shared_ptr<const OpenedState> opened;
  Limits limits;
  Manifest manifest;
  std::string manifest_sha256;
  std::string kid;
  std::optional<Presentation> presentation;
  std::string issuer_name;  // empty: nobody has said whose key it is
  std::vector<SegmentInfo> segments;
  std::vector<AttachmentInfo> attachments;
};

class BundleAccess {
 public:
  static OpenedBundle opened(std::shared_ptr<const OpenedState> state) { return OpenedBundle(std::move(state)); }
  static CheckedBundle checked(std::shared_ptr<const CheckedState> state) { return CheckedBundle(std::move(state)); }
  static VerifiedBundle verified(std::shared_ptr<const CheckedState> state) { return VerifiedBundle(std::move(state)); }
  static std::shared_ptr<const OpenedState> state(const OpenedBundle& bundle) { return bundle.state_; }
};

}  // namespace holdall
