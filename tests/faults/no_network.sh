#!/usr/bin/env bash
# P28: export, verify and import open no socket and start no other program. Seen from outside, through strace.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin no_network

# quiet NAME COMMAND…: runs COMMAND of the functions above under strace and looks at what the kernel was asked.
quiet() {
  local name=$1
  shift
  run=(strace -f -qq -e "trace=network,execve" -o "$name.trace" "$HOLDALL")
  "$@" >/dev/null || fail "$name: exit $?"
  [[ $(grep -c 'execve(' "$name.trace") -eq 1 ]] || fail "$name: starts another program: $(grep 'execve(' "$name.trace")"
  ! grep -E '(socket|connect|bind|sendto|sendmsg)\(' "$name.trace" || fail "$name: talks to the network"
}

quiet export shop_export out.holdall.zip
quiet verify shop_verify out.holdall.zip
quiet import shop_import out.holdall.zip
quiet again shop_import out.holdall.zip
echo 'no_network: export, verify and import stay at home'
