#!/usr/bin/env bash
# There and back: an account service (A) hands a person to a club (B), which has another schema; the club answers the
# person under a data map and key of its own; a fresh A receives that. What survived is told item by item, and must be
# what tests/support/there_and_back/expected.txt says.
#
#   there_and_back.sh            the club stores in SQLite
#   there_and_back.sh postgres   in PostgreSQL, and answers from a copy in SQLite, which is what an export reads
set -euo pipefail
club_store=${1:-sqlite}
if [[ $club_store == postgres && -z ${HOLDALL_TEST_POSTGRES:-} ]]; then
  exec "$(dirname "$0")/../support/with_postgres.sh" "$0" postgres
fi
here=$(cd "$(dirname "$0")" && pwd)
shes=$here/../../examples/shes
club=$here/../../examples/receiver
trip=$here/../support/there_and_back
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/there_and_back_$club_store
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state
umask 077
quiet() { "$HOLDALL" --quiet "$@"; }

# controller NAME ISS: a key, and the other side trusts it
controller() {
  quiet key new -o "$1.jwk" --public "$1.pub.jwk"
  quiet trust add trust.json --iss "$2" --name "$1" --key "$1.pub.jwk" --fingerprint "$("$HOLDALL" key thumbprint "$1.pub.jwk")"
}
a=https://account.shes.example
b=https://club.example
controller a $a
controller b $b

there=2026-11-23T00:00:00Z
back=2026-11-24T00:00:00Z
"$shes/make_db.sh" a.db
sqlite3 b.db <"$club/schema.sql"
store=sqlite:b.db
in_club=(sqlite3 -bail b.db)
if [[ $club_store == postgres ]]; then
  store=$HOLDALL_TEST_POSTGRES
  in_club=(psql -X -q -v ON_ERROR_STOP=1 "$store")
  "${in_club[@]}" <"$club/schema.sql"
fi
"${in_club[@]}" <<<'INSERT INTO person(pid) VALUES(1);'
sqlite3 fresh.db <"$shes/schema.sql"
sqlite3 fresh.db <"$trip/a-receives.sql"

quiet bind id --store "$store" --map "$club/import-map.json" --subject 1 --iss $a --sub pw-6f1d0c2b9a7e4835 --now $there
sed -e 's/@NOW@/2026-11-22T12:00:00Z/' -e 's/@EXPIRES@/2026-12-20T00:00:00Z/' "$shes/requests/transfer.json" >request.json
quiet export --request request.json --map "$shes/map.json" --source sqlite:a.db --key a.jwk --now $there -o there.zip
"$HOLDALL" import there.zip --trust trust.json --map "$club/import-map.json" --store "$store" --subject 1 --audience $b \
  --now $there --json >there.json

if [[ $club_store == postgres ]]; then
  pg_dump --data-only --column-inserts --exclude-table='holdall_*' "$store" | sed -n 's/^INSERT INTO public\./INSERT INTO /p' >rows.sql
  sqlite3 -bail b.db <rows.sql
fi
sqlite3 -bail b.db <"$trip/b-export.sql"
"$HOLDALL" map check "$trip/b-map.json" --source sqlite:b.db >/dev/null
quiet export --request "$trip/request.json" --map "$trip/b-map.json" --source sqlite:b.db --key b.jwk --now $back -o back.zip
import=(import back.zip --trust trust.json --map "$trip/a-import.json" --store sqlite:fresh.db --subject shes-00000001
  --audience "$a" --now "$back" --json)
status=0
"$HOLDALL" "${import[@]}" >unbound.json 2>&1 || status=$?
[[ $status -eq 5 ]] || { echo "FAILED: nobody said whose it is: exit $status" >&2; exit 1; }
quiet bind id --store sqlite:fresh.db --map "$trip/a-import.json" --subject shes-00000001 --iss $b --sub club-pair-1 --now $back
"$HOLDALL" "${import[@]}" >back.json

/usr/bin/python3 -B "$here/there_and_back.py" shes-9e3779b1 >survived.txt
cat survived.txt
diff "$trip/expected.txt" survived.txt || { echo 'FAILED: another lot survives' >&2; exit 1; }
