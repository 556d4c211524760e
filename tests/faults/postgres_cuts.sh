#!/usr/bin/env bash
# P9, P10: wherever the connection to PostgreSQL ends, the store is from before or from after, the exit code says which
# (10: before, 0: after, 11: either), and the same command then finishes the work.
#
#   postgres_cuts.sh [all]    hangs up at a sample of the protocol's messages (the default), or at every one
set -euo pipefail
every=${1:-sample}
points=4 # spread, in a sample; those around COMMIT come on top
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
proxy=$(cd "$(dirname "$0")/../support" && pwd)/cutting_proxy.py
club_begin postgres_cuts
through=${club/127.0.0.1:$port/127.0.0.1:@PORT@}

proxied() { run=(/usr/bin/python3 -B "$proxy" "$port" messages.txt "$@" "$HOLDALL"); }
# The places to hang up at out of $1 messages with COMMIT at $2.
chosen() {
  if [[ $every == all ]]; then
    seq 1 "$1"
  else
    for ((i = 0; i < points; ++i)); do echo $((1 + i * ($1 - 1) / (points - 1))); done
    seq $(($2 - 1)) $(($2 + 3))
  fi | sort -nu
}

club_fresh
proxied
club_run 'undisturbed' "$through"
[[ $status -eq 0 ]] || fail "the import does not run through the proxy: $(cat err.txt)"
messages=$(wc -l <messages.txt)
commit=$(awk '$3 ~ /^[QC]$/ && $4 == "COMMIT" { print $1 }' messages.txt)
[[ $(wc -w <<<"$commit") -eq 2 ]] || fail "COMMIT is sent in another way than this test knows: $commit"
answered=$(tail -n 1 <<<"$commit") # the server's `C COMMIT` behind the client's `Q COMMIT`
commit=$(head -n 1 <<<"$commit")

cuts=0
for n in $(chosen "$messages" "$commit"); do
  for side in - +; do
    what="hung up at $n$side of $messages"
    club_fresh
    proxied "$n$side"
    club_run "$what" "$through"
    [[ $status -ne 0 || $n -ge $answered ]] || fail "$what: exit 0 without an answer to COMMIT"
    case $n$side in
      "$commit-") [[ $status == 11 && $state == before ]] ;; # sent, and never there
      "$commit+") [[ $status == 11 && $state == after ]] ;;  # there, and never answered
      *) [[ $n -ge $((commit - 1)) || $status == 10 ]] ;; # right before it, COMMIT may be sent ahead of the news
    esac || fail "$what: exit $status and $state, with COMMIT at $commit"
    club_again "$what"
    cuts=$((cuts + 1))
  done
done
echo "postgres_cuts: $cuts cuts at $messages messages: before or after, as the exit code says"
