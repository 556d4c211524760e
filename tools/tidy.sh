#!/usr/bin/env bash
# clang-tidy over the library and the command within a time budget; units that differ from main come first.
#
#   tools/tidy.sh BUILD_FOLDER [SECONDS]     BUILD_FOLDER: configured for clang; its compile_commands.json is read
#
# Exit 1 for findings. Units that the budget left out are counted, never passed over in silence.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1
deadline=$(($(date +%s) + ${2:-3600}))
log=$(mktemp)
trap 'rm -f "$log"' EXIT

units() {
  local base
  base=$(git merge-base HEAD main 2>/dev/null || git rev-parse HEAD)
  { git diff --name-only --diff-filter=d "$base" -- '*.cc' && git ls-files '*.cc'; } |
    grep -E '^(core|schemas|formats|exporter|importer|audit|cli)/' | awk '!seen[$0]++'
}

tidy() {
  local unit=$1
  if [[ $(date +%s) -ge $deadline ]]; then
    echo "skipped $unit" >>"$log"
  elif ! clang-tidy --quiet -p "$build" "$unit" 2>/dev/null; then
    echo "failed $unit" >>"$log"
  fi
}
export -f tidy
export build deadline log

units | xargs -P "$(nproc)" -I{} bash -c 'tidy {}'
skipped=$(grep -c '^skipped' "$log" || true)
failed=$(grep -c '^failed' "$log" || true)
echo "tidy: $(units | wc -l) units, $failed with findings, $skipped left out by the budget"
[[ $failed -eq 0 ]]
