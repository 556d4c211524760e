#!/usr/bin/env bash
# P9, P10, P11, P30: killed or interrupted at a system call, or refused one by the kernel, Holdall leaves a whole output or
# none, a store from before or from after, and an audit that verifies, and its exit code says which; the same command then
# finishes the work.
#
#   kill_points.sh [all]      a sample of the points (the default), or every one
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin kill_points
every=${1:-sample}
points=3 # of each system call, in a sample
changing='openat write pwrite64 fsync fdatasync ftruncate link linkat rename renameat renameat2 unlink unlinkat mkdir'
# What fails with exit 9 when the work is done: the report is lost.
too_late='cannot write standard output'
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
# Leaves the calls of a clean run in all.txt.
trace_all() {
  fresh
  traced "do_$1" || fail "$1 does not run under strace: $(cat err.txt)"
  mv trace.txt all.txt
}
count() { grep -cE "^[0-9]+ +$1\(" all.txt || true; }
# Which of the openat calls make a file without a name, at a place like $1.
unnamed() { grep -E '^[0-9]+ +openat\(' all.txt | grep -nE "openat\($1, .*O_TMPFILE" | cut -d: -f1; }
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
  rm -rf out.holdall.zip work.db* .*holdall-* state
  cp club.db work.db
}

# state_of COMMAND: before, after, or what no one may ever see.
state_of() {
  local found
  if [[ $1 == export ]]; then
    if [[ ! -e out.holdall.zip ]]; then
      echo before
    elif shop_verify out.holdall.zip >verdict.txt 2>&1; then
      echo after
    else
      echo "an output that does not verify"
    fi
    return
  fi
  found=$(dump work.db)
  case $found in
    "$before") echo before ;;
    "$after") echo after ;;
    *) echo 'a store between before and after' ;;
  esac
}
# The states that an exit code allows; none for a code that has no place here.
allowed() {
  case $1 in
    0) echo after ;;
    9) if grep -qE "$too_late" err.txt; then echo after; else echo before; fi ;;
    3 | 4 | 7 | 8 | 10 | 130 | 143) echo before ;;
    11 | 137) echo 'before after' ;;
  esac
}
# audit_holds WHAT: never taken for tampered with, and after a command that ended well all of it is signed.
audit_holds() {
  [[ ! -s state/holdall/audit.jsonl && ! -e state/holdall/audit.jsonl.key ]] ||
    "$HOLDALL" audit verify --json >verdict.txt 2>&1 || fail "$1: the audit: $(cat verdict.txt)"
}
# Hidden files; where the command could clear away, SQLite's journal as well.
leftovers() { find . \( -name '.*holdall-*' ${1:+-o -name 'work.db-*'} \) -print; }
# What a signal that asks for the end did, before it could be stopped or not: SIGINT 130, SIGTERM 143.
interrupted() {
  local code=130
  [[ $1 == SIGINT ]] || code=143
  [[ $first -eq 0 || $first -eq $code ]] || fail "$1: exit $first"
  [[ $first -eq 0 ]] || stopped=$((stopped + 1))
}

# try COMMAND INJECTION… [-P FILE]: one point, whose exit code is left in $first, and then the same command again.
try() {
  local command=$1 what=$* status=0 state injections=()
  shift
  fresh
  while [[ $# -gt 0 ]]; do
    if [[ $1 == -P ]]; then # only where this file is concerned
      injections+=(-P "$2")
      shift
    else
      injections+=(-e inject="$1")
    fi
    shift
  done
  traced "do_$command" "${injections[@]}" || status=$?
  first=$status
  if [[ $what == *SIGKILL* ]]; then
    [[ $status -eq 137 ]] || fail "$what: exit $status, not killed: $(cat err.txt)"
  fi
  state=$(state_of "$command")
  [[ " $(allowed $status) " == *" $state "* ]] || fail "$what: exit $status and $state: $(cat err.txt)"
  audit_holds "$what"
  # Only where files without a name do not exist may a killed export leave its hidden file behind.
  case $status in
    137) [[ $what == *openat:error* ]] || [[ -z $(leftovers) ]] || fail "$what: left behind: $(leftovers)" ;;
    *) [[ -z $(leftovers all) ]] || fail "$what: left behind: $(leftovers all)" ;;
  esac
  rm -f .*holdall-*
  "do_$command" >out.txt 2>err.txt || fail "$what: the same again fails: $(cat err.txt)"
  state=$(state_of "$command")
  [[ $state == after ]] || fail "$what: the same again leaves $state"
  [[ -z $(leftovers all) ]] || fail "$what: the same again leaves behind: $(leftovers all)"
  audit_holds "$what, then again"
  grep -q '"torn_bytes":0,"unsigned":0' verdict.txt || fail "$what: not all is signed after all: $(cat verdict.txt)"
  runs=$((runs + 1))
}

shop_export whole.holdall.zip >/dev/null
fresh
before=$(dump work.db)
do_import >/dev/null
after=$(dump work.db)
[[ $before != "$after" ]] || fail 'the import changes nothing'

for command in export import; do
  trace_all $command
  for call in $changing; do
    for n in $(chosen "$(count "$call")"); do
      try $command "$call:signal=SIGKILL:when=$n"
    done
  done
  for fault in write:ENOSPC pwrite64:ENOSPC fsync:EIO fdatasync:EIO ftruncate:EIO rename:EIO linkat:EIO linkat:EEXIST unlink:EIO mkdir:EACCES; do
    for n in $(chosen "$(count "${fault%:*}")"); do
      try $command "${fault%:*}:error=${fault#*:}:when=$n"
    done
  done
done

# Asked to end: stopped and rolled back with nothing left, not even a journal, and recorded; or done before it could be.
stopped=0
for command in export import; do
  trace_all $command
  for call in $changing pread64; do
    for n in $(chosen "$(count "$call")"); do
      try $command "$call:signal=SIGTERM:when=$n"
      interrupted SIGTERM
    done
  done
  for n in $(chosen "$(count pwrite64)"); do
    try $command "pwrite64:signal=SIGINT:when=$n"
    interrupted SIGINT
  done
done
[[ $stopped -ge 10 ]] || fail "only $stopped of the signals stopped anything"
# In the middle of the import's transaction, with its journal there: asked once, it is stopped and recorded as such.
fresh
traced do_import
first_of_journal=$(grep -m 1 -E '^[0-9]+ +pwrite64\(' trace.txt || true)
[[ -n $first_of_journal ]] || fail 'an import writes in another way than this test knows'
try import pwrite64:signal=SIGTERM:when=1
[[ $first -eq 143 ]] || fail "SIGTERM within the transaction: exit $first"
grep -q '"outcome":"interrupted"' state/holdall/audit.jsonl || fail 'an interrupted import is not recorded as one'

# The bundle, as the kernel gives it: refused, it is exit 9 before anything is written; interrupted, it is asked again. A
# short read is injected only as the end of the file, which leaves no bytes that the kernel never wrote. Closing the
# bundle or the store loses nothing, so a refusal there needs only agree with the state.
trace_all import
grep -q 'pread64(' all.txt || fail 'a bundle is read in another way than this test knows'
fresh
traced do_import -P whole.holdall.zip || fail 'an import does not run under strace -P'
reads=$(grep -c 'pread64(' trace.txt)
for n in $(chosen "$reads"); do
  for fault in error=EIO error=EINTR retval=0; do
    try import "pread64:$fault:when=$n" -P whole.holdall.zip
    case $fault in
      error=EIO) [[ $first -eq 9 ]] ;;
      error=EINTR) [[ $first -eq 0 ]] ;;
      retval=0) [[ $first -eq 3 || $first -eq 4 || $first -eq 9 ]] ;;
    esac || fail "the bundle, pread64:$fault:when=$n: exit $first"
  done
done
try import close:error=EIO -P whole.holdall.zip
try import close:error=EIO -P work.db
fresh
traced do_import -P work.db || fail 'an import does not run under strace -P'
for n in $(chosen "$(grep -c 'pread64(' trace.txt)"); do
  try import "pread64:error=EIO:when=$n" -P work.db
done

# A file system without unnamed files: the output stands under a hidden name until it is whole, and spools have one for a
# moment. The output's and the audit key's are those opened in a folder that is open already.
trace_all export
read -r key output more < <(unnamed '[0-9]+' | tr '\n' ' ') || true
spools=$(unnamed AT_FDCWD)
[[ -n $output && -n $key && -z $more && -n $spools ]] ||
  fail 'an export makes its files in another way than this test knows'
for n in $spools "$key"; do
  try export "openat:error=EOPNOTSUPP:when=$n"
done
without="openat:error=EOPNOTSUPP:when=$output"
try export "$without"
grep -q 'renameat2(' trace.txt || fail 'the hidden name is published in another way than this test knows'
for fault in write:error=ENOSPC:when=30 fsync:error=EIO:when=1 renameat2:error=EIO renameat2:error=EEXIST \
  renameat2:error=EINVAL fsync:signal=SIGKILL:when=1 renameat2:signal=SIGKILL fsync:signal=SIGKILL:when=2; do
  try export "$without" "$fault"
done
for fault in linkat:error=EIO linkat:error=EEXIST linkat:signal=SIGKILL unlinkat:signal=SIGKILL; do
  try export "$without" renameat2:error=EINVAL "$fault"
done
echo "kill_points: $runs points: whole or absent, before or after"
