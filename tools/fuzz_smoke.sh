#!/usr/bin/env bash
# Runs every fuzz target for a few seconds, from its seeds.
#
#   tools/fuzz_smoke.sh BUILD_FOLDER SECONDS     BUILD_FOLDER: built with clang, where the targets are libFuzzer programs
#
# A finding is kept in BUILD_FOLDER/fuzz/findings; give it to the target as its argument to see it again.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 seconds=$2
mkdir -p "$build/fuzz/findings"
for target in "$build"/fuzz/*_fuzz; do
  name=$(basename "$target" _fuzz)
  corpus=$build/fuzz/corpus/$name
  mkdir -p "$corpus"
  mapfile -t seeds < <(tests/fuzz/seeds.sh "$name" "$build/fuzz/unpacked")
  if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/fuzz/findings/$name-" "$corpus" "${seeds[@]}" >"$corpus.log" 2>&1; then
    tail -n 60 "$corpus.log" >&2
    echo "fuzz: $name: FAILED" >&2
    exit 1
  fi
  echo "fuzz: $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$corpus.log") runs in $seconds s"
done
