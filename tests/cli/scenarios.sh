#!/usr/bin/env bash
# The scenarios of the rights: what one request gets under one law on one day.   scenarios.sh [S14 …]
# The tables are in scenarios/*.py; README.md of examples/shes tells who the people are.
set -euo pipefail
: "${HOLDALL:?the command to test}"
here=$(cd "$(dirname "$0")" && pwd)
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/scenarios
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state PYTHONDONTWRITEBYTECODE=1
umask 077
"$here/../../examples/shes/make_db.sh" accounts.db
"$HOLDALL" key new -o issuer.jwk --public issuer.pub.jwk >/dev/null
/usr/bin/python3 "$here/scenarios/run.py" "$@"
