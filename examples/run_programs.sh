#!/usr/bin/env bash
# Runs the small programs as a reader would: an export by one is what the other verifies. For ctest:
#
#   run_programs.sh FOLDER_OF_HOLDALL FOLDER_OF_THE_PROGRAMS
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
holdall=$1/holdall
programs=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export XDG_STATE_HOME=$work/state

"$here/shes/make_db.sh" shes.db
"$holdall" key new -o issuer.jwk --public issuer.pub.jwk >key.txt
thumbprint=$("$holdall" key thumbprint issuer.pub.jwk)
"$holdall" trust add trust.json --iss https://account.shes.example --name 'SHES account service' \
  --key issuer.pub.jwk --fingerprint "$thumbprint" >trust.txt
sed "s/@NOW@/$(date -u +%Y-%m-%dT%H:%M:%SZ)/" "$here/shes/requests/copy.json" >request.json

"$programs/minimal_export" request.json "$here/shes/map.json" sqlite:shes.db issuer.jwk out.holdall.zip >outcomes.txt
grep -q '^ *1  auth.password  *existence SECRET_CREDENTIAL$' outcomes.txt
"$programs/verify_only" out.holdall.zip trust.json >verdict.txt
grep -q '^COMPLETE, signed by SHES account service on ' verdict.txt

# A bundle cut short is refused, with exit code 3: malformed.
head -c 20000 out.holdall.zip >cut.holdall.zip
status=0
"$programs/verify_only" cut.holdall.zip trust.json 2>refusal.txt || status=$?
[[ $status -eq 3 ]]
