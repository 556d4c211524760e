#!/usr/bin/env bash
# An import as a workflow and an operator drive it: first the plan, then what of it was agreed to, then the receipt; and
# the numbers that --json ends with, held against the database and against what was presented.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
# shellcheck source=tests/support/npm.sh
source "$(dirname "$0")/../support/npm.sh"
here=$(cd "$(dirname "$0")" && pwd)
npm_packages
shop_begin import_plan
cases=0
markers='marker-nick|marker-mail|marker-page'

check() { /usr/bin/python3 -B "$here/import_plan.py" "$@" || fail "$name: $*"; }
bytes() { sha256sum <"$1"; }
# try WHAT NAME COMMAND…: WHAT is 0, or exit code and token of a refusal, which leaves the same bytes in club.db.
try() {
  local what=$1 status=0 before
  name=$2
  shift 2
  before=$(bytes club.db)
  "$HOLDALL" "$@" --now $now >out.txt 2>err.txt || status=$?
  cases=$((cases + 1))
  [[ $status -eq ${what%/*} ]] || fail "$name: exit $status, not $what: $(cat err.txt)"
  ! grep -qE "$markers" out.txt err.txt || fail "$name: a personal value is shown"
  [[ $what == 0 ]] || grep -qE "error\[X$what\]|\"exit\":${what%/*},.*\"token\":\"${what#*/}\"" err.txt || fail "$name: not $what: $(cat err.txt)"
  [[ $what == 0 && $* != *--dry-run* ]] || [[ $(bytes club.db) == "$before" ]] || fail "$name: the store changed"
}
fresh() {
  rm -f club.db
  sqlite3 club.db <"$shop/receiver.sql"
  shop_bind 42 club.db
}
export_as() {
  sed "s/req-1/$1/" "$shop/request.json" >request.json
  "$HOLDALL" export --request request.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now $now \
    -o "$1.zip" >/dev/null
}
key_of() { # NAME ISS
  "$HOLDALL" key new -o "$1.jwk" --public "$1.pub.jwk" >/dev/null
  [[ -z ${2:-} ]] || "$HOLDALL" trust add trust.json --iss "$2" --name "$1" --key "$1.pub.jwk" \
    --fingerprint "$("$HOLDALL" key thumbprint "$1.pub.jwk")" >/dev/null
}
into=(--trust trust.json --map "$shop/import.json" --store sqlite:club.db --subject 42 --audience https://club.example)
signed=(--key club.jwk --receipt)
receipt_verify() { try "$1" "$2" receipt verify "$3" --trust trust.json "${@:4}"; }

sqlite3 source.db "UPDATE customer SET nick = 'marker-nick', email = 'marker-mail@shop.example' WHERE customer_id = 1;
  UPDATE visit SET page = '/marker-page/' || visit_id"
key_of club https://club.example
key_of stranger
export_as req-1
export_as req-2
shop_verify req-1.zip --json >verdict.json

# The plan: nothing is written but the plan, once.
try 0 'a dry run' import req-1.zip "${into[@]}" --dry-run -o plan.json --json
check state planned
check plan plan.json
cp plan.json as-made.json
try 8/path-exists 'a plan over a plan' import req-1.zip "${into[@]}" --dry-run -o plan.json
cmp plan.json as-made.json || fail 'the plan was overwritten'
try 2/usage 'a plan of what is done' import req-1.zip "${into[@]}" -o other.json
try 2/usage 'a receipt of what is not' import req-1.zip "${into[@]}" --dry-run "${signed[@]}" r.jws
try 2/usage 'a receipt that nobody signs' import req-1.zip "${into[@]}" --receipt r.jws
try 2/usage 'a group that the map does not have' import req-1.zip "${into[@]}" --only nowhere
[[ ! -e other.json && ! -e r.jws ]] || fail 'a refused command left a file'

# It is for one bundle, one map, one person.
try 5/plan 'the plan for another bundle' import req-2.zip "${into[@]}" --plan plan.json
try 5/plan 'the plan for another person' import req-1.zip "${into[@]}" --plan plan.json --subject 7
sed 's|shop-to-club/1|shop-to-club/2|' "$shop/import.json" >other-map.json
try 5/plan 'the plan for another map' import req-1.zip "${into[@]}" --plan plan.json --map other-map.json
sed 's/"stored": 100/"stored": 99/' plan.json >other-plan.json
try 5/plan 'a plan with other numbers' import req-1.zip "${into[@]}" --plan other-plan.json
sed 's/"plan": 1,/"plan": 1, "more": 1,/' plan.json >other-plan.json
try 5/plan 'a plan with a member of its own' import req-1.zip "${into[@]}" --plan other-plan.json --json
check state refused plan

# What was not selected is told and comes later; a store that changed since is none to apply an old plan to.
sed '/usage:visit/s/"selected": true/"selected": false/' plan.json >narrow.json
try 0 'a narrowed plan' import req-1.zip "${into[@]}" --plan narrow.json --json "${signed[@]}" narrow.jws
check state imported NOT_SELECTED=100
[[ $(sqlite3 club.db 'SELECT count(*) FROM visit') == 0 ]] || fail 'what was not selected is stored'
receipt_verify 0 'the receipt of a part' narrow.jws --bundle req-1.zip
try 5/plan 'the plan after the store changed' import req-1.zip "${into[@]}" --plan plan.json
try 0 'the rest, by hand' import req-1.zip "${into[@]}" --json
check state imported
[[ $(sqlite3 club.db 'SELECT count(*) FROM visit') == 100 ]] || fail 'the rest did not come'
fresh
try 0 'only one group' import req-1.zip "${into[@]}" --only identifiers:ident --json
check state imported NOT_SELECTED=101
fresh
try 0 'all but a section' import req-1.zip "${into[@]}" --except usage --json
check state imported NOT_SELECTED=100

# What --json ends with.
fresh
try 5/audience 'for somebody else' import req-1.zip "${into[@]}" --json --audience https://bank.example
check state refused audience
sed 's|{"from": "/at", "fn": \["rfc3339_to_epoch"\]}, "page"|{"from": "/object", "fn": ["text_to_integer"]}, "page"|' "$shop/import.json" >misfit.json
try 6/mapping 'a value that does not fit' import req-1.zip "${into[@]}" --json --map misfit.json "${signed[@]}" misfit.jws
check state refused NOT_A_NUMBER=100
[[ ! -e misfit.jws ]] || fail 'a refused import has a receipt'

# The receipt got lost, as by a crash behind the commit: the same import again gives it.
try 0 'the first import' import req-1.zip "${into[@]}" --json
check state imported
try 0 'and again, for the receipt' import req-1.zip "${into[@]}" --json "${signed[@]}" r.jws
check state already-imported
try 8/path-exists 'a receipt over a receipt' import req-1.zip "${into[@]}" "${signed[@]}" r.jws
receipt_verify 0 'the receipt' r.jws --bundle req-1.zip --json
check receipt r.jws
cp "$here/import_plan.mjs" "$HOLDALL_NPM/import_plan.mjs"
node "$HOLDALL_NPM/import_plan.mjs" r.jws club.pub.jwk stranger.pub.jwk
receipt_verify 6/ledger 'the receipt for another bundle' r.jws --bundle req-2.zip
/usr/bin/python3 -c 'import sys
text = open("r.jws").read(); dot = text.index(".") + 40
print(text[:dot] + ("A" if text[dot] != "A" else "B") + text[dot + 1:], end="")' >tampered.jws
receipt_verify 4/sig-invalid 'a tampered receipt' tampered.jws
try 0 'a receipt by a stranger' import req-1.zip "${into[@]}" --key stranger.jwk --receipt stranger.jws
receipt_verify 4/sig-unknown-key 'and who would believe it' stranger.jws --bundle req-1.zip
try 0 'a receipt under the key of the issuer' import req-1.zip "${into[@]}" --key issuer.jwk --receipt issuer.jws
receipt_verify 4/issuer-mismatch 'and it names the club' issuer.jws --bundle req-1.zip
! grep -rqE "$markers" --include='*.json' --include='*.jws' --include='*.jsonl' . || fail 'a personal value in plan or audit'
echo "import_plan: $cases cases; plans bind, receipts add up, numbers are the database's"
