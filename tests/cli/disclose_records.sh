#!/usr/bin/env bash
# P20: single records under the original signature, as a person hands them on and a controller takes them: in every form,
# checked by a program of its own, validated by xmllint, imported one by one and then whole.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
shop_begin disclose_records

jq '.records = {usage: "disclosable", consents: "disclosable"}' "$shop/map.json" >map.json
"$HOLDALL" export --request "$shop/request.json" --map map.json --source sqlite:source.db --key issuer.jwk --now $now \
  -o whole.zip >/dev/null
shop_verify whole.zip >verdict.txt
grep -q '^COMPLETE' verdict.txt || fail 'the bundle is not whole'
"$HOLDALL" extract whole.zip -o sections >/dev/null
mapfile -t ids < <(jq -r .id sections/usage.jsonl)
[[ ${#ids[@]} -ge 3 ]] || fail "only ${#ids[@]} visits"
consent=$(jq -rn "input.id" sections/consents.jsonl)

for form in zip json xml; do
  "$HOLDALL" disclose whole.zip --record "usage/${ids[1]}" --record "consents/$consent" --form $form -o one.$form >out.txt
  grep -q '2 alone' out.txt || fail "disclose does not tell: $(cat out.txt)"
  shop_verify one.$form --json >verdict.json
  [[ $(jq -r '.verdict, ([.sections[] | select(.partial) | "\(.section) \(.records)"] | join(" "))' verdict.json | paste -sd' ') == \
    'PARTIAL consents 1 usage 1' ]] || fail "$form: $(cat verdict.json)"
  ! grep -aqF "${ids[0]}" one.$form || fail "$form: a withheld record is there"
done
xmllint --noout --schema "$here/../../schemas/bundle.xsd" one.xml 2>xmllint.txt || fail "$(cat xmllint.txt)"
unzip -qq -t one.zip || fail 'unzip refuses it'
/usr/bin/python3 -B "$here/disclose_records.py" one.json whole.zip || fail 'another program computes other roots'

# What cannot be disclosed, and what was changed.
refused() { # EXIT/TOKEN COMMAND…
  local status=0 expected=$1
  shift
  "$HOLDALL" "$@" >out.txt 2>err.txt || status=$?
  [[ $status -eq ${expected%/*} ]] || fail "$*: not $expected but $status: $(cat err.txt)"
  grep -q "X$expected" err.txt || fail "$*: not $expected: $(cat err.txt)"
  ! grep -qF "${ids[0]}" err.txt || fail 'an id is shown'
}
refused 2/not-found disclose whole.zip --record usage/nobody -o never
refused 2/not-found disclose one.zip --record "usage/${ids[0]}" -o never
refused 2/usage disclose whole.zip --record "usage/" -o never
refused 2/usage disclose whole.zip --record "identifiers/customer:1" --section identifiers -o never
refused 2/usage disclose whole.zip -o never
sed "s/\"object\":\"\//\"object\":\"\/x/" one.json >changed.json
cmp -s one.json changed.json && fail 'nothing was changed'
refused 4/digest verify changed.json --trust trust.json --audience https://club.example --now $now

# One visit, then another, then all: each is stored once.
visits() { sqlite3 club.db 'SELECT count(*) FROM visit'; }
take() { shop_import "$@" --allow-partial --json >report.json; }
shop_import() {
  "${run[@]}" import "$1" --trust trust.json --map "$shop/import.json" --store sqlite:club.db --subject 42 \
    --audience https://club.example --now "$now" "${@:2}"
}
take one.zip
[[ $(visits) -eq 1 ]] || fail "one record: $(visits) visits"
take one.json
[[ $(jq -r .state report.json) == already-imported && $(visits) -eq 1 ]] || fail 'the same again in another form'
"$HOLDALL" disclose whole.zip --record "usage/${ids[1]}" --record "usage/${ids[2]}" -o two.zip >/dev/null
take two.zip
[[ $(visits) -eq 2 ]] || fail "two records: $(visits) visits"
shop_import whole.zip --json >report.json
[[ $(visits) -eq ${#ids[@]} && $(jq -r .state report.json) == imported ]] || fail "the whole: $(visits) visits"
take one.zip
[[ $(visits) -eq ${#ids[@]} ]] || fail 'a part again after the whole'

# The next bundle has other salts and says nothing new: no row of it is written, and nothing is left over.
sed 's/"req-1"/"req-2"/' "$shop/request.json" >again.json
"$HOLDALL" export --request again.json --map map.json --source sqlite:source.db --key issuer.jwk --now 2026-11-02T00:00:01Z \
  -o again.zip >/dev/null
rows() { sqlite3 club.db 'SELECT count(*), max(record) FROM consent_evidence; SELECT count(*) FROM visit'; }
before=$(rows)
[[ $before == *\"id\"* && $before != *_salt* ]] || fail "what is kept of a consent: $before"
now=2026-11-02T00:00:01Z shop_import again.zip --json >report.json
[[ $(rows) == "$before" ]] || fail "a salt makes an old record new: $(rows)"
! grep -q _salt report.json || fail "a salt is left over: $(cat report.json)"

echo "disclose_records: ${#ids[@]} visits, each once"
