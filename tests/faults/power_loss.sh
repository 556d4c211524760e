#!/usr/bin/env bash
# P9, P11: whatever of the unsynced calls a power loss takes, a file under the name of an export verifies, and a store in
# SQLite opens and is from before or from after; once the command has ended well, it is there. Replayed from the calls
# of one run each (power_loss.py), with the output as an unnamed file; the way under a hidden name, for file systems that
# have none, is not replayed.
#
#   power_loss.sh [all]      a sample of what may be lost (the default), or all of it
set -euo pipefail
every=${1:-sample}
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
replay=$(cd "$(dirname "$0")" && pwd)/power_loss.py
shop_begin power_loss
calls=openat,close,lseek,write,pwrite64,ftruncate,fsync,fdatasync,linkat,unlink,unlinkat
recorded() { run=(strace -f -qq -xx -s 100000000 -e "trace=$calls" -o trace.txt "$HOLDALL"); }
# lost COMMAND BEFORE ARGUMENTS…: nothing that may be lost is missed, and that shows where the syncs are left out.
lost() {
  local command=$1 before=$2
  shift 2
  /usr/bin/python3 -B "$replay" "$every" "$command" trace.txt "$before" "$@"
  grep -vE '(fsync|fdatasync)\(' trace.txt >without_syncs.txt
  ! /usr/bin/python3 -B "$replay" sample "$command" without_syncs.txt "$before" "$@" >out.txt 2>&1 ||
    fail "$command: this test does not see that nothing is synced"
  grep -q 'power lost' out.txt || fail "$command without syncs: $(cat out.txt)"
}

recorded
mkdir before_export
shop_export out.holdall.zip >out.txt
run=("$HOLDALL")
lost export before_export "$HOLDALL" verify --trust trust.json --audience https://club.example --now $now

mkdir before_import
cp club.db work.db
cp club.db before_import/work.db
recorded
shop_import out.holdall.zip work.db >out.txt
run=("$HOLDALL")
lost import before_import work.db
