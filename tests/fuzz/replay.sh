#!/usr/bin/env bash
# Runs a fuzz target over all of its seeds, once.
#
#   tests/fuzz/replay.sh TARGET PROGRAM SCRATCH [libFuzzer options…]
set -euo pipefail
target=$1 program=$2 scratch=$3
shift 3
mapfile -t seeds < <("$(dirname "$0")/seeds.sh" "$target" "$scratch")
exec "$program" "$@" "${seeds[@]}"
