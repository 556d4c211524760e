#!/usr/bin/env bash
# The JSON form is ordinary JSON under an ordinary JWS: JSON.parse, `canonicalize` (RFC 8785) and `jose` check all of it with
# the issuer's public key, and refuse it with any value changed.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
# shellcheck source=tests/support/npm.sh
source "$(dirname "$0")/../support/npm.sh"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1
npm_packages
shop_begin json_form
cp "$here/json_form.mjs" "$HOLDALL_NPM/json_form.mjs"
shop_export shop.zip >/dev/null
shop_export exported.json --form json >/dev/null
/usr/bin/python3 "$here/signed.py" odd shop.zip issuer.jwk odd.zip
for bundle in shop odd; do
  "$HOLDALL" convert $bundle.zip --form json -o $bundle.json >/dev/null
done
"$HOLDALL" disclose odd.zip --section com.example.texts,com.example.files --form json -o part.json >/dev/null
for form in exported shop odd part; do
  node "$HOLDALL_NPM/json_form.mjs" $form.json issuer.pub.jwk
done
