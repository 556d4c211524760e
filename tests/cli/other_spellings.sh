#!/usr/bin/env bash
# P1, P6: each form has one spelling. Forms in another, cut short, or with a byte changed are refused, and nothing is stored.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1
shop_begin other_spellings
shop_export shop.zip >/dev/null
/usr/bin/python3 "$here/../interop/signed.py" odd shop.zip issuer.jwk odd.zip
for bundle in shop odd; do
  for form in json xml; do
    "$HOLDALL" convert $bundle.zip --form $form -o $bundle.$form >/dev/null
  done
done
/usr/bin/python3 "$here/other_spellings.py" "$HOLDALL" "$shop/import.json" shop.json odd.json shop.xml odd.xml
