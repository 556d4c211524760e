#!/usr/bin/env bash
# A misuse that must not compile. The case file is compiled twice: without MISUSE it must pass, so that nothing but the
# misuse can be at fault; with MISUSE the compiler must refuse it and say what PATTERN says.
#
#   expect_error.sh PATTERN CASE.cc COMPILER FLAGS…
set -euo pipefail
pattern=$1 file=$2
shift 2
output=$(mktemp)
trap 'rm -f "$output"' EXIT

if ! "$@" -fsyntax-only "$file" >"$output" 2>&1; then
  cat "$output"
  echo "FAILED: $file does not compile even without the misuse" >&2
  exit 1
fi
if "$@" -fsyntax-only -DMISUSE "$file" >"$output" 2>&1; then
  echo "FAILED: the misuse in $file compiles" >&2
  exit 1
fi
cat "$output"
if ! grep -qE "error: .*($pattern)" "$output"; then
  echo "FAILED: $file is refused, but not with /$pattern/" >&2
  exit 1
fi
