#!/usr/bin/env bash
# docs/cli.md is what `holdall --help-markdown` prints.   reference.sh docs/cli.md
set -euo pipefail
diff -u "$1" <("$HOLDALL" --help-markdown) || {
  echo "docs/cli.md is not the program's own reference: holdall --help-markdown >docs/cli.md" >&2
  exit 1
}
