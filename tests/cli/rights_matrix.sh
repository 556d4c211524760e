#!/usr/bin/env bash
# What rights give of the example account, cell by cell of tests/support/rights/matrix.txt: `explain` says it, and an
# export of a person who has such data does it. One tag of the map, changed, changes both.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
: "${HOLDALL:?the command to test}"
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/rights_matrix
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state
umask 077

"$root/examples/shes/make_db.sh" accounts.db
# The one cell that nobody of the example has data for: an advertising id where what was observed is not portable.
sqlite3 accounts.db "UPDATE device SET ad_id = 'ad-matrix' WHERE shes_id = 'shes-6a99b44c'"
"$HOLDALL" key new -o issuer.jwk --public issuer.pub.jwk >/dev/null
cp "$root"/examples/shes/{map,overlay-*}.json .
matrix=$root/tests/support/rights/matrix.txt
compare=(python3 -B "$here/rights_matrix.py" --requests "$root/examples/shes/requests")

"${compare[@]}" --matrix "$matrix"
"${compare[@]}" --one-tag

# It can fail: a letter that is wrong is found by both ways of asking.
wrong() {
  sed -E "$1" "$matrix" >wrong.txt
  ! cmp -s wrong.txt "$matrix" || { echo "rights_matrix: nothing to change: $1" >&2; exit 1; }
  if "${compare[@]}" --matrix wrong.txt --only "$2" >out.txt 2>&1; then
    echo "rights_matrix: a wrong letter was not found: $1" >&2
    exit 1
  fi
  for way in explain export; do
    grep -q "^$way: $2: $3: " out.txt || { echo "rights_matrix: not found by $way: $1" >&2; exit 1; }
  done
}
wrong 's/^(shes\.email .*) VVV VVV VVV/\1 V-V VVV VVV/' gdpr-art20-portability shes.email
wrong 's/^(auth\.password .*) EEE EEE EEE/\1 VEE EEE EEE/' gdpr-art15-access auth.password
wrong 's/^(support\.message_by_others .*) M-M M-- --M/\1 V-M M-- --M/' gdpr-art15-access support.message_by_others
wrong 's/^(web\.usage_counters .*) V-V V-- --V/\1 VVV V-- --V/' gdpr-art20-portability web.usage_counters
wrong 's/^(legal\.claim_file .*) R-- --- --R/\1 V-- --- --R/' gdpr-art15-access legal.claim_file
wrong 's/^(seu\.marketing_profile .*) --- --- ---/\1 E-- --- ---/' gdpr-art15-access seu.marketing_profile
