#!/usr/bin/env bash
# Holder binding as its three parties use it: the issuer names the person's key, the person presents the bundle to a
# controller that asked under a nonce, and that controller imports it and nothing that somebody else hands on.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/npm.sh
source "$(dirname "$0")/../support/npm.sh"
npm_packages
shop_begin present

# The page, as it stands there.
page=$here/../../docs/handing-on.md
mkdir page
cp "$shop"/{request.json,import.json} page
cp issuer.jwk trust.json club.db page
cp source.db page/shop.db
jq '.records = {usage: "disclosable"}' "$shop/map.json" >page/map.json
awk '/^```sh$/ {inside = 1; next} /^```$/ {inside = 0} inside' "$page" >page/commands.sh
[[ $(grep -c '^holdall ' page/commands.sh) -ge 8 ]] || fail 'the page has lost its commands'
cat >page/run.sh <<'END'
set -euo pipefail
holdall() {
  case $1 in
    export | verify | import | present) "$HOLDALL" "$@" --now 2026-11-02T00:00:00Z ;;
    *) "$HOLDALL" "$@" ;;
  esac
}
holdall export --request request.json --map map.json --source sqlite:shop.db --key issuer.jwk -o out.holdall.zip
END
(cd page && HOLDALL=$HOLDALL bash -c 'source run.sh; source commands.sh' >out.txt 2>err.txt) ||
  fail "docs/handing-on.md: $(cat page/err.txt)"
[[ $(grep -c '^PARTIAL' page/out.txt) -eq 2 ]] || fail 'the parts do not verify'
grep -q '^imported presented' page/out.txt || fail 'what was presented is not imported'

"$HOLDALL" key new -o person.jwk --public person.pub.jwk --quiet
"$HOLDALL" key new -o thief.jwk --quiet
jq --slurpfile holder person.pub.jwk '.delivery.holder = $holder[0]' "$shop/request.json" >request.json
"$HOLDALL" export --request request.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now $now \
  -o held.zip >/dev/null
thumbprint=$("$HOLDALL" key thumbprint person.pub.jwk)
[[ $(shop_verify held.zip --json | jq -r .holder) == "$thumbprint" ]] || fail 'the bundle does not name its holder'

import_of() {
  "$HOLDALL" import "$1" --trust trust.json --map "$shop/import.json" --store sqlite:club.db --subject 42 \
    --audience https://club.example --now $now "${@:2}"
}
present() { "$HOLDALL" present "$1" --key person.jwk --audience https://club.example --nonce "$2" --now $now -o "$3" "${@:4}"; }
refused() { # EXIT/TOKEN COMMAND…
  local status=0 expected=$1 before
  shift
  before=$(sha256sum <club.db)
  "$@" >out.txt 2>err.txt || status=$?
  [[ $status -eq ${expected%/*} ]] || fail "$*: not $expected but $status: $(cat err.txt)"
  grep -q "X$expected" err.txt || fail "$*: not $expected: $(cat err.txt)"
  [[ $(sha256sum <club.db) == "$before" ]] || fail "$*: the store changed"
}
demand=(--require-presentation --nonce question-7)

refused 5/presentation import_of held.zip "${demand[@]}"
refused 2/usage import_of held.zip --require-presentation
refused 2/usage import_of held.zip --nonce question-7
refused 2/key-unfit "$HOLDALL" present held.zip --key thief.jwk --audience https://club.example --nonce question-7 --now $now -o never
[[ ! -e never ]] || fail 'a presentation by a stranger'
present held.zip question-6 old.zip >/dev/null
refused 5/presentation import_of old.zip "${demand[@]}"
"$HOLDALL" present held.zip --key person.jwk --audience https://other.example --nonce question-7 --now $now -o other.zip >/dev/null
refused 5/presentation import_of other.zip "${demand[@]}"

for form in zip json xml; do
  present held.zip question-7 "presented.$form" --form $form >out.txt
  [[ $(shop_verify "presented.$form" --json | jq -r .presentation.nonce) == question-7 ]] || fail "$form: not presented"
done
xmllint --noout --schema "$here/../../schemas/bundle.xsd" presented.xml 2>xmllint.txt || fail "$(cat xmllint.txt)"
present old.zip question-7 again.zip >/dev/null
cmp -s again.zip presented.zip || fail 'an old presentation leaves a trace'

# What the person signed is checked by others: npm jose, over the very manifest.
unzip -qq -p presented.zip '*/holdall/presentation.jws' >presentation.jws
unzip -qq -p presented.zip '*/holdall/manifest.json' >manifest.json
cp "$here/present.mjs" "$HOLDALL_NPM/"
node "$HOLDALL_NPM/present.mjs" presentation.jws manifest.json || fail 'jose does not agree'

echo '{"issuers":[]}' >nobody.json
refused 4/sig-unknown-key import_of presented.zip "${demand[@]}" --trust nobody.json
import_of presented.json "${demand[@]}" >/dev/null
[[ $(sqlite3 club.db 'SELECT count(*) FROM ident') -gt 0 ]] || fail 'nothing was imported'
echo 'present: only the holder, only here, only now'
