#!/usr/bin/env bash
# The same bundle into SQLite and into PostgreSQL: the same rows, twice is once, and no row where the import cannot be.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
if [[ -z ${HOLDALL_TEST_POSTGRES:-} ]]; then
  exec "$(dirname "$0")/../support/with_postgres.sh" "$0"
fi
shop_begin postgres
server=$HOLDALL_TEST_POSTGRES

query() { psql -X -q -At -v ON_ERROR_STOP=1 "$server" -c "$1"; }
import_into() {
  local store=$1
  shift
  "${run[@]}" import out.holdall.zip --trust trust.json --map "$shop/import.json" --store "$store" --subject 42 \
    --audience https://club.example --now $now "$@"
}
# refused EXIT STORE: the import ends so, and leaves nothing.
refused() {
  local status=0
  import_into "$2" >out.txt 2>err.txt || status=$?
  [[ $status -eq $1 ]] || fail "exit $status, not $1, for the store $2: $(cat err.txt)"
  [[ $(wc -l <err.txt) -le 2 ]] || fail "more than an error and its hint: $(cat err.txt)"
  [[ $(query "SELECT count(*) FROM visit") == 0 ]] || fail "rows are left by the store $2"
}
# Everything that both stores must have alike: rows of the club, and the ledger but for the places of rows.
rows() {
  local table
  for table in 'nick FROM member WHERE member_no = 42' 'type, value FROM ident ORDER BY value' \
    'at, page FROM visit ORDER BY at, page' 'member_no, record, state, reliance FROM consent_evidence' \
    'iss, subject, section, record, rule, digest, stored_in, import FROM holdall_record ORDER BY section, record, rule' \
    'import, iss, subject, map_sha256, note FROM holdall_import'; do
    "$@" "SELECT $table"
  done
}

psql -X -q -v ON_ERROR_STOP=1 "$server" -f "$shop/receiver_postgres.sql"
shop_bind 42 "$server"
shop_export out.holdall.zip >export.txt

refused 2 "${server/holdall@/holdall:secret@}"
! grep -q secret err.txt || fail 'the password is repeated'
refused 2 postgresql:club
refused 10 "${server/\/postgres/\/nowhere}"
refused 10 'postgresql://holdall@127.0.0.1:1/club'
refused 10 "$server&passfile=$PWD/none"

import_into "$server" >import.txt
import_into sqlite:club.db >sqlite.txt
rows query >in_postgres.txt
rows sqlite3 club.db >in_sqlite.txt
cmp in_postgres.txt in_sqlite.txt || fail "the stores differ: $(diff in_postgres.txt in_sqlite.txt | head -n 6)"
[[ $(query 'SELECT count(*) FROM visit') == 100 ]] || fail 'visits are missing'
query 'SELECT * FROM holdall_record' >before.txt
import_into "$server" >again.txt || fail 'the same bundle again is refused'
query 'SELECT * FROM holdall_record' >after.txt
cmp before.txt after.txt || fail 'the same bundle again changed the store'
[[ $(query "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0 ]] || fail 'a lock is left'
echo 'postgres: SQLite and PostgreSQL have the same rows; twice is once; nothing is left by what cannot be'
