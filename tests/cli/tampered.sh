#!/usr/bin/env bash
# P1, P4, P6, P10: a genuine bundle, attacked.   tampered.sh attacks | flips
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
shop_begin "tampered_${1:?attacks or flips}"
shop_export stored.holdall.zip --compression store >/dev/null
shop_export deflated.holdall.zip --compression small >/dev/null
shop_verify stored.holdall.zip >/dev/null
shop_verify deflated.holdall.zip >/dev/null
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$here/tampered_$1.py" "$HOLDALL" "$shop/import.json"
