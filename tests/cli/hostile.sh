#!/usr/bin/env bash
# P4, P6, P8: every file of the hostile corpus, given to verify and to import as a user would.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
runner=$(cd "$(dirname "$0")" && pwd)/hostile.py
corpus=${HOLDALL_HOSTILE:-$(cd "$(dirname "$0")/../.." && pwd)/../shared/hostile}/corpus.tar.xz
if [[ ! -f $corpus ]]; then
  echo "SKIPPED: no hostile corpus at $corpus (HOLDALL_HOSTILE)" >&2
  exit 77
fi
shop_begin hostile
mkdir corpus
tar -xJf "$corpus" -C corpus
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$runner" "$HOLDALL" corpus "$shop/import.json"
