#!/usr/bin/env bash
# P30: audit metrics counts a year of requests as 11 CCR 7102 asks, from what real commands recorded; the expected numbers
# were worked out by hand from the table below.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
shes=$here/../examples/shes
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/audit_metrics
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state
fail() {
  echo "FAILED: $*" >&2
  exit 1
}
"$shes/make_db.sh" shes.db >/dev/null
"$HOLDALL" key new -o issuer.jwk >/dev/null
n=0
# ask CODE REQUEST ID RECEIVED NOW [SED…]: the example's request under another number and on another day, and how it ends.
ask() {
  local code=$1 request=$2 status=0 edit
  edit=(-e "s/\"id\": \"dsr-[0-9-]*\"/\"id\": \"$3\"/" -e "s/2026-11-2[0-9]T[0-9:]*Z/$4T09:00:00Z/" "${@:6}")
  sed "${edit[@]}" "$shes/requests/$request.json" >request.json
  n=$((n + 1))
  "$HOLDALL" export --request request.json --map "$shes/map.json" --source sqlite:shes.db --key issuer.jwk -o "$n.out" \
    --now "$5T12:00:00Z" --quiet "${decided[@]}" >out.txt 2>err.txt || status=$?
  [[ $status -eq $code ]] || fail "$3 on $5: exit $status, not $code: $(cat err.txt)"
}
decided=()
unverified=(-e 's/"session_reauth"/"none"/' -e 's/"substantial"/"low"/')
agent=(-e 's/"kind": "subject"/"kind": "agent"/')
nobody=(-e 's/shes-daa66d13/shes-00000000/')

#   exit  request              number  received    now
ask 0 ccpa-know                know-1  2026-02-01 2026-02-11                      # 10 days
ask 0 ccpa-know                know-1  2026-02-01 2026-03-20                      # the same request: counted before
ask 5 ccpa-know                know-2  2026-02-01 2026-02-03 "${agent[@]}"        # held: the permission is not shown
ask 0 ccpa-know                know-2  2026-02-01 2026-03-03                      # 30 days
ask 5 ccpa-know                know-3  2026-03-01 2026-03-05 "${nobody[@]}"       # nothing held: 4 days
ask 5 ccpa-know                know-4  2026-04-01 2026-04-02 "${unverified[@]}"   # denied after 1 day
ask 5 ccpa-know                know-6  2026-04-10 2026-04-12 "${agent[@]}"        # open, due 2026-05-25
ask 5 ccpa-know-categories     know-5  2026-05-01 2026-05-06                      # the third in a year: denied after 5
ask 0 us-va-access             va-1    2026-06-01 2026-06-08                      # 7 days
ask 0 us-nv-sale-optout        nv-1    2026-07-01 2026-07-02                      # a receipt, which is no answer
echo '{"request": "nv-1", "action": {"done": "whole", "what": "Nothing is sold.", "by": "privacy", "at": "2026-07-04T10:00:00Z"}}' >nv.json
decided=(--decisions nv.json)
ask 0 us-nv-sale-optout        nv-1    2026-07-01 2026-07-04                      # 3 days
decided=()
ask 0 us-nv-sale-optout        nv-2    2026-08-01 2026-08-02                      # a receipt: open, due 2026-09-30
ask 0 ccpa-know-categories     old-1   2025-12-31 2026-01-05                      # of the year before
! "$HOLDALL" export --request issuer.jwk --map "$shes/map.json" --source sqlite:shes.db --key issuer.jwk -o x.out \
  --quiet 2>err.txt || fail 'a key is a request'

"$HOLDALL" audit metrics --year 2026 --now 2026-12-01T00:00:00Z --json >all.json
"$HOLDALL" audit metrics --year 2026 --now 2026-12-01T00:00:00Z --jurisdiction US-CA --json >ca.json
"$HOLDALL" audit metrics --year 2025 --now 2026-12-01T00:00:00Z --json >old.json
"$HOLDALL" audit metrics --year 2026 --now 2026-12-01T00:00:00Z >all.txt
python3 - <<'END' || fail 'other numbers'
import json, sys


whole = json.load(open("all.json"))
assert (whole["year"], whole["requests"], whole["log"], whole["as_of"]) == (2026, 9, "INTACT", "2026-12-01"), whole
kinds = {each["kind"]: each for each in whole["kinds"]}
def check(name, row, **wanted):
    wrong = {k: (row[k], v) for k, v in wanted.items() if row[k] != v}
    assert not wrong, (name, wrong)
nothing = dict(received=0, complied=0, partly=0, no_data=0, denied=0, open=0, overdue=0, median_days=None, mean_days=None)
# know: 10, 30, 4, 1, 5, 7 days; one open
check("know", kinds["know"], received=7, complied=3, partly=0, no_data=1, denied=2, open=1, overdue=1, median_days=6,
      mean_days=9.5)
assert kinds["know"]["denied_because"] == {"exempt": 0, "not_by_consumer": 0, "other": 1, "unverifiable": 1}
check("opt_out", kinds["opt_out"], received=2, complied=1, open=1, overdue=1, median_days=3, mean_days=3)
for kind in ("delete", "correct", "limit"):
    check(kind, kinds[kind], **nothing)
profiles = {each["profile"]: each for each in whole["profiles"]}
check("ccpa-know", profiles["ccpa-know"], received=5, complied=2, no_data=1, denied=1, open=1, median_days=7, mean_days=11.25,
      jurisdictions=["US-CA"])
check("nv", profiles["us-nv-sale-optout"], received=2, kind="opt_out", jurisdictions=["US-NV"])
california = json.load(open("ca.json"))
assert (california["requests"], california["jurisdiction"]) == (6, "US-CA")
kinds = {each["kind"]: each for each in california["kinds"]}
# 10, 30, 4, 1, 5 days
check("know in California", kinds["know"], received=6, complied=2, no_data=1, denied=2, open=1, median_days=5, mean_days=10)
check("opt_out in California", kinds["opt_out"], **nothing)
assert json.load(open("old.json"))["requests"] == 1
END
grep -q '^9 requests received in 2026$' all.txt || fail "other words: $(head -n 1 all.txt)"

# A code that no profile has would read as a year without requests; one that a profile has may be such.
for code in us-ca US-XX ' US-CA' US-CA,US-NV $'\e[2J'; do
  status=0
  "$HOLDALL" audit metrics --year 2026 --jurisdiction "$code" >out.txt 2>err.txt || status=$?
  [[ $status -eq 2 && ! -s out.txt ]] || fail "jurisdiction '$code': exit $status: $(cat out.txt)"
done
"$HOLDALL" audit metrics --year 2026 --jurisdiction JP >out.txt || fail 'a jurisdiction without requests'
grep -q '^0 requests received in 2026 under the law of JP$' out.txt || fail "other words: $(head -n 1 out.txt)"

# A log that is broken is counted, and told to be so.
sed -i 2d state/holdall/audit.jsonl
"$HOLDALL" audit metrics --year 2026 --json >broken.json 2>err.txt || fail 'not counted'
grep -q '"log":"BROKEN"' broken.json || fail 'not told to be broken'
grep -q 'cannot be relied on: audit: line 2' err.txt || fail 'not warned of line 2'
echo "audit_metrics: $n attempts, 9 requests"
