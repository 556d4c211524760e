#!/usr/bin/env bash
# P10, P12, P13, P14 as an operator meets them: whom a bundle may be stored as is said beforehand, by a token or by the
# issuer's pairwise id; everything else is refused in one line without personal data, and the store keeps every byte.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin acceptance
cases=0
faults=0

wrong() {
  echo "FAILED: $name: $1: $(cat err.txt)" >&2
  faults=$((faults + 1))
}
bytes() { sha256sum <"$1"; }
# try WHAT NAME COMMAND…: WHAT is 0, or the exit code and token of a refusal, after which club.db has the same bytes.
try() {
  local what=$1 status=0 before
  name=$2
  shift 2
  before=$(bytes club.db)
  "$HOLDALL" "$@" --now "${at:-$now}" >out.txt 2>err.txt || status=$?
  cases=$((cases + 1))
  [[ $status -eq ${what%/*} ]] || wrong "exit $status, not $what"
  ! grep -qE 'pair-7|ann@shop|Ann' err.txt || wrong 'a personal value is shown'
  [[ $what != 0 ]] || return 0
  grep -qE "^holdall: error\[X$what\]: ." err.txt || wrong "not $what"
  [[ $(grep -vc '^hint: ' err.txt) -eq 1 && $(wc -l <err.txt) -le 2 ]] || wrong 'more than one line and a hint'
  [[ $(bytes club.db) == "$before" ]] || wrong 'the store changed'
}
# bundle OUT ID EXPRESSION…: a transfer under request ID, its request edited by sed.
bundle() {
  local out=$1 id=$2
  shift 2
  sed -e "s/req-1/$id/" "$@" "$shop/request.json" >request.json
  "$HOLDALL" export --request request.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk \
    --now "${at:-$now}" -o "$out" >/dev/null
}
sub() { printf 's/"sub": {[^}]*}/"sub": {"%s": "%s"}/' "$1" "$2"; }
import=(--trust trust.json --map "$shop/import.json" --store sqlite:club.db --audience https://club.example)
bind=(--map "$shop/import.json" --store sqlite:club.db)
member_of() { sed -nE "s/.*\"$1\":\"([^\"]*)\".*/\1/p"; }

# Who is not bound, is nobody: the same words whether or not there is such a member.
bundle stranger.zip req-2 -e "$(sub id pair-8)"
try 5/subject-mismatch 'an id that is bound to nobody' import stranger.zip "${import[@]}" --subject 7
cp err.txt words.txt
try 5/subject-mismatch 'and for a member who does not exist' import stranger.zip "${import[@]}" --subject 4711
cmp -s err.txt words.txt || wrong 'other words'
bundle ann.zip req-1
try 5/subject-mismatch "Ann's bundle for member 7" import ann.zip "${import[@]}" --subject 7
cmp -s err.txt words.txt || wrong 'other words'
try 5/subject-mismatch 'a dry run is no way around' import ann.zip "${import[@]}" --subject 7 --dry-run
try 5/audience 'we are anybody' import ann.zip "${import[@]}" --subject 42 --audience '*'
try 0 "Ann's bundle for member 42" import ann.zip "${import[@]}" --subject 42
before=$(dump club.db)
try 0 'and again' import ann.zip "${import[@]}" --subject 42
[[ $(dump club.db) == "$before" ]] || wrong 'the store changed'

# Binding by the issuer's id.
id=(bind id "${bind[@]}" --iss https://shop.example)
try 2/usage 'by an e-mail address' "${id[@]}" --subject 7 --sub ann@shop.example
try 2/usage 'by nothing' "${id[@]}" --subject 7 --sub ''
try 2/usage 'by an id with a blank behind it' "${id[@]}" --subject 7 --sub 'pair-8 '
try 2/usage 'by an id of 513 bytes' "${id[@]}" --subject 7 --sub "$(printf 'x%.0s' {1..513})"
try 2/usage 'at an issuer that is none' bind id "${bind[@]}" --iss shop --subject 7 --sub pair-8
try 5/subject-mismatch 'of a member who does not exist' "${id[@]}" --subject 4711 --sub pair-8
try 2/usage 'of a member who is bound otherwise' "${id[@]}" --subject 42 --sub pair-8
try 2/usage 'to an id that is bound otherwise' "${id[@]}" --subject 7 --sub pair-7
try 0 'of another member' "${id[@]}" --subject 7 --sub pair-8
try 0 'and again' "${id[@]}" --subject 7 --sub pair-8
try 0 'whom it then lets in' import stranger.zip "${import[@]}" --subject 7

# A token: the club makes it, the request carries its digest, the bundle comes back with it.
try 2/usage 'a token that nobody would see' bind token "${bind[@]}" --subject 42 --quiet
try 5/subject-mismatch 'a token for nobody' bind token "${bind[@]}" --subject 4711
try 0 'a token' bind token "${bind[@]}" --subject 42 --valid 30 --json
token=$(member_of token <out.txt)
digest=$(member_of token_sha256 <out.txt)
[[ $(member_of expires <out.txt) == 2026-12-02T00:00:00Z ]] || wrong 'not valid for 30 days'
made=$(/usr/bin/python3 -c 'import base64, hashlib, sys
raw = base64.urlsafe_b64decode(sys.argv[1] + "=")
print(len(raw), base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("="))' "$token")
[[ $made == "32 $digest" ]] || wrong "token and digest: $made"
for file in club.db state/holdall/audit.jsonl; do
  ! grep -qaF "$token" $file || wrong "the token stands in $file"
done
bundle token.zip req-3 -e "$(sub token "$digest")"
try 5/subject-mismatch 'the token for another member' import token.zip "${import[@]}" --subject 7
at=2026-12-03T00:00:00Z try 5/expired 'the transfer after its expiry' import token.zip "${import[@]}" --subject 42
try 0 'the token for its member' import token.zip "${import[@]}" --subject 42
try 0 'the list' bind list --store sqlite:club.db --json
[[ $(grep -cF "$digest" out.txt) -eq 1 && $(grep -cF '"sub":"pair-8","subject":"7"' out.txt) -eq 1 ]] || wrong "$(cat out.txt)"
! grep -qF "$token" out.txt || wrong 'the token is listed'

# Taken back.
try 2/usage 'to take back nothing named' bind remove --store sqlite:club.db
try 2/usage 'to take back both at once' bind remove --store sqlite:club.db --token "$digest" --iss https://shop.example --sub x
try 2/not-found 'to take back what is not there' bind remove --store sqlite:club.db --iss https://shop.example --sub pair-9
try 0 'the token taken back' bind remove --store sqlite:club.db --token "$digest"
bundle later.zip req-4 -e "$(sub token "$digest")"
try 5/subject-mismatch 'the token afterwards' import later.zip "${import[@]}" --subject 42
try 0 'the id taken back' bind remove --store sqlite:club.db --iss https://shop.example --sub pair-8
bundle gone.zip req-5 -e "$(sub id pair-8)"
try 5/subject-mismatch 'the id afterwards' import gone.zip "${import[@]}" --subject 7

# Order and time.
at=2026-11-01T23:59:59Z bundle older.zip req-6
try 5/stale 'a state before the last one' import older.zip "${import[@]}" --subject 42
at=2026-11-02T00:05:01Z bundle future.zip req-7
try 5/from-future 'a state from the future' import future.zip "${import[@]}" --subject 42
at=2026-11-02T00:05:00Z bundle skewed.zip req-8
try 0 'a state from within the skew' import skewed.zip "${import[@]}" --subject 42
bundle other.zip req-9 -e 's|https://club.example|https://bank.example|'
try 5/audience 'a bundle for another controller' import other.zip "${import[@]}" --subject 42

# A copy is for whom the operator says, unless it names somebody.
sed -e 's/"delivery": {.*}$/"delivery": {"mode": "copy"}/' -e 's/req-1/req-10/' "$shop/request.json" >request.json
at=2026-11-02T00:06:00Z
"$HOLDALL" export --request request.json --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now $at \
  -o copy.zip >/dev/null
try 5/copy 'a copy' import copy.zip "${import[@]}" --subject 42
try 5/subject-mismatch 'a copy for nobody' import copy.zip "${import[@]}" --subject 4711 --accept-copy
try 0 'a copy that is accepted' import copy.zip "${import[@]}" --subject 42 --accept-copy
echo "acceptance: $cases cases, $faults faults"
[[ $faults -eq 0 ]]
