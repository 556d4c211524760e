#!/usr/bin/env bash
# P18: secrets do not leave. Forty planted secrets in each place where one can be: every one stops the export with exit 6
# and leaves no file, and nothing that the command writes tells the value. An excuse is for one kind in one field.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
runner=$(cd "$(dirname "$0")" && pwd)/secrets.py
shop_begin secrets
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$runner" "$HOLDALL" "$shop/request.json"
