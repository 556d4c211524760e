#!/usr/bin/env bash
# P5: one content in three forms. What `holdall convert` writes is, byte for byte, what tests/interop/forms.py makes of the
# specification, from every form to every other; and neither loses, changes or adds anything on the way.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1
shop_begin forms
shop_export shop.zip >/dev/null
/usr/bin/python3 "$here/signed.py" odd shop.zip issuer.jwk odd.zip
/usr/bin/python3 "$here/signed.py" odd-without-files shop.zip issuer.jwk plain.zip

# same A B: two files, or two containers with equal entries in the same order.
same() {
  if [[ $1 == *.zip ]]; then
    cmp <(bsdtar -tf "$1") <(bsdtar -tf "$2") && cmp <(bsdtar -xOf "$1") <(bsdtar -xOf "$2")
  else
    cmp "$1" "$2"
  fi
}
compared=0
for bundle in shop odd plain; do
  mkdir $bundle-outside $bundle-holdall
  for form in zip json xml folder; do
    /usr/bin/python3 "$here/forms.py" $bundle.zip $form $bundle-outside/in.$form
  done
  for from in zip json xml folder; do
    for form in zip json xml; do
      out=$bundle-holdall/$from.$form
      "$HOLDALL" convert $bundle-outside/in.$from --form $form -o $out >/dev/null || fail "$bundle: $from to $form"
      same $out $bundle-outside/in.$form || fail "$bundle: $from to $form is not what the specification gives"
      /usr/bin/python3 "$here/forms.py" $out folder $out.folder
      diff -r $out.folder $bundle-outside/in.folder || fail "$bundle: $from to $form, read back"
      shop_verify $out >/dev/null || fail "$bundle: $from to $form does not verify"
      compared=$((compared + 1))
    done
  done
done
# Of an export in a form, too.
for form in json xml; do
  shop_export exported.$form --form $form >/dev/null
  /usr/bin/python3 "$here/forms.py" exported.$form folder exported-$form
  /usr/bin/python3 "$here/forms.py" exported-$form $form again.$form
  cmp exported.$form again.$form || fail "an export as $form"
  shop_verify exported.$form >/dev/null
done
# These comparisons can fail.
sed '0,/Ann/s//Anm/' shop-outside/in.json >changed.json
! cmp -s changed.json shop-holdall/zip.json || fail 'nothing was changed'
sed 's/^<records>$/<records >/' shop-outside/in.xml >spelled.xml
! cmp -s spelled.xml shop-outside/in.xml || fail 'nothing was spelled otherwise'
! /usr/bin/python3 "$here/forms.py" spelled.xml json never.json 2>spelled.txt || fail 'forms.py accepts another spelling'
grep -q 'not what a writer would have written' spelled.txt || fail "forms.py: $(cat spelled.txt)"
[[ $compared -eq 36 ]] || fail "$compared comparisons"
echo "forms: $compared conversions, each byte for byte what the specification gives"
