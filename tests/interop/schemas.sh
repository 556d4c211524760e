#!/usr/bin/env bash
# The schemas inside a bundle are ordinary JSON Schemas: an independent validator accepts every record and refuses damaged
# ones.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
validator=$(cd "$(dirname "$0")" && pwd)/schemas.py
bundles=()
for bundle in "$@"; do bundles+=("$(realpath "$bundle")"); done
shop_begin schemas
if [[ ${#bundles[@]} -eq 0 ]]; then
  shop_export out.zip >/dev/null
  bundles=("$PWD/out.zip")
fi
/usr/bin/python3 "$validator" "${bundles[@]}"
