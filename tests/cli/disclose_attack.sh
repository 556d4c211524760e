#!/usr/bin/env bash
# P20: who receives a part of a bundle learns of the rest that it is there, and nothing else: not from the bytes, and not by
# guessing. Sections of two bundles cannot be mixed.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1
attack() { /usr/bin/python3 "$here/disclose_attack.py" "$@"; }
shop_begin disclose_attack

# The shop, with what is easy to guess: a birth date, a yes or no, and one consent.
sqlite3 source.db "
  ALTER TABLE customer ADD COLUMN born TEXT;
  UPDATE customer SET born = '1973-08-19';
  CREATE TABLE sale(sale_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, sold INTEGER NOT NULL);
  INSERT INTO sale VALUES (71, 1, 1);
  DELETE FROM consent_event WHERE event_id = 11;"
jq '
  .owners.sale = {key: ["sale_id"], column: "customer_id"} |
  (.items["shop.nick"]) as $item | .items["shop.born"] = $item | .items["shop.sale"] = $item |
  .sections.profile[0].fields += [{field: "birth_date", column: "born", type: "date", item: "shop.born"}] |
  .sections.disclosures = [{name: "sale", table: "sale", owner: "customer_id", id: {kind: "derived", columns: ["sale_id"]},
    fields: [{field: "recipient", const: "Adverts Inc"}, {field: "sold_or_shared", column: "sold", type: "boolean", item: "shop.sale"}]}]
' "$shop/map.json" >map.json
export_again() {
  "$HOLDALL" export --request "$1" --map map.json --source sqlite:source.db --key issuer.jwk --now "$now" -o "$2" >/dev/null
}
export_again "$shop/request.json" whole.zip

secret=consents,disclosures,profile
for form in zip json xml; do
  "$HOLDALL" disclose whole.zip --without $secret --form $form -o part.$form >/dev/null
  "$HOLDALL" disclose whole.zip --section identifiers,usage --form $form -o chosen.$form >/dev/null
  for part in part chosen; do
    sections=$secret,contents
    [[ $part == part ]] || sections+=,request
    attack bytes whole.zip $form $part.$form $sections
    attack guess whole.zip $part.$form
    shop_verify $part.$form >verdict.txt
    grep -q "^PARTIAL" verdict.txt || fail "$part.$form is not PARTIAL"
  done
done

# With attachments: what only the withheld section refers to leaves with it, bytes, names and digests; what others refer to stays.
/usr/bin/python3 "$here/../interop/signed.py" odd whole.zip issuer.jwk odd.zip
for form in zip json xml; do
  "$HOLDALL" disclose odd.zip --without com.example.files,com.example.many,profile --form $form -o odd-part.$form >/dev/null
  attack bytes odd.zip $form odd-part.$form com.example.files,com.example.many,profile,contents
done

# No salt is there twice, in one bundle or in many.
bundles=()
for ((i = 0; i < 120; i++)); do
  sed "s/\"req-1\"/\"req-$i\"/" "$shop/request.json" >request.json
  export_again request.json "many-$i.zip"
  bundles+=("many-$i.zip")
done
attack salts "${bundles[@]}"

# Sections of two bundles of one person, under one key: refused as not authentic, whatever is made right.
"$HOLDALL" disclose many-1.zip --section identifiers,consents -o other.zip >/dev/null
refused=0
for first in many-0.zip part.zip; do
  for second in many-1.zip other.zip; do
    for form in zip json xml; do
      count=$(attack mix $first $second $form mixed)
      for ((i = 0; i < count; i++)); do
        status=0
        shop_verify "mixed-$i.$form" >verdict.txt 2>error.txt || status=$?
        [[ $status -eq 4 ]] || fail "a mixture of $first and $second as $form: exit $status, not 4: $(cat error.txt)"
        refused=$((refused + 1))
      done
      rm mixed-*
    done
  done
done
[[ $refused -gt 60 ]] || fail "only $refused mixtures"
echo "disclose_attack: $refused mixtures of two bundles refused"
