#!/usr/bin/env bash
# Each input of each command, missing or broken in turn: the exit code says which class of fault it is, stderr is one
# line (and perhaps a hint) without a value of the data, nothing is published and the store stays as it is.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin bad_inputs
cases=0
faults=0

# expect CODE NAME COMMAND…: counts what is wrong and goes on, so that one run tells all.
expect() {
  local code=$1 name=$2 status=0
  shift 2
  "$HOLDALL" "$@" --now $now >out.txt 2>err.txt || status=$?
  cases=$((cases + 1))
  [[ $status -eq $code ]] || wrong "exit $status, not $code"
  grep -qE "^holdall: error\[X$status/[a-z-]+\]: ." err.txt || wrong 'no message'
  [[ $(grep -vc '^hint: ' err.txt) -eq 1 ]] || wrong 'more than one line'
  ! grep -qE 'ann@shop|hash-canary|/page/' err.txt out.txt || wrong 'a value of the data is shown'
  [[ ! -e never.zip ]] || wrong 'something was published'
  [[ $(dump club.db) == "$store_before" ]] || wrong 'the store changed'
}
wrong() {
  echo "FAILED: $name: $1: $(cat err.txt)" >&2
  faults=$((faults + 1))
}
# with OPTION VALUE: the plain export, verify or import with one option replaced.
export_with() {
  local name
  local -A o=([--request]=$shop/request.json [--map]=$shop/map.json [--source]=sqlite:source.db [--key]=issuer.jwk
    [-o]=never.zip)
  o[$1]=$2
  call=(export)
  for name in "${!o[@]}"; do call+=("$name" "${o[$name]}"); done
}
import_with() {
  local name
  local -A o=([bundle]=good.zip [--trust]=trust.json [--map]=$shop/import.json [--store]=sqlite:club.db [--subject]=42
    [--audience]=https://club.example)
  o[$1]=$2
  call=(import "${o[bundle]}")
  unset 'o[bundle]'
  for name in "${!o[@]}"; do call+=("$name" "${o[$name]}"); done
}
verify_with() {
  local -A o=([bundle]=good.zip [--trust]=trust.json)
  o[$1]=$2
  call=(verify "${o[bundle]}" --trust "${o[--trust]}")
}

shop_export good.zip >/dev/null
store_before=$(dump club.db)
: >empty
printf '{"id": 1' >cut.json
printf '[]' >array.json
printf '\x00\xff\xfe' >binary
printf '{"a":1,"a":2}' >twice.json
head -c 300000 /dev/zero | tr '\0' '[' >deep.json
head -c 9000000 /dev/zero | tr '\0' ' ' >huge.json
mkdir folder
size=$(stat -c %s good.zip)
head -c $((size / 2)) good.zip >half.zip
head -c $((size - 1)) good.zip >short.zip
{ cat good.zip; echo; } >long.zip
{ echo; cat good.zip; } >prefixed.zip

# The documents of an export, then of an import: who must repair them is told by the code.
for option in --request --map --key; do
  for broken in empty cut.json array.json binary twice.json; do
    export_with "$option" $broken
    expect 2 "export $option $broken" "${call[@]}"
  done
  export_with "$option" absent
  expect 2 "export $option absent" "${call[@]}"
done
for option in --trust --map; do
  for broken in absent empty cut.json array.json binary twice.json; do
    import_with "$option" $broken
    expect 2 "import $option $broken" "${call[@]}"
  done
done
for option in --request --map; do
  export_with "$option" deep.json
  expect 7 "export $option too deep" "${call[@]}"
  export_with "$option" huge.json
  expect 7 "export $option too large" "${call[@]}"
done

# Databases. An empty file is a database without tables, which no map fits.
export_with --source sqlite:empty
expect 2 'export --source empty' "${call[@]}"
import_with --store sqlite:empty
expect 2 'import --store empty' "${call[@]}"
for broken in absent binary folder; do
  export_with --source sqlite:$broken
  expect 10 "export --source $broken" "${call[@]}"
  import_with --store sqlite:$broken
  expect 10 "import --store $broken" "${call[@]}"
done
export_with --source nosuch:thing
expect 2 'export from an unknown kind of source' "${call[@]}"
import_with --store nosuch:thing
expect 2 'import to an unknown kind of store' "${call[@]}"

# Bundles.
for pair in absent:2 empty:3 binary:3 cut.json:3 half.zip:3 short.zip:3 long.zip:3 prefixed.zip:3; do
  for command in verify import; do
    ${command}_with bundle "${pair%:*}"
    expect "${pair#*:}" "$command ${pair%:*}" "${call[@]}"
  done
done

# Keys and trust.
"$HOLDALL" key new -o stranger.jwk --public stranger.pub.jwk >/dev/null
cp issuer.jwk open.jwk
chmod 644 open.jwk
export_with --key open.jwk
expect 8 'a private key that others can read' "${call[@]}"
cp trust.json open.json
chmod 666 open.json
verify_with --trust open.json
expect 8 'a trust store that others can write' "${call[@]}"
export_with --key issuer.pub.jwk
expect 2 'a public key where the private one belongs' "${call[@]}"
"$HOLDALL" trust add other.json --iss https://other.example --name Other --key stranger.pub.jwk \
  --fingerprint "$("$HOLDALL" key thumbprint stranger.pub.jwk)" >/dev/null
for command in verify import; do
  ${command}_with --trust other.json
  expect 4 "$command a bundle of an issuer who is not trusted" "${call[@]}"
done

# Authentic, but not allowed.
import_with --audience https://elsewhere.example
expect 5 'import for another audience' "${call[@]}"
import_with --subject 4711
expect 5 'import for a member who does not exist' "${call[@]}"
sed 's/"customer_id": 1/"customer_id": 99/' "$shop/request.json" >nobody.json
export_with --request nobody.json
expect 5 'export of nobody' "${call[@]}"
sed 's/"right": "row-policy-baseline"/"right": "no-such-right"/' "$shop/request.json" >right.json
export_with --request right.json
expect 5 'export under an unknown right' "${call[@]}"

# Paths.
echo keep >never.txt
export_with -o never.txt
expect 8 'an output that exists' "${call[@]}"
[[ $(cat never.txt) == keep ]] || fail 'an existing file was overwritten'
ln -s never.zip link.zip
export_with -o link.zip
expect 8 'an output that is a link' "${call[@]}"
export_with -o absent/out.zip
expect 2 'an output in a folder that does not exist' "${call[@]}"

# The command line itself.
expect 2 'no such command' frobnicate
expect 2 'no such option' verify good.zip --trust trust.json --frobnicate
expect 2 'a missing option' verify good.zip
echo "bad_inputs: $cases cases, $faults faults"
[[ $faults -eq 0 ]]
