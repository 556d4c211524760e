#!/usr/bin/env bash
# P26: while a command signs, its key stands in guarded memory alone; nobody of the same user can look; a passphrase is
# typed unseen; and a limit of locked memory is told once, and no more than that.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/support/shop.sh
source "$here/../support/shop.sh"
shop_begin key_memory
python3 -B "$here/key_memory.py" "$HOLDALL" "$shop" "$HOLDALL_SANITIZED"

# Root may lock what it likes, unless it cannot have the capability.
as_anybody=()
[[ $(id -u) -ne 0 ]] || as_anybody=(setpriv --bounding-set=-ipc_lock --inh-caps=-ipc_lock)
run=("${as_anybody[@]}" prlimit --memlock=0 "$HOLDALL")
shop_export unlocked.zip --quiet 2>err.txt || fail "a low limit of locked memory is no reason to fail: $(cat err.txt)"
if [[ $HOLDALL_SANITIZED == 1 ]]; then
  echo 'key_memory: a sanitizer takes mlock for done; what a limit of it tells is not tried' # sanitizer_common: mlock is a no-op
  exit
fi
[[ $(grep -c 'could not be kept from the swap' err.txt) -eq 1 && $(wc -l <err.txt) -eq 1 ]] || fail "told: $(cat err.txt)"
