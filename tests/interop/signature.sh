#!/usr/bin/env bash
# The signature is ordinary JWS: the npm package `jose` verifies the detached manifest.jws over manifest.json with the
# issuer's public key, and refuses a manifest in which one bit differs.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
verifier=$(cd "$(dirname "$0")" && pwd)/signature.mjs
modules=${HOLDALL_NPM:?where npm packages are kept between runs}
if [[ ! -d $modules/node_modules/jose ]]; then
  mkdir -p "$modules"
  if ! npm install --no-save --no-audit --no-fund --ignore-scripts --prefix "$modules" jose@5.9.6 >"$modules/log" 2>&1; then
    echo "SKIPPED: npm cannot install jose: $(tail -n 1 "$modules/log")" >&2
    exit 77
  fi
fi
shop_begin signature
shop_export out.zip >/dev/null
unzip -qq out.zip -d bag
cp "$verifier" "$modules/signature.mjs"
node "$modules/signature.mjs" bag/*/holdall/manifest.json bag/*/holdall/manifest.jws issuer.pub.jwk
