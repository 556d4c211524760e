#!/usr/bin/env bash
# P24: names and arguments with escape sequences and bidirectional controls, through each command that shows them.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
runner=$(cd "$(dirname "$0")" && pwd)/terminal.py
corpus=${HOLDALL_HOSTILE:-$(cd "$(dirname "$0")/../.." && pwd)/../shared/hostile}/corpus.tar.xz
shop_begin terminal
if [[ -f $corpus ]]; then
  tar -xJf "$corpus" --wildcards '*text/payloads.json'
else
  echo "no hostile corpus at $corpus (HOLDALL_HOSTILE): the test's own names only" >&2
fi
shop_export good.zip >/dev/null
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$runner" "$HOLDALL" "$shop"
