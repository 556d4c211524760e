#!/usr/bin/env bash
# The specification is enough: a program without a line of Holdall's (examples/verify_without_holdall.py) accepts what Holdall
# writes and refuses what is damaged, and Holdall agrees with it on each.
#
#   without_holdall.sh [BUNDLE…]      without arguments: the bundle of tests/support/shop, and one with attachments, several
#                                     segments and sections of its own; with arguments: each is accepted by the key beside it
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
example=$(realpath "$here/../../examples/verify_without_holdall.py")
export PYTHONDONTWRITEBYTECODE=1
if [[ $# -gt 0 ]]; then
  for bundle in "$@"; do
    words=$("$example" "$bundle" "$(dirname "$bundle")/issuer.pub.jwk") || fail "$bundle is refused"
    [[ $words == COMPLETE$'\n'* ]] || fail "$bundle is not complete: $words"
    echo "without_holdall: $(basename "$bundle") is complete"
  done
  exit
fi
shop_begin without_holdall
"$HOLDALL" key new -o stranger.jwk >/dev/null
shop_export shop.zip --compression small >/dev/null
/usr/bin/python3 "$here/signed.py" odd shop.zip issuer.jwk odd.zip
status=0
for bundle in shop odd; do
  mkdir $bundle
  cp trust.json $bundle/
  (cd $bundle && /usr/bin/python3 "$here/without_holdall.py" "$example" "$HOLDALL" ../$bundle.zip ../issuer.jwk ../stranger.jwk) || status=1
done
exit $status
