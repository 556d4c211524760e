#!/usr/bin/env bash
# An import map is checked before anything is imported: what it does is told rule by rule, what cannot work is refused with
# the place, and the database is only looked at.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin map_check

# edited PROGRAM: the shop's import map, changed by a jq-like Python expression on `m`.
edited() {
  python3 -c 'import json, sys; m = json.load(open(sys.argv[1])); exec(sys.argv[2]); print(json.dumps(m))' \
    "$shop/import.json" "$1" >map.json
}
# refused TEXT ARG…: the check ends with exit 2 and one line that has TEXT.
refused() {
  local text=$1 status=0
  shift
  "$HOLDALL" map check map.json "$@" >out.txt 2>refused.txt || status=$?
  [[ $status -eq 2 ]] || fail "exit $status instead of 2: $(cat refused.txt)"
  [[ $(wc -l <refused.txt) -eq 1 && ! -s out.txt ]] || fail "not one line: $(cat refused.txt out.txt)"
  grep -qF -- "$text" refused.txt || fail "no '$text' in: $(cat refused.txt)"
}

before=$(sha256sum club.db)
"$HOLDALL" map check "$shop/import.json" --store sqlite:club.db >told.txt
grep -qF 'usage into visit (insert): at = /at, rfc3339_to_epoch; member_no = the subject; page = /object' told.txt ||
  fail "the rule is not told: $(cat told.txt)"
[[ $(sha256sum club.db) == "$before" ]] || fail 'the database was changed'
"$HOLDALL" --json map check "$shop/import.json" | python3 -c '
import json, sys
told = json.load(sys.stdin)
assert told["rules"] == len(told["does"]) and told["findings"] == [], told
assert told["policy"] == {"misfit": "refuse_all", "unlisted": "report"}, told
assert told["does"][1]["kind"] == "fill" and told["does"][2]["gone"] == "keep", told'

edited 'm["rules"].insert(2, dict(m["rules"][1]))'
refused 'of its own: an earlier one is member in the ledger'
edited 'm["rules"].insert(2, dict(m["rules"][1], name="more"))'
"$HOLDALL" map check map.json >told.txt || fail 'what is odd is no error'
grep -qF '/rules/2/set/nick: /rules/1 fills it too' told.txt || fail "nothing odd found: $(cat told.txt)"

edited 'm["rules"][2]["set"]["page"]["from"] = "/pgae"'
refused '/rules/2/set/page: the section has no such field'
edited 'm["rules"][3]["when"] = {"/state": ["given", "granted"]}'
refused '/rules/3/when/~1state/1: the section'"'"'s field never has this value'
edited 'm["rules"][2]["set"]["at"]["fn"] = ["rfc3339_to_epok"]'
refused '/rules/2/set/at/fn/0: there is no such transform'
edited 'm["lookups"] = {"topic": {"a": "b"}}'
refused '/lookups/topic: no rule uses it'
edited 'm["rules"][2]["set"]["at"]["fn"] = ["rfc3339_to_date"]'
"$HOLDALL" map check map.json >/dev/null || fail 'without a database nothing is known of its types'
refused '/rules/2/set/at: the column never takes what its transforms give' --store sqlite:club.db
edited 'm["rules"][2]["set"]["seen"] = {"const": 1}'
refused 'there is no column seen in visit' --store sqlite:club.db

# A column that must have a value is left out: the check says so, and so does the import, before any row and by the same
# token. It is the database's, so without one nothing is known of it.
edited 'del m["rules"][3]["set"]["state"]'
"$HOLDALL" map check map.json >/dev/null || fail 'without a database nothing is known of what it requires'
refused '/rules/3/set: state of consent_evidence must have a value' --store sqlite:club.db
grep -q X2/map-unfit refused.txt || fail "another token: $(cat refused.txt)"
shop_export whole.holdall.zip >/dev/null
status=0
"$HOLDALL" import whole.holdall.zip --trust trust.json --map map.json --store sqlite:club.db --subject 42 \
  --audience https://club.example --now $now >out.txt 2>refused.txt || status=$?
[[ $status -eq 2 ]] || fail "the import: exit $status instead of 2: $(cat refused.txt)"
grep -qF 'map-unfit]: /rules/3/set: state of consent_evidence must have a value' refused.txt ||
  fail "the import: $(cat refused.txt)"
[[ $(sha256sum club.db) == "$before" ]] || fail 'the database was changed'
