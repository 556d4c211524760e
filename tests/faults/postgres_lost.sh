#!/usr/bin/env bash
# P9, P10: a session that is ended while an import waits, and a server that is killed, leave a store from before or from
# after, as the exit code says. What an import waits for is held until its session is gone.
set -euo pipefail
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
club_begin postgres_lost

# hold SQL: a second session that has done SQL in a transaction, until `release`.
hold() {
  coproc holder { psql -X -q -At -v ON_ERROR_STOP=1 "$club"; }
  # shellcheck disable=SC2154 # coproc sets it
  holder_pid=$holder_PID
  printf '%s\n' "BEGIN; $1; SELECT 'held';" >&"${holder[1]}"
  local said=
  until [[ $said == held ]]; do read -r said <&"${holder[0]}" || fail "cannot hold: $1"; done
}
release() {
  eval "exec ${holder[1]}>&-"
  wait "$holder_pid" || true
}
# Until the import waits for a lock while its last statement is like $1; never longer than it may wait itself.
until_it_waits() {
  local waits=
  until [[ $waits == t ]]; do
    kill -0 "$import" 2>/dev/null || fail "the import does not wait: $(cat err.txt)"
    waits=$(in_club -c "SELECT count(*) = 1 FROM pg_stat_activity
      WHERE application_name = 'holdall' AND wait_event_type = 'Lock' AND query LIKE '$1'")
  done
}
terminate() {
  in_club -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'holdall'" >killed.txt
}
restart() { "$HOLDALL_TEST_POSTGRES_RESTART"; }

# lost WHAT EXIT HELD STATEMENT END: an import that waits in STATEMENT for what HELD holds, and loses its session by END.
lost() {
  local what=$1
  hold "$3"
  club_import >out.txt 2>err.txt &
  import=$!
  until_it_waits "$4"
  "$5"
  status=0
  wait "$import" || status=$?
  release
  club_agrees "$what"
  [[ $status -eq $2 && $state == before ]] || fail "$what: exit $status, not $2, and $state: $(cat err.txt)"
}
# The receiver's own check at COMMIT, which waits where another holds lock 7.
at_commit() {
  in_club -c "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END';
    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON ident DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION wait()"
}

for end in terminate restart; do
  club_fresh
  lost "$end before COMMIT" 10 'LOCK TABLE visit IN ACCESS EXCLUSIVE MODE' '%visit%' $end
  club_again "$end before COMMIT"
  club_fresh
  at_commit
  lost "$end within COMMIT" 11 'SELECT pg_advisory_xact_lock(7)' COMMIT $end
  club_again "$end within COMMIT"
done
restart
[[ $(club_state) == after ]] || fail 'a killed server lost what exit 0 promised'
club_again 'a server that was killed'
grep -q '^already imported' out.txt || fail "a server that was killed makes the import anew: $(cat out.txt)"
echo 'postgres_lost: before COMMIT 10, within COMMIT 11, and what was promised is there'
