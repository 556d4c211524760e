#!/usr/bin/env bash
# P9, P10: killed or interrupted at a system call, or refused one by the kernel, an import into PostgreSQL leaves a store from before or
# from after, as its exit code says, and the same command then finishes the work.
#
#   postgres_kill_points.sh [all]      a sample of the points (the default), or every one
set -euo pipefail
every=${1:-sample}
points=2 # of each fault, in a sample; the two around COMMIT come on top
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
club_begin postgres_kill_points

# A refused call was not done by the kernel, so these are faults that it could have had: no short sends and receives,
# which would claim that bytes went that did not, and no EPIPE, behind which libpq awaits the end that a real one has
# (postgres_cuts.sh brings real ones). EINTR and EAGAIN are tried again, so nothing may come of them.
faults='sendto:signal=SIGKILL recvfrom:signal=SIGKILL write:signal=SIGKILL
  sendto:signal=SIGTERM recvfrom:signal=SIGINT
  recvfrom:error=ECONNRESET
  sendto:error=EINTR recvfrom:error=EINTR sendto:error=EAGAIN recvfrom:error=EAGAIN'
harmless='error=(EINTR|EAGAIN)$'

traced() { run=(strace -f -qq -s 4096 -o trace.txt "$@" "$HOLDALL"); }
# The points to try out of the calls $1 of the undisturbed import.
chosen() {
  local count commit
  count=$(grep -cE "^[0-9]+ +$1\(" all.txt || true)
  # Calls up to COMMIT: it is sent by the last of sendto, and recvfrom behind it gets the answer.
  commit=$(sed '/^[0-9]* *sendto(.*COMMIT/q' all.txt | grep -cE "^[0-9]+ +$1\(" || true)
  if [[ $count -eq 0 ]]; then
    fail "an import has no $1"
  elif [[ $every == all ]]; then
    seq 1 "$count"
  else
    for ((i = 0; i < points; ++i)); do echo $((1 + i * (count - 1) / (points - 1))); done
    for n in "$commit" $((commit + 1)); do [[ $n -lt 1 || $n -gt $count ]] || echo "$n"; done
  fi | sort -nu
}

club_fresh
traced
club_run 'undisturbed'
[[ $status -eq 0 ]] || fail "the import does not run under strace: $(cat err.txt)"
mv trace.txt all.txt
grep -q 'sendto(.*COMMIT' all.txt || fail 'COMMIT is sent in another way than this test knows'

runs=0
for fault in $faults; do
  for n in $(chosen "${fault%%:*}"); do
    what="$fault:when=$n"
    club_fresh
    traced -e "inject=$what"
    club_run "$what"
    if [[ $fault == *SIGKILL ]]; then
      [[ $status -eq 137 ]] || fail "$what: exit $status, not killed: $(cat err.txt)"
    elif [[ $fault == *signal=* ]]; then # done, where COMMIT was on its way
      [[ $status -eq 0 || $status -eq $([[ $fault == *SIGINT ]] && echo 130 || echo 143) ]] ||
        fail "$what: exit $status: $(cat err.txt)"
    elif [[ $fault =~ $harmless ]]; then
      [[ $status -eq 0 ]] || fail "$what: exit $status: $(cat err.txt)"
    fi
    club_again "$what"
    runs=$((runs + 1))
  done
done
echo "postgres_kill_points: $runs points: before or after, as the exit code says"
