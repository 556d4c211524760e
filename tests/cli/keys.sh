#!/usr/bin/env bash
# Keys and trust for their whole life: the commands of docs/keys.md as they stand there, then what must be refused, each
# refusal leaving the trust store as it was and a line in the audit (P02, P03, P13, P25, P26).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../docs/keys.md
# shellcheck source=tests/support/shop.sh
source "$here/../support/shop.sh"
shop_begin keys
faults=0

# --- the page -----------------------------------------------------------------------------------------------------
mkdir page
cp "$shop/request.json" "$shop/map.json" page
cp source.db page/shop.db
awk '/^```sh$/ {inside = 1; next} /^```$/ {inside = 0} inside' "$page" >page/commands.sh
[[ $(grep -c '^holdall ' page/commands.sh) -ge 15 ]] || fail 'the page has lost its commands'
cat >page/run.sh <<'END'
set -euo pipefail
# Each command a second after the last one, on the day of the request.
holdall() {
  case "$1 ${2:-}" in
    'key set' | 'trust rotate' | 'trust revoke' | 'export '* | 'verify '*)
      second=$((${second:-10} + 1))
      "$HOLDALL" "$@" --now "2026-11-02T00:00:${second}Z"
      ;;
    *) "$HOLDALL" "$@" ;;
  esac
}
END
(cd page && HOLDALL=$HOLDALL bash -c 'source run.sh; source commands.sh' >out.txt 2>err.txt) ||
  fail "docs/keys.md: $(cat page/err.txt)"
[[ ! -s page/err.txt ]] || fail "docs/keys.md: $(cat page/err.txt)"
[[ $(grep -c '^COMPLETE' page/out.txt) -eq 2 ]] || fail 'the old key no longer counts for what it signed'
grep -q 'superseded at 2026-11-02' page/out.txt || fail 'the key that was left out is not superseded'
"$HOLDALL" audit verify --quiet || fail 'the audit does not verify'
"$HOLDALL" audit show --json --outcome "done" >audit.json
for command in 'trust add' 'trust rotate' 'trust revoke' 'key set'; do
  jq -e --arg c "$command" 'any(.[]; .command == $c and .iss == "https://shop.example" and (.kid | length) == 43)' \
    audit.json >/dev/null || fail "no audit of $command"
done

# --- refusals -----------------------------------------------------------------------------------------------------
# refused CODE TOKEN NAME COMMAND…: one line, the right code; neither the trust store nor an output is touched.
refused() {
  local code=$1 token=$2 name=$3 status=0 before
  shift 3
  before=$(sha256sum trust.json)
  "$HOLDALL" "$@" >out.txt 2>err.txt || status=$?
  [[ $status -eq $code ]] || wrong "exit $status, not $code"
  grep -qE "^holdall: error\[X$code/$token\]: ." err.txt || wrong "not $token"
  [[ $(grep -vc '^hint: ' err.txt) -eq 1 ]] || wrong 'more than one line'
  [[ $(sha256sum trust.json) == "$before" ]] || wrong 'the trust store changed'
  [[ ! -e never ]] || wrong 'an output was written'
  ! grep -qF -e 'correct horse' -e "$seed" err.txt out.txt || wrong 'a secret is shown'
}
wrong() {
  echo "FAILED: $name: $1: $(cat err.txt)" >&2
  faults=$((faults + 1))
}
key_of() { "$HOLDALL" key thumbprint "$1"; }
keyset() { # keyset SEQ OUT KEY PUBLIC…
  local seq=$1 out=$2 key=$3 keys='' public
  shift 3
  for public in "$@"; do keys+="${keys:+,}$("$HOLDALL" key show "$public")"; done
  printf '{"iss":"https://shop.example","seq":%s,"keys":[%s]}' "$seq" "$keys" >draft.json
  "$HOLDALL" key set draft.json --key "$key" -o "$out" --now $now --quiet
}
seed=$(jq -r .d issuer.jwk)
for name in next club; do "$HOLDALL" key new -o $name.jwk --public $name.pub.jwk --quiet; done
"$HOLDALL" trust add trust.json --iss https://club.example --name Club --key club.pub.jwk \
  --fingerprint "$(key_of club.pub.jwk)" --quiet
printf 'correct horse\n' >passphrase
printf 'wrong horse\n' >wrong
"$HOLDALL" key new -o sealed.jwk --passphrase-file passphrase --quiet
export_args=(export --request "$shop/request.json" --map "$shop/map.json" --source sqlite:source.db -o never --now "$now")

refused 13 cannot-decrypt 'wrong passphrase' "${export_args[@]}" --key sealed.jwk --key-passphrase-file wrong
jq -c '.encrypted.ciphertext |= (.[0:10] + (if .[10:11] == "A" then "B" else "A" end) + .[11:])' sealed.jwk >damaged.jwk
refused 13 cannot-decrypt 'damaged' "${export_args[@]}" --key damaged.jwk --key-passphrase-file passphrase
jq -c '.encrypted.kdf.memory = 1073742848' sealed.jwk >dear.jwk
refused 7 limit 'costs too much' "${export_args[@]}" --key dear.jwk --key-passphrase-file passphrase
refused 2 usage 'no passphrase' "${export_args[@]}" --key sealed.jwk
refused 2 usage 'a passphrase for nothing' "${export_args[@]}" --key issuer.jwk --key-passphrase-file passphrase
: >empty
printf 'a\nb\n' >lines
for file in empty lines; do
  refused 2 usage "$file as passphrase" "${export_args[@]}" --key sealed.jwk --key-passphrase-file $file
done
refused 2 usage 'asked, but by whom' key new -o never --ask-passphrase
refused 2 key-unfit 'public' "${export_args[@]}" --key issuer.pub.jwk
refused 2 not-found 'descriptor that nobody left' "${export_args[@]}" --key fd:9
for mode in 640 604 620 660; do
  for file in issuer.jwk sealed.jwk passphrase; do
    chmod $mode $file
    refused 8 path-unsafe "$file $mode" "${export_args[@]}" --key "${file/passphrase/sealed.jwk}" --key-passphrase-file passphrase
    [[ $file == passphrase ]] || refused 8 path-unsafe "show $file $mode" key show $file
    exec 3<$file
    [[ $file == passphrase ]] || refused 8 path-unsafe "$file $mode by descriptor" "${export_args[@]}" --key fd:3
    exec 3<&-
    chmod 600 $file
  done
done
for mode in 620 602; do
  chmod $mode trust.json
  refused 8 path-unsafe "trust store $mode" trust list trust.json
  chmod 600 trust.json
done
if [[ $(id -u) -eq 0 ]]; then
  cp issuer.jwk foreign.jwk
  cp trust.json foreign.json
  chown 12345 foreign.jwk foreign.json
  refused 8 path-unsafe "somebody else's key" "${export_args[@]}" --key foreign.jwk
  refused 8 path-unsafe "somebody else's trust" trust list foreign.json
fi

issuer=$(key_of issuer.pub.jwk)
keyset 5 five.jws issuer.jwk issuer.pub.jwk next.pub.jwk
keyset 6 by_club.jws club.jwk issuer.pub.jwk
keyset 6 by_next.jws next.jwk next.pub.jwk
keyset 6 of_club.jws issuer.jwk issuer.pub.jwk club.pub.jwk
rotate=(trust rotate trust.json --now "$now" --keyset)
refused 4 sig-unknown-key 'a key that brings itself' "${rotate[@]}" by_next.jws
refused 4 issuer-mismatch "another issuer's keyset" "${rotate[@]}" by_club.jws
refused 4 issuer-mismatch "another issuer's key" "${rotate[@]}" of_club.jws
refused 4 sig-malformed 'a keyset is no decision' verify five.jws --trust trust.json
printf 'x' >>by_club.jws
refused 4 sig-malformed 'not a JWS' "${rotate[@]}" by_club.jws
refused 5 from-future 'a day early' trust rotate trust.json --now 2026-11-01T00:00:00Z --keyset five.jws
"$HOLDALL" "${rotate[@]}" five.jws --quiet
refused 5 stale 'the same again' "${rotate[@]}" five.jws
keyset 4 four.jws issuer.jwk issuer.pub.jwk
refused 5 stale 'an older one' "${rotate[@]}" four.jws
"$HOLDALL" "${rotate[@]}" by_next.jws --quiet
jq -e --arg k "$issuer" '.issuers[0] | .seq == 6 and any(.keys[]; .kid == $k and .revoked.reason == "superseded")' trust.json \
  >/dev/null || fail 'rotation did not supersede what it left out'
keyset 7 seven.jws issuer.jwk issuer.pub.jwk
refused 4 key-revoked 'by the key that was left out' "${rotate[@]}" seven.jws

revoke=(trust revoke trust.json --now "$now" --key)
refused 2 not-found 'no such key' "${revoke[@]}" nobody --reason superseded
refused 2 usage 'no such reason' "${revoke[@]}" "$issuer" --reason lost
refused 2 usage 'no such time' "${revoke[@]}" "$issuer" --reason superseded --at yesterday
refused 2 trust-unfit 'less strictly' "${revoke[@]}" "$issuer" --reason superseded --at 2027-01-01T00:00:00Z
echo '{"iss":"https://shop.example","seq":8,"keys":[],"issued":"2026-11-02T00:00:00Z"}' >draft.json
refused 2 trust-unfit 'draft that says when' key set draft.json --key next.jwk -o never
echo '{"iss":"https://shop.example","seq":8,"keys":[]}' >draft.json
refused 2 trust-unfit 'draft without keys' key set draft.json --key next.jwk -o never
"$HOLDALL" audit show --json --outcome stale | jq -e 'length == 2' >/dev/null || fail 'refusals are not in the audit'

# --- what counts when, through an import (the whole table: unit tests) -------------------------------------------------
"$HOLDALL" key new -o k.jwk --public k.pub.jwk --quiet
"$HOLDALL" "${export_args[@]}" --key k.jwk -o k.zip --quiet
before=$(dump club.db)
while read -r code token nbf exp reason at; do
  jq -n --argjson k "$("$HOLDALL" key show k.pub.jwk)" --arg nbf "$nbf" --arg exp "$exp" --arg reason "$reason" --arg at "$at" '
    {issuers: [{iss: "https://shop.example", name: "Shop", keys: [$k
      + (if $nbf == "-" then {} else {nbf: $nbf} end) + (if $exp == "-" then {} else {exp: $exp} end)
      + (if $reason == "-" then {} else {revoked: {at: $at, reason: $reason}} end)]}]}' >trust.json
  refused "$code" "$token" "import: $nbf $exp $reason $at" import k.zip --trust trust.json --map "$shop/import.json" \
    --store sqlite:club.db --subject 42 --audience https://club.example --now $now
  [[ $(dump club.db) == "$before" ]] || wrong 'the store changed'
done <<'END'
4 key-not-valid 2026-11-02T00:00:01Z - - -
4 key-not-valid - 2026-11-01T23:59:59Z - -
4 key-not-valid - 2026-11-01T23:59:59Z compromised 2020-01-01T00:00:00Z
4 key-revoked - - superseded 2026-11-02T00:00:00Z
4 key-revoked - - cessation 2026-11-01T00:00:00Z
4 key-revoked - - compromised 2099-01-01T00:00:00Z
END
jq '.issuers[0].keys[0].revoked = {at: "2026-11-02T00:00:00.000000001Z", reason: "superseded"}' trust.json >later.json
"$HOLDALL" import k.zip --trust later.json --map "$shop/import.json" --store sqlite:club.db --subject 42 \
  --audience https://club.example --now $now --quiet || fail 'a key that was superseded later does not count'

[[ $faults -eq 0 ]] || fail "$faults faults"
echo "keys: made, handed over, pinned, rotated, revoked; everything else refused"
