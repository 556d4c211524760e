#!/usr/bin/env bash
# P17: a bundle has the data of one person, and all of it. A thousand people with a canary of its own in every cell are
# exported one by one, and again by four workers at a time of which many are killed and run again.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shes=$here/../../examples/shes
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/canaries
people=1000
[[ ${HOLDALL_SANITIZED:-0} == 0 ]] || people=100 # sanitizers take ten times as long
rm -rf "$folder"
mkdir -p "$folder"/{requests,one_by_one,batch}
cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state PYTHONDONTWRITEBYTECODE=1
umask 077
canaries() { /usr/bin/python3 "$here/canaries.py" "$@"; }

"$shes/make_db.sh" source.db
canaries make source.db $people
canaries requests requests $people
"$HOLDALL" key new -o issuer.jwk --public issuer.pub.jwk >/dev/null
"$HOLDALL" trust add trust.json --iss https://account.shes.example --name 'Example' --key issuer.pub.jwk \
  --fingerprint "$("$HOLDALL" key thumbprint issuer.pub.jwk)" >/dev/null
before=$(sha256sum source.db)
for how in all:one_by_one batch:batch; do
  canaries export "${how%%:*}" "${how##*:}" $people --map "$shes/map.json" --source sqlite:source.db --key issuer.jwk \
    --now 2026-11-23T12:00:00Z
  canaries check "${how##*:}" $people
  "$HOLDALL" verify "${how##*:}"/*.zip --trust trust.json --now 2026-11-23T12:00:00Z >verdicts.txt
done
[[ $(sha256sum source.db) == "$before" ]]
