#!/usr/bin/env bash
# Prints the folders that hold a fuzz target's seeds, one a line: its own, the test vectors, and, where they are there,
# third-party vectors and the hostile corpus (HOLDALL_VECTORS, HOLDALL_HOSTILE), which is unpacked into SCRATCH.
#
#   tests/fuzz/seeds.sh TARGET SCRATCH
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
target=$1 scratch=$2
vectors=${HOLDALL_VECTORS:-$root/../shared/vectors}
corpus=${HOLDALL_HOSTILE:-$root/../shared/hostile}/corpus.tar.xz
found=("$root/tests/fuzz/seeds/$target")

# hostile KIND…: folders of the unpacked corpus.
hostile() {
  local kind
  if [[ -f $corpus && ! -d $scratch/hostile ]]; then
    mkdir -p "$scratch"
    local unpacked
    unpacked=$(mktemp -d "$scratch/unpack.XXXXXX")
    tar -xJf "$corpus" -C "$unpacked"
    mv -T "$unpacked" "$scratch/hostile" 2>/dev/null || rm -rf "$unpacked" # another target was quicker
  fi
  for kind in "$@"; do found+=("$scratch/hostile/$kind"); done
}

case $target in
  age) found+=("$vectors/age") ;;
  form) found+=("$root/tests/vectors") ;;
  json) found+=("$vectors/json/test_parsing" "$vectors/json/test_transform" "$vectors/jcs/input") && hostile json ;;
  value) found+=("$vectors/jcs/output") && hostile json xml ;;
  segment) hostile ndjson ;;
  signature) hostile jws ;;
  xml) hostile xml ;;
  zip) hostile zip bagit ;;
esac
for folder in "${found[@]}"; do
  [[ -d $folder ]] && printf '%s\n' "$folder"
done
