#!/usr/bin/env bash
# P6, P8: every file of the hostile corpus, given to the reader of its layer alone.
# usage: corpus.sh HOLDALL_LAYER      in HOLDALL_SCRATCH, with HOLDALL_HOSTILE or ../shared/hostile
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
corpus=${HOLDALL_HOSTILE:-$here/../../../shared/hostile}/corpus.tar.xz
if [[ ! -f $corpus ]]; then
  echo "SKIPPED: no hostile corpus at $corpus (HOLDALL_HOSTILE): no layer was tried" >&2
  exit 77
fi
rm -rf "$HOLDALL_SCRATCH"
mkdir -p "$HOLDALL_SCRATCH"
cd "$HOLDALL_SCRATCH"
tar -xJf "$corpus"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$here/corpus.py" "$program" "$here/policy.txt"
