#!/usr/bin/env bash
# xmllint, an XML Schema processor of its own, on samples of the XML form.   xsd.sh SCHEMAS [BUNDLE.zip…]
set -euo pipefail
schemas=$(realpath "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
scratch=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}
if ! command -v xmllint >/dev/null; then
  echo "SKIPPED: no xmllint (libxml2-utils)" >&2
  exit 77
fi
cmp "$schemas/bundle.xsd" <("${HOLDALL:?the command to test}" schema show bundle.xsd)
"$HOLDALL" schema show bundle.xsd --json | /usr/bin/python3 -c 'import json, sys; sys.stdout.write(json.load(sys.stdin))' |
  cmp "$schemas/bundle.xsd" -
rm -rf "$scratch"
mkdir -p "$scratch"
/usr/bin/python3 -B "$here/xsd.py" "$schemas" "$scratch" "$@"
