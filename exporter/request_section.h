// The request as the bundle tells it: who asked for what, verified how; never by which key the person was found.
#pragma once

#include "holdall/core/crypto/keys.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/rights/check_request.h"
#include "holdall/formats/package/manifest.h"

namespace holdall {

// The one record of section `request`. Equal for the same request and policy, whenever it is made: comparing its
// canonical form with that of a bundle tells whether the bundle answers this very request.
// Its member `binding` is an HMAC of the whole request, and of what people decided about it, under a secret of `key`:
// the person is not named, and yet a request for another person is another request.
Value request_record(const AuthorisedRequest& authorised, const PrivateKey& key);
// The manifest but for sections. `issued` is cut to whole seconds.
Manifest manifest_for(const AuthorisedRequest& authorised, const std::string& iss, std::string id, Timestamp issued);
// Whether `manifest` is one that manifest_for would write for this request, whatever its id and time.
bool answers(const Manifest& manifest, const AuthorisedRequest& authorised, const std::string& iss);

}  // namespace holdall
