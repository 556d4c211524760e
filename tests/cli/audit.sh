#!/usr/bin/env bash
# P25, P30 and the audit file: each export, import, binding and change of trust leaves a line before and a line after, refused or
# not; the lines are chained and their head signed; neither they nor any message hold a personal value; what cannot be
# recorded is not done; and audit show and verify tell what is there, and what was done to it.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin audit
audit=state/holdall/audit.jsonl
faults=0

wrong() {
  echo "FAILED: $name: $1: $(cat err.txt)" >&2
  faults=$((faults + 1))
}
# member NAME <LINE: the value of a member of a canonical line, as it stands there.
member() { sed -nE "s/.*\"$1\":(\"[^\"]*\"|[^,}]*).*/\1/p" | tr -d '"'; }
lines() { if [[ -e $audit ]]; then wc -l <$audit; else echo 0; fi; }
# chain_holds FILE: each whole line has the digest of the one before it, be that whole or torn.
chain_holds() {
  local previous='' line
  while IFS= read -r line; do
    [[ $line != *\} || $(member previous <<<"$line") == "$previous" ]] || return 1
    previous=$(printf '%s' "$line" | sha256sum | cut -d' ' -f1)
  done <"$1"
}
no_marker_in() {
  ! grep -qiE 'marker|hash-canary|9182736' "$@" || wrong "a personal value in one of $*"
}
# attempt CODE TOKEN NAME COMMAND…: one export or import, in text and in JSON, and what it leaves in the audit file.
attempt() {
  local code=$1 token=$2 form status before
  name=$3
  shift 3
  for form in --quiet --json; do
    status=0
    before=$(lines)
    "$HOLDALL" "$@" $form --now $now >out.txt 2>err.txt || status=$?
    [[ $status -eq $code ]] || wrong "exit $status, not $code"
    [[ $(lines) -eq $((before + 2)) ]] || wrong "$(($(lines) - before)) lines, not 2"
    tail -n 2 $audit | head -n 1 >begin.txt
    tail -n 1 $audit >end.txt
    [[ $(member event <begin.txt) == begin && $(member event <end.txt) == end ]] || wrong 'not begun and ended'
    [[ $(member command <end.txt) == "$1" || $(member command <end.txt) == "$1 $2" ]] || wrong 'another command'
    [[ $(member now <end.txt) == "$now" ]] || wrong 'the assumed time is not recorded'
    [[ $(member attempt <begin.txt) == urn:uuid:* ]] || wrong 'the attempt has no id'
    [[ $(member attempt <begin.txt) == "$(member attempt <end.txt)" ]] || wrong 'begun and ended under two ids'
    [[ $(member exit <end.txt) == "$code" && $(member outcome <end.txt) == "$token" ]] || wrong "$(cat end.txt)"
    no_marker_in out.txt err.txt $audit $audit.head $audit.key
    "$HOLDALL" audit verify --quiet >out.txt 2>err.txt || wrong 'the audit does not verify'
    [[ $code -eq 0 ]] || [[ $(dump club.db) == "$store_before" && ! -e never.zip ]] || wrong 'something was done'
    rm -f never.zip
  done
}

# Everything personal is marked: in the controller's database, in the request, so in the bundle, and as the local person.
sqlite3 source.db "UPDATE customer SET email = 'marker-' || email, nick = 'Marker ' || nick;
  UPDATE visit SET page = '/marker' || page;"
sqlite3 club.db "PRAGMA foreign_keys = OFF; UPDATE member SET member_no = 91827364, nick = NULL WHERE member_no = 42;"
sed -e 's/{"customer_id": 1}/{"email": "marker-ann@shop.example"}/' -e 's/pair-7/marker-pair-7/' \
  -e 's/"country": "SE"}/"country": "SE", "postal_code": "marker-postal"}/' \
  -e 's/"level": "substantial"}/&, "evidence": ["marker-kind", {"kind": "marker-kind", "by": "marker-by"}]/' \
  -e 's/"right":/"intake": {"channel": "marker-c", "reference": "marker-r", "stated": ["marker-s"]}, &/' \
  "$shop/request.json" >request.json
[[ $(grep -o marker request.json | wc -l) -eq 9 ]] || fail 'the request is not marked everywhere'
export_call=(export --request request.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk)
import_call=(--trust trust.json --map "$shop/import.json" --store sqlite:club.db --audience https://club.example)
store_before=$(dump club.db)

attempt 0 'done' 'an export' "${export_call[@]}" -o good.zip
[[ $(stat -c %a $audit) == 600 && $(stat -c %a state/holdall) == 700 ]] || fail 'others can look at the audit'

# Refused exports, by class of fault.
sed 's/marker-ann/marker-nobody/' request.json >nobody.json
sed 's/"right": "row-policy-baseline"/"right": "marker-right"/' request.json >right.json
sed 's/2026-11-01T08:59:00Z/marker-time/' request.json >time.json
sed 's/"country": "SE"/"unknown": "marker-value"/' request.json >member.json
cp source.db odd.db
sqlite3 odd.db "UPDATE consent_event SET at = 'marker-time' WHERE customer_id = 1"
for refused in nobody:5:no-data right:5:no-such-right time:2:request-unfit member:2:request-unfit; do
  IFS=: read -r file code token <<<"$refused"
  attempt "$code" "$token" "an export refused for $file" export --request "$file.json" "${export_call[@]:3}" -o never.zip
done
attempt 6 source-data 'an export of an odd value' "${export_call[@]:0:5}" --source sqlite:odd.db --key issuer.jwk \
  -o never.zip
attempt 8 path-exists 'an export over a file' "${export_call[@]}" -o trust.json

# Refused imports.
cp good.zip flipped.zip
printf 'X' | dd of=flipped.zip bs=1 seek=6 conv=notrunc status=none # the flags of the first header, which are 0
attempt 5 subject-mismatch 'an import for someone unknown' import good.zip "${import_call[@]}" --subject 91827365
attempt 5 audience 'an import for another audience' import good.zip "${import_call[@]:0:6}" \
  --audience https://elsewhere.example --subject 91827364
attempt 3 container 'an import of damaged bytes' import flipped.zip "${import_call[@]}" --subject 91827364
attempt 3 not-a-bundle 'an import of a database' import source.db "${import_call[@]}" --subject 91827364
attempt 5 subject-mismatch 'an import of a person who is not bound' import good.zip "${import_call[@]}" --subject 91827364

# Whose data is stored as whose is authority.
bind_call=(bind id "${import_call[@]:2:4}" --iss https://shop.example)
attempt 5 subject-mismatch 'a binding of someone unknown' "${bind_call[@]}" --sub marker-pair-7 --subject 91827365
attempt 2 usage 'a binding by an address' "${bind_call[@]}" --sub marker@shop.example --subject 91827364
attempt 0 'done' 'a binding' "${bind_call[@]}" --sub marker-pair-7 --subject 91827364
store_before=$(dump club.db)
attempt 0 'done' 'an import' import good.zip "${import_call[@]}" --subject 91827364
store_before=$(dump club.db)

# Whom one trusts is authority.
name='trust add'
trust_add=(trust add other-trust.json --iss https://shop.example --name 'Shop Ltd' --key issuer.pub.jwk --fingerprint)
"$HOLDALL" "${trust_add[@]}" "$("$HOLDALL" key thumbprint issuer.pub.jwk)" -q
[[ $(tail -n 1 $audit | member outcome) == 'done' && $(tail -n 1 $audit | member iss) == https://shop.example ]] ||
  wrong "not recorded: $(tail -n 1 $audit)"
! "$HOLDALL" "${trust_add[@]}" marker-thumb -q 2>err.txt || wrong 'trusted against the fingerprint'
[[ $(tail -n 1 $audit | member outcome) == trust-unfit ]] || wrong "not recorded: $(tail -n 1 $audit)"
no_marker_in $audit

# What audit show prints: all lines, or those that were asked for.
# shown COUNT OPTIONS…
shown() {
  local count=$1
  name="audit show ${*:2}"
  shift
  "$HOLDALL" audit show "$@" >out.txt 2>err.txt || wrong "exit $?"
  [[ $(wc -l <out.txt) -eq $count ]] || wrong "$(wc -l <out.txt) lines, not $count"
  "$HOLDALL" audit show "$@" --json >out.json 2>err.txt || wrong "exit $?"
  [[ $(python3 -c 'import json, sys; print(len(json.load(sys.stdin)))' <out.json) -eq $count ]] || wrong 'other JSON'
  no_marker_in out.txt out.json err.txt
}
shown "$(lines)"
shown "$(grep -c '"command":"import"' $audit)" --command import
shown 2 --outcome no-data --command export
shown "$(grep -c '"request":"req-1"' $audit)" --request req-1
shown 0 --request req-2
shown 0 --until 2026-01-01
shown "$(lines)" --since 2026-01-01 --until 9999-01-01T00:00:00Z
name='audit show --since'
status=0
"$HOLDALL" audit show --since marker 2>err.txt || status=$?
[[ $status -eq 2 ]] || wrong "exit $status for a time that is none"
no_marker_in err.txt

# P24: whatever stands in a log, what is printed is inert, and a line that is none does not stop the rest.
name='audit show of a hostile log'
{
  printf '{"at":"2026-11-02T00:00:00Z","command":"\\u001b]52;c;eA==\\u0007","request":"\xe2\x80\xae\xc2\x9b2J"}\n'
  printf '\x1b[2J\x00\xff\n["list"]\n%020000d\n{"command":"export"}\n{"torn' 0
} >hostile.jsonl
"$HOLDALL" --audit hostile.jsonl audit show >out.txt 2>err.txt || wrong 'not shown'
[[ $(wc -l <out.txt) -eq 6 && $(grep -c 'unreadable=true' out.txt) -eq 4 ]] || wrong 'other lines'
"$HOLDALL" --audit hostile.jsonl audit show --json >out.json 2>err.txt || wrong 'not shown as JSON'
python3 -c 'import json, sys
lines = json.load(sys.stdin)
assert [each.get("unreadable", False) for each in lines] == [False, True, True, True, False, True], lines
assert lines[0]["request"] == "\u202e\u009b2J"' <out.json || wrong 'other JSON'
! LC_ALL=C grep -qP '[\x00-\x09\x0b-\x1f\x7f]|\xe2\x80\xae|\xc2\x9b' out.txt out.json || wrong 'not inert'
status=0
"$HOLDALL" --audit hostile.jsonl audit verify 2>err.txt || status=$?
[[ $status -eq 4 ]] || wrong "exit $status"
"$HOLDALL" --audit hostile.jsonl audit metrics --year 2026 >out.txt 2>err.txt || wrong 'not counted'

# broken CODE TEXT: so ends audit verify, and tells it without what stands there.
broken() {
  status=0
  "$HOLDALL" audit verify "${@:3}" >out.txt 2>err.txt || status=$?
  [[ $status -eq $1 ]] || wrong "exit $status, not $1"
  grep -qF -- "$2" err.txt || wrong "not told: $2"
  no_marker_in out.txt err.txt
}
name='a head kept elsewhere'
"$HOLDALL" audit show --head >kept.jws
"$HOLDALL" audit verify --head kept.jws >out.txt 2>err.txt || wrong 'does not verify'
cp -a state kept-state
"$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now
rm never.zip
"$HOLDALL" audit verify --head kept.jws >out.txt 2>err.txt || wrong 'does not verify after more'
"$HOLDALL" audit show --head >later.jws
cp -a state later-state
rm -r state && mv kept-state state
"$HOLDALL" audit verify --quiet || wrong 'rolled back, and seen without a head'
broken 4 'the head is older than the one that was kept' --head later.jws
rm -r state && mv later-state state

name='a tampered audit'
cp $audit whole.jsonl
sed -i 3d $audit
broken 4 'audit: line 3 has another number'
sed -i '3s/"line":4/"line":3/' $audit
broken 4 'audit: line 3 does not follow the line before it'
head -n 4 whole.jsonl >$audit
broken 4 'the log ends behind line 4'
"$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now # recorded all the same, and what was found
rm never.zip
[[ $(sed -n 5p $audit | member broken) == 'the log is shorter than its head says' ]] || wrong "$(sed -n 5p $audit)"
broken 4 'audit: line 5 tells that the log was not what had been recorded'
rm $audit.head
cp whole.jsonl $audit
broken 4 'the head is missing'

# Another past, chained as lines of nobody's key, or none; the record goes on, and tells it for ever.
for past in forged empty; do
  name="a log that is $past, without a head"
  rm -f $audit.head
  if [[ $past == forged ]]; then
    python3 -c 'import hashlib, json, sys
previous = ""
for line in sys.stdin:
    facts = {key: value for key, value in json.loads(line).items() if key not in ("line", "mac")}
    line = json.dumps({**facts, "previous": previous}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    previous = hashlib.sha256(line.encode()).hexdigest()
    print(line)' <whole.jsonl >$audit
  else
    : >$audit
  fi
  broken 4 'the head is missing'
  "$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now
  rm never.zip
  [[ $(tail -n 2 $audit | head -n 1 | member broken) == 'the head is missing' ]] || wrong "$(tail -n 2 $audit)"
  broken 4 'audit: line 1 '
done
rm -r state
broken 2 'no audit file'
"$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now # a new one
rm never.zip

# The chain holds, over a line that was torn as well; without a line it does not.
name=chain
chain_holds $audit || wrong 'broken'
printf '{"torn' >>$audit
"$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now
rm never.zip
"$HOLDALL" "${export_call[@]}" -o never.zip -q --now $now
rm never.zip
chain_holds $audit || wrong 'broken by a torn line'
"$HOLDALL" audit verify --json >out.txt 2>err.txt || wrong 'does not verify behind a torn line'
grep -q '"crashes":1,' out.txt || wrong 'the torn line is not told'
sed 5d $audit >dropped.jsonl
! chain_holds dropped.jsonl || wrong 'a dropped line does not show'
sed '5s/"exit":[0-9]*/"exit":99/; 5s/"command":"/&x/' $audit >changed.jsonl
! chain_holds changed.jsonl || wrong 'a changed line does not show'

# unrecordable CODE FILE: with such an audit file nothing is exported or imported.
unrecordable() {
  local status command
  for command in export import; do
    name="$command with $2 as the audit file"
    status=0
    if [[ $command == export ]]; then
      "$HOLDALL" --audit "$2" "${export_call[@]}" -o never.zip --now $now >out.txt 2>err.txt || status=$?
    else
      cp fresh.db other.db
      "$HOLDALL" --audit "$2" import good.zip "${import_call[@]:0:4}" --store sqlite:other.db "${import_call[@]:6}" \
        --subject 91827364 --now $now >out.txt 2>err.txt || status=$?
      cmp -s fresh.db other.db || wrong 'something was stored'
    fi
    [[ $status -eq $1 ]] || wrong "exit $status, not $1"
    [[ ! -e never.zip ]] || wrong 'something was exported'
    no_marker_in out.txt err.txt
  done
}
sqlite3 fresh.db <"$shop/receiver.sql"
sqlite3 fresh.db "INSERT INTO member VALUES (91827364, NULL)"
mkdir folder
: >target
ln -s target link
mkfifo -m 644 pipe
echo '{}' >open
chmod 666 open
: >guarded
chmod 400 guarded
unrecordable 8 folder
unrecordable 8 link
unrecordable 8 pipe
unrecordable 8 open
unrecordable 9 absent/audit.jsonl
if [[ -w guarded ]]; then # root may write anything
  echo 'audit: a read-only audit file is not tried as root' >&2
else
  unrecordable 9 guarded
fi
[[ ! -s target ]] || fail 'written through a link'
echo "audit: $(lines) lines, $faults faults"
[[ $faults -eq 0 ]]
