# Sourced by tests of faults: the shop's bundle, and the club in databases of a private PostgreSQL server.
#
#   club_begin NAME       as shop_begin, with whole.holdall.zip and the states $before and $after of a club
#   club_fresh            makes all tables new, as they are before the import; $club is their database's URI
#   club_import [URI]     imports the bundle
#   club_state            before, after, or what no one may ever see; waits for an import that still has its lock
#   club_run WHAT         club_import through the array `run`, and what its exit code and the state must agree in;
#                         leaves them in $status and $state
#   hold SQL · tell_holder SQL · release    a second session, which holds what an import waits for
#   until_it_waits LIKE   until the import in the process $import waits for a lock
#   club_again WHAT       the same once more, undisturbed: it must end well, and the state must be `after`
# shellcheck shell=bash
# shellcheck source=tests/support/shop.sh
source "$(dirname "${BASH_SOURCE[0]}")/shop.sh"
[[ -n ${HOLDALL_TEST_POSTGRES:-} ]] || exec "$(dirname "${BASH_SOURCE[0]}")/with_postgres.sh" "$0" "$@"

club=$HOLDALL_TEST_POSTGRES
port=${club#*127.0.0.1:}
port=${port%%/*}

in_club() { psql -X -q -At -v ON_ERROR_STOP=1 "$club" "$@"; }

club_begin() {
  shop_begin "$1"
  # The password holds for any port, so for a proxy's too.
  sed 's/^127\.0\.0\.1:[0-9]*:/127.0.0.1:*:/' "$PGPASSFILE" >passfile
  export PGPASSFILE=$PWD/passfile
  shop_export whole.holdall.zip >export.txt
  psql -X -q -v ON_ERROR_STOP=1 "$club" -f "$shop/receiver_postgres.sql"
  shop_bind 42 "$club"
  pg_dump --no-owner --schema=public "$club" >fresh.sql
  club_fresh
  before=$(club_rows)
  club_import >import.txt
  after=$(club_rows)
  [[ $before != "$after" ]] || fail 'the import changes nothing'
}
club_fresh() {
  rm -rf state
  in_club -c 'SET client_min_messages = warning' -c 'DROP SCHEMA public CASCADE' -f fresh.sql >fresh.txt
}
club_import() { shop_import whole.holdall.zip "${1:-$club}"; }

# All rows of all tables, sorted, but without what a server gives out even to what is rolled back: sequences and places
# of rows. That the ledger still leads to rows is told by counting where it leads. Waits for the lock of importers first:
# it is their session's, and a session may outlive its client for a moment.
club_rows() {
  in_club <<'SQL'
SELECT pg_advisory_lock(x'686f6c64616c6c01'::int8);
BEGIN ISOLATION LEVEL REPEATABLE READ;
CREATE FUNCTION pg_temp.told(name text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    $q$SELECT row FROM (SELECT %L || ' ' || (to_jsonb(t) - '{ident_id,evidence_id,suppression_id,row_key}'::text[])::text
       FROM %I t) rows(row) ORDER BY row COLLATE "C"$q$, name, name);
END $$;
CREATE FUNCTION pg_temp.found(name text, key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  IF to_regclass('holdall_record') IS NOT NULL THEN
    EXECUTE format($q$SELECT count(*) FROM holdall_record l JOIN %I t ON l.row_key = t.%I WHERE l.stored_in = %L$q$,
                   name, key, name) INTO found;
  END IF;
  RETURN name || ' is led to: ' || found;
END $$;
SELECT t FROM (SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
               AND c.relkind IN ('r', 'p') ORDER BY 1) tables(name), LATERAL pg_temp.told(name) t;
SELECT pg_temp.found('ident', 'ident_id'), pg_temp.found('consent_evidence', 'evidence_id'),
  pg_temp.found('suppression', 'suppression_id'), pg_temp.found('member', 'member_no');
SELECT DISTINCT 'key twice' FROM ident GROUP BY ident_id HAVING count(*) > 1;
ROLLBACK;
SQL
}
club_state() {
  local found
  found=$(club_rows)
  case $found in
    "$before") echo before ;;
    "$after") echo after ;;
    *) echo 'a store between before and after' ;;
  esac
}
# The states that an exit code allows; none for a code that has no place here.
club_allowed() {
  case $1 in
    0) echo after ;;
    10 | 130 | 143) echo before ;;
    11 | 137) echo 'before after' ;;
  esac
}
# club_agrees WHAT: $status and the state. Also for imports that ran in another way than club_run's.
club_agrees() {
  state=$(club_state)
  [[ " $(club_allowed "$status") " == *" $state "* ]] || fail "$1: exit $status and $state: $(cat err.txt)"
}
club_run() {
  status=0
  club_import "${2:-$club}" >out.txt 2>err.txt || status=$?
  club_agrees "$1"
}
club_again() {
  run=("$HOLDALL")
  club_run "$1, then again"
  [[ $status -eq 0 ]] || fail "$1, then again: exit $status: $(cat err.txt)"
}

# hold SQL: a second session that has done SQL in a transaction, until `release`.
hold() {
  coproc holder { psql -X -q -At -v ON_ERROR_STOP=1 "$club"; }
  # shellcheck disable=SC2154 # coproc sets it
  holder_pid=$holder_PID
  tell_holder "BEGIN; $1"
}
# Does SQL in that session, and waits until it is done.
tell_holder() {
  printf '%s\n' "$1; SELECT 'held';" >&"${holder[1]}"
  local said=
  until [[ $said == held ]]; do read -r said <&"${holder[0]}" || fail "cannot hold: $1"; done
}
release() {
  eval "exec ${holder[1]}>&-"
  wait "$holder_pid" || true
}
# Until the import waits for a lock while its last statement is like $1; never longer than it may wait itself. With $2 and
# $3, until that program does, whose process is $3.
until_it_waits() {
  local waits=
  until [[ $waits == t ]]; do
    kill -0 "${3:-$import}" 2>/dev/null || fail "$1: nobody waits: $(cat err.txt)"
    waits=$(in_club -c "SELECT count(*) = 1 FROM pg_stat_activity
      WHERE application_name = '${2:-holdall}' AND wait_event_type = 'Lock' AND query LIKE '$1'")
  done
}
