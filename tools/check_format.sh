#!/usr/bin/env bash
# Names the C++ files that clang-format 14 would write differently. `tools/check_format.sh --fix` rewrites them.
set -euo pipefail
cd "$(dirname "$0")/.."

files() { git ls-files -z --cached --others --exclude-standard '*.cc' '*.h'; }

if [[ ${1:-} == --fix ]]; then
  files | xargs -0 --no-run-if-empty clang-format -i
  exit
fi
# shellcheck disable=SC2016  # the inner shell expands
files | xargs -0 --no-run-if-empty -n 1 -P "$(nproc)" bash -c \
  'clang-format "$1" | cmp -s - "$1" || { echo "check_format: $1: run tools/check_format.sh --fix" >&2; exit 1; }' _
