#!/usr/bin/env bash
# P9, P10, P11: killed at a system call, or refused one by the kernel, Holdall leaves a whole output or none, a store from
# before or from after, and the same command finishes the work.
#
#   kill_points.sh [all]      a sample of the points (the default), or every one
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin kill_points
every=${1:-sample}
points=5 # of each system call, in a sample
calls='openat write pwrite64 fsync fdatasync linkat renameat2 unlink unlinkat ftruncate'
runs=0

# Runs the function NAME with the command under strace, which gets the other arguments.
traced() {
  local name=$1 status=0
  shift
  run=(strace -f -qq -o trace.txt "$@" "$HOLDALL")
  "$name" >out.txt 2>err.txt || status=$?
  run=("$HOLDALL")
  return $status
}

# How often a clean run of the function $1 makes the call $2.
count_calls() {
  fresh
  traced "$1" -e trace="$2" || fail "$1 does not run under strace: $(cat err.txt)"
  grep -c "$2(" trace.txt || true
}
# The points to try out of $1: all, or a few spread evenly with the first and the last.
chosen() {
  if [[ $every == all || $1 -le $points ]]; then
    seq 1 "$1"
  else
    for ((i = 0; i < points; ++i)); do echo $((1 + i * ($1 - 1) / (points - 1))); done
  fi
}

do_export() { shop_export out.holdall.zip; }
do_import() { shop_import whole.holdall.zip work.db; }
fresh() {
  rm -rf out.holdall.zip work.db* .holdall* state
  cp club.db work.db
}

export_is_whole_or_absent() {
  if [[ -e out.holdall.zip ]]; then
    shop_verify out.holdall.zip >/dev/null || fail "$1: what stands there does not verify"
  fi
}
import_is_before_or_after() {
  local state
  state=$(dump work.db)
  [[ $state == "$before" || $state == "$after" ]] || fail "$1: the store is between before and after"
}

# One point: COMMAND (export or import) with the injection, then the promise, then the same command again.
try() {
  local command=$1 what=$2 expected=$3 status=0
  fresh
  traced "do_$command" -e inject="$what" || status=$?
  [[ " $expected " == *" $status "* ]] || fail "$command, $what: exit $status, not one of $expected: $(cat err.txt)"
  if [[ $command == export ]]; then
    export_is_whole_or_absent "export, $what"
    do_export >out.txt 2>err.txt || fail "export, $what: the same again fails: $(cat err.txt)"
    export_is_whole_or_absent "export again after $what"
    [[ -e out.holdall.zip ]] || fail "export again after $what: no output"
  else
    import_is_before_or_after "import, $what"
    do_import >out.txt 2>err.txt || fail "import, $what: the same again fails: $(cat err.txt)"
    [[ $(dump work.db) == "$after" ]] || fail "import again after $what: another result"
  fi
  runs=$((runs + 1))
}

shop_export whole.holdall.zip >/dev/null
fresh
before=$(dump work.db)
do_import >/dev/null
after=$(dump work.db)
[[ $before != "$after" ]] || fail 'the import changes nothing'

for command in export import; do
  for call in $calls; do
    total=$(count_calls "do_$command" "$call")
    for n in $(chosen "$total"); do
      try $command "$call:signal=SIGKILL:when=$n" '137'
    done
  done
  for fault in write:error=ENOSPC pwrite64:error=ENOSPC fsync:error=EIO fdatasync:error=EIO linkat:error=EIO; do
    total=$(count_calls "do_$command" "${fault%%:*}")
    for n in $(chosen "$total"); do
      try $command "$fault:when=$n" '0 9 10 11'
    done
  done
done
echo "kill_points: $runs points: whole or absent, before or after"
