#include "holdall/formats/bundle/forms.h"

#include "holdall/formats/bundle/subset.h"

namespace holdall {

Result<void> convert_bundle(const CheckedBundle& bundle, const FormOptions& options) {
  return write_package(Subset::whole(bundle, bundle.package().index().presentation), options);
}

Result<void> present_bundle(const CheckedBundle& bundle, const PrivateKey& holder, const Presenting& presenting,
                            const FormOptions& options) {
  const std::optional<PublicKey>& named = bundle.manifest().holder;
  if (!named || *named != holder.public_key()) {
    return Error{ErrorCode::kKeyUnfit,
                 named ? "not the key of the holder whom the bundle names" : "the bundle names no key of a holder",
                 {}};
  }
  HOLDALL_ASSIGN(
      std::string presentation,
      sign_presentation({presenting.audience, {presenting.now.seconds, 0}, bundle.manifest_sha256(), presenting.nonce},
                        holder));
  return write_package(Subset::whole(bundle, std::move(presentation)), options);
}

}  // namespace holdall
