#!/usr/bin/env bash
# The plain way, end to end: export, verify, import, and everything again. What arrived is asked of the store with sqlite3.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin round_trip

# is QUERY EXPECTED: one value of the receiver's store.
is() {
  local value
  value=$(sqlite3 club.db "$1")
  [[ $value == "$2" ]] || fail "$1 gives '$value', not '$2'"
}

shop_export out.holdall.zip >export.txt
first=$(sha256sum <out.holdall.zip)
[[ $(stat -c %a out.holdall.zip) == 600 ]] || fail 'others can read the bundle'
shop_export out.holdall.zip >again.txt || fail 'the same request again is not done'
[[ $(sha256sum <out.holdall.zip) == "$first" ]] || fail 'the same request again changed the bundle'

# P17: the same request id for another person is another request, and nobody's at all is one too.
for person in 2 999; do
  sed "s/\"customer_id\": 1/\"customer_id\": $person/" "$shop/request.json" >other.json
  grep -q "\"customer_id\": $person" other.json
  status=0
  "$HOLDALL" export --request other.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now "$now" \
    -o out.holdall.zip >other.txt 2>&1 || status=$?
  [[ $status -eq 8 ]] || fail "the bundle of customer 1 is taken for customer $person's: exit $status"
done
[[ $(sha256sum <out.holdall.zip) == "$first" ]] || fail 'a refused request changed the bundle'

shop_verify out.holdall.zip --json >verdict.json
/usr/bin/python3 - <<'PY'
import json
verdict = json.load(open("verdict.json"))
verdict = verdict[0] if isinstance(verdict, list) else verdict
assert verdict["verdict"] == "COMPLETE" and verdict["signature"] == "valid", verdict
assert verdict["withheld"] == 0 and verdict["ledger"] is True, verdict
counts = {section["section"]: section["records"] for section in verdict["sections"]}
assert counts["usage"] == 100 and counts["identifiers"] == 2 and counts["consents"] == 1, counts
PY

other=$(sqlite3 club.db 'SELECT * FROM member WHERE member_no = 7')
shop_import out.holdall.zip >import.txt
is 'SELECT nick FROM member WHERE member_no = 42' Ann
is 'SELECT type, value FROM ident WHERE member_no = 42' 'email|ann@shop.example'
is 'SELECT count(*), min(at), max(member_no) FROM visit' '100|1790812800|42'
is 'SELECT state, reliance FROM consent_evidence' 'withdrawn|evidence_only'
is 'SELECT * FROM member WHERE member_no = 7' "$other"
after=$(dump club.db)
shop_import out.holdall.zip >again.txt || fail 'the same bundle again is refused'
[[ $(dump club.db) == "$after" ]] || fail 'the same bundle again changed the store'

unzip -p out.holdall.zip >everything
! grep -q 'hash-canary' everything || fail 'a password hash left the shop'
! grep -q 'bob@shop' everything || fail "somebody else's data left the shop"
grep -q 'ann@shop' everything || fail 'her own data is missing'
echo 'round_trip: exported, verified, imported; twice is once'
