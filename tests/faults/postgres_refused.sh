#!/usr/bin/env bash
# P9, P10: where PostgreSQL itself gives a transaction up (a serialization failure, a deadlock, a statement that takes too
# long, a tablespace that is full), an import ends with exit 10 and is rolled back, and the same command then finishes
# the work. What must come first is waited for, not slept for.
#
# The full tablespace is a small tmpfs in a namespace of users and mounts of the script's own: no privileges are needed
# where the kernel lets users have one; where it does not, that part alone is not made, and says so.
set -euo pipefail
# As a user who is not root, which a server of PostgreSQL refuses to be, but may mount.
if [[ -z ${HOLDALL_IN_NAMESPACE:-} ]]; then
  inside=(unshare -U --map-user=1000 --map-group=1000 -m --keep-caps)
  if [[ -z ${HOLDALL_TEST_POSTGRES:-} ]] && "${inside[@]}" mount -t tmpfs none /mnt 2>/dev/null; then
    HOLDALL_IN_NAMESPACE=yes exec "${inside[@]}" "$0" "$@"
  fi
  export HOLDALL_IN_NAMESPACE=no
fi
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
club_begin postgres_refused

# given_up WHAT: what the import in the background has come to; `before` it must be.
given_up() {
  status=0
  wait "$import" || status=$?
  release
  club_agrees "$1"
  [[ $status -eq 10 && $state == before ]] || fail "$1: exit $status and $state: $(cat err.txt)"
  [[ ! $(cat out.txt err.txt) =~ (ann@|astrid|pair-7) ]] || fail "$1: tells a value: $(cat err.txt)"
}
begin_import() {
  club_import "${1:-$club}" >out.txt 2>err.txt &
  import=$!
}
# A trigger of the receiver's that waits where another holds lock 7.
wait_behind() {
  in_club -c "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END';
    CREATE $1 AFTER INSERT ON ident $2 FOR EACH ROW EXECUTE FUNCTION wait()"
}

# Another writer changes the row that the import fills, and is the first to commit.
club_fresh
hold 'UPDATE member SET nick = nick WHERE member_no = 42'
begin_import
until_it_waits '%member%'
tell_holder COMMIT
given_up 'a serialization failure'
club_again 'a serialization failure'

# The import holds rows of ident and wants the member; the other has the member and wants ident. Only the import looks
# for deadlocks in the time that this takes.
club_fresh
wait_behind 'TRIGGER pause' ''
hold 'SELECT pg_advisory_xact_lock(7)'
begin_import
until_it_waits '%ident%'
PGAPPNAME=other in_club -c "SET deadlock_timeout = '10min'" -c BEGIN -c 'UPDATE member SET nick = nick WHERE member_no = 42' \
  -c 'LOCK TABLE ident IN ACCESS EXCLUSIVE MODE' -c ROLLBACK >other.txt &
other=$!
until_it_waits 'LOCK%' other $other
tell_holder COMMIT
given_up 'a deadlock'
wait $other || fail 'the other one of a deadlock is the victim'
club_again 'a deadlock'

# A statement may not take longer than the role's setting allows: before COMMIT, and COMMIT itself.
brief="$club&options=-cstatement_timeout%3D300"
club_fresh
hold 'LOCK TABLE visit IN ACCESS EXCLUSIVE MODE'
begin_import "$brief"
given_up 'a statement that takes too long'
club_again 'a statement that takes too long'
club_fresh
wait_behind 'CONSTRAINT TRIGGER late' 'DEFERRABLE INITIALLY DEFERRED'
hold 'SELECT pg_advisory_xact_lock(7)'
begin_import "$brief"
given_up 'a COMMIT that takes too long'
club_again 'a COMMIT that takes too long'

full='a full tablespace'
if [[ $HOLDALL_IN_NAMESPACE == yes ]]; then
  mkdir small
  mount -t tmpfs -o size=1m,mode=0700 small small
  in_club -c "CREATE TABLESPACE small LOCATION '$PWD/small'" >out.txt
  club_fresh
  in_club -c 'ALTER TABLE visit SET TABLESPACE small' >out.txt
  before=$(club_rows)
  head -c 2M /dev/zero >small/filler 2>/dev/null || true
  club_run "$full"
  [[ $status -eq 10 && $state == before ]] || fail "$full: exit $status and $state: $(cat err.txt)"
  rm small/filler
  club_again "$full"
else
  full='a full tablespace not made (no namespaces for users here)'
fi
echo "postgres_refused: serialization, deadlock, two timeouts, $full: exit 10, rolled back, done by the next one"
