#!/usr/bin/env bash
# Keys and keysets are ordinary JOSE: the npm package `jose` finds our thumbprint of our JWK, imports it as it stands, and
# verifies a keyset with it; our command takes a keyset that jose signed, and refuses one under a header with more in it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/shop.sh
source "$here/../support/shop.sh"
# shellcheck source=tests/support/npm.sh
source "$here/../support/npm.sh"
npm_packages
shop_begin keyset
"$HOLDALL" key new -o next.jwk --public next.pub.jwk --quiet
printf '{"iss":"https://shop.example","seq":1,"keys":[%s,%s]}' "$(cat issuer.pub.jwk)" "$(cat next.pub.jwk)" >draft.json
"$HOLDALL" key set draft.json --key issuer.jwk -o ours.jws --now "$now" --quiet
cp "$here/keyset.mjs" "$HOLDALL_NPM/keyset.mjs"
node "$HOLDALL_NPM/keyset.mjs" issuer.jwk issuer.pub.jwk ours.jws "$("$HOLDALL" key thumbprint issuer.pub.jwk)" theirs.jws more.jws
rotate() { "$HOLDALL" trust rotate trust.json --now "$now" --keyset "$1" --quiet; }
rotate ours.jws
rotate theirs.jws || fail 'a keyset that jose signed is refused'
[[ $(jq '.issuers[0].seq' trust.json) -eq 2 ]] || fail 'it was not taken'
! rotate more.jws 2>err.txt || fail 'a header with more in it is taken'
grep -q 'X4/sig-malformed' err.txt || fail "$(cat err.txt)"
