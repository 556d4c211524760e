#!/usr/bin/env bash
# P9, P10: a session that is ended while an import waits, and a server that is killed, leave a store from before or from
# after, as the exit code says. What an import waits for is held until its session is gone.
set -euo pipefail
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
club_begin postgres_lost

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
