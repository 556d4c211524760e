#!/usr/bin/env bash
# The signature is ordinary JWS: the npm package `jose` verifies the detached manifest.jws over manifest.json with the
# issuer's public key, and refuses a manifest in which one bit differs.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
# shellcheck source=tests/support/npm.sh
source "$(dirname "$0")/../support/npm.sh"
verifier=$(cd "$(dirname "$0")" && pwd)/signature.mjs
npm_packages
shop_begin signature
shop_export out.zip >/dev/null
unzip -qq out.zip -d bag
cp "$verifier" "$HOLDALL_NPM/signature.mjs"
node "$HOLDALL_NPM/signature.mjs" bag/*/holdall/manifest.json bag/*/holdall/manifest.jws issuer.pub.jwk
