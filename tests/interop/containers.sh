#!/usr/bin/env bash
# A bundle is an ordinary ZIP and an ordinary BagIt bag: unzip, 7z, bsdtar and Python read it alike, sha256sum agrees.
#
#   containers.sh [BUNDLE…]      without arguments: the bundle of tests/support/shop
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
bundles=()
for bundle in "$@"; do bundles+=("$(realpath "$bundle")"); done
shop_begin containers
if [[ ${#bundles[@]} -eq 0 ]]; then
  for compression in fast small store; do
    shop_export $compression.zip --compression $compression >/dev/null
    bundles+=("$PWD/$compression.zip")
  done
fi

with_python() {
  /usr/bin/python3 - "$1" "$2" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    bad = archive.testzip()
    assert bad is None, bad
    archive.extractall(sys.argv[2])
PY
}

for bundle in "${bundles[@]}"; do
  rm -rf unzip 7z bsdtar python
  mkdir bsdtar
  unzip -tqq "$bundle" || fail "unzip finds $bundle damaged"
  unzip -qq "$bundle" -d unzip
  7z t -bso0 -bsp0 "$bundle" || fail "7z finds $bundle damaged"
  7z x -bso0 -bsp0 -o7z "$bundle"
  bsdtar -xf "$bundle" -C bsdtar
  with_python "$bundle" python
  for program in 7z bsdtar python; do
    diff -r unzip $program || fail "unzip and $program read $bundle differently"
  done
  bags=(unzip/*/)
  [[ ${#bags[@]} -eq 1 ]] || fail "$bundle is not one bag"
  (
    cd "${bags[0]}"
    sha256sum --strict --quiet -c manifest-sha256.txt || fail "$bundle: payload manifest"
    sha256sum --strict --quiet -c tagmanifest-sha256.txt || fail "$bundle: tag manifest"
    diff <(cut -c67- manifest-sha256.txt | sort) <(find data -type f | sort) || fail "$bundle: payload not listed"
    [[ $(wc -l <bagit.txt) -eq 2 ]] || fail "$bundle: bagit.txt"
  )
  echo "containers: $(basename "$bundle"): four programs agree, both BagIt manifests hold"
done
