#!/usr/bin/env bash
# The signature is ordinary JWS: the npm package `jose` verifies the detached manifest.jws over manifest.json with the
# issuer's public key, and refuses a manifest in which one bit differs. The record of a decision is a compact JWS.
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
sed -e 's/"right": *"[^"]*"/"right": "action-correct"/' -e 's/"delivery": .*/"delivery": {"mode": "copy"}/' "$shop/request.json" >correct.json
"${run[@]}" export --request correct.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now $now \
  -o decision.jws >/dev/null
shop_verify decision.jws | grep -q '^DECISION' || fail "verify does not know the record of a decision"
node "$HOLDALL_NPM/signature.mjs" bag/*/holdall/manifest.json bag/*/holdall/manifest.jws issuer.pub.jwk decision.jws
