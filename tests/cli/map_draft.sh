#!/usr/bin/env bash
# Maps drafted from catalogs that nobody here designed, and what a map does not export (map_draft.py).
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
runner=$(cd "$(dirname "$0")" && pwd)/map_draft.py
shop_begin map_draft
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$runner" "$HOLDALL" "$shop"
