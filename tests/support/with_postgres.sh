#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL server, and takes the server away again.
#
#   tests/support/with_postgres.sh COMMAND [ARGUMENTS…]
#
# The command finds the server under HOLDALL_TEST_POSTGRES: a `postgresql:` URI of an empty database, which psql and
# holdall take as it is. The server listens in a folder of its own and on a free port of 127.0.0.1, and is nobody
# else's: a password that is made for this run guards it, and PGPASSFILE names the file that has it. The exit code is
# the command's. HOLDALL_TEST_POSTGRES_FSYNC=on lets the server sync. HOLDALL_TEST_POSTGRES_RESTART names a program that
# kills the server as `pg_ctl -m immediate` does and starts it again under the same URI.
set -euo pipefail

if [[ $# -eq 0 ]]; then
  echo "usage: tests/support/with_postgres.sh COMMAND [ARGUMENTS…]" >&2
  exit 2
fi

# The newest server there is: Debian keeps them out of PATH.
find_binaries() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
    if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_ctl ]]; then
      echo "$folder"
      return
    fi
  done
  echo "with_postgres: no PostgreSQL server here; tools/install_deps.sh test installs it" >&2
  return 1
}

# PostgreSQL does not run as root.
as_server=()
choose_user() {
  [[ $(id -u) -eq 0 ]] || return 0
  local user=postgres
  id -u "$user" >/dev/null 2>&1 || user=nobody
  chown "$user" "$folder"
  as_server=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --)
}

run_as_server() { (cd "$folder" && env -i PATH="$PATH" LC_ALL=C "${as_server[@]}" "$@"); }

# shellcheck disable=SC2317 # the trap calls it
stop() {
  local status=$?
  trap - EXIT
  trap '' HUP INT TERM
  if [[ -n ${command_pid:-} ]]; then
    kill -TERM "$command_pid" 2>/dev/null || true
  fi
  if [[ -s $folder/data/postmaster.pid ]]; then
    run_as_server "$binaries/pg_ctl" -D "$folder/data" -m immediate -w -t 20 stop >/dev/null 2>&1 || true
  fi
  rm -rf "$folder" "$secrets"
  exit "$status"
}

binaries=$(find_binaries)
# Not below TMPDIR: the path of a socket has at most 107 bytes.
folder=$(mktemp -d /tmp/holdall-pg.XXXXXX)
secrets=$(mktemp -d /tmp/holdall-pg.XXXXXX)
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
choose_user
chmod 700 "$folder"

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$folder/password"
[[ ${#as_server[@]} -eq 0 ]] || chown --reference="$folder" "$folder/password"

fsync=${HOLDALL_TEST_POSTGRES_FSYNC:-off}
run_as_server "$binaries/initdb" -D "$folder/data" -U holdall --pwfile="$folder/password" --auth=scram-sha-256 \
  -E UTF8 --locale=C.UTF-8 --no-instructions --no-sync >"$secrets/log" 2>&1 ||
  { cat "$secrets/log" >&2; echo "with_postgres: initdb failed" >&2; exit 1; }
rm -f "$folder/password"

# A free port may be taken by the time the server wants it: some tries.
started=no
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 12000))
  if run_as_server "$binaries/pg_ctl" -D "$folder/data" -w -t 30 -l "$folder/data/log" -o "-c listen_addresses=127.0.0.1 \
    -c port=$port -c unix_socket_directories=$folder -c fsync=$fsync -c full_page_writes=$fsync \
    -c max_connections=64 -c shared_buffers=64MB -c max_prepared_transactions=0" start >"$secrets/log" 2>&1; then
    started=yes
    break
  fi
done
if [[ $started == no ]]; then
  cat "$secrets/log" "$folder/data/log" >&2 || true
  echo "with_postgres: the server does not start" >&2
  exit 1
fi

printf '127.0.0.1:%s:*:holdall:%s\n' "$port" "$password" >"$secrets/passfile"
chmod 600 "$secrets/passfile"
export PGPASSFILE=$secrets/passfile
# Settings of who runs this must not lead elsewhere.
unset PGHOST PGHOSTADDR PGPORT PGDATABASE PGUSER PGPASSWORD PGSERVICE PGOPTIONS PGSSLMODE
export HOLDALL_TEST_POSTGRES="postgresql://holdall@127.0.0.1:$port/postgres?sslmode=disable"

export HOLDALL_TEST_POSTGRES_RESTART=$secrets/restart
{
  printf '#!/bin/sh\ncd %q && exec' "$folder"
  printf ' %q' env -i PATH="$PATH" LC_ALL=C "${as_server[@]}" "$binaries/pg_ctl" -D "$folder/data" -m immediate -w -t 30 \
    -l "$folder/data/log" restart
  printf ' >%q\n' /dev/null
} >"$HOLDALL_TEST_POSTGRES_RESTART"
chmod 700 "$HOLDALL_TEST_POSTGRES_RESTART"

# In the background, so that a signal ends the wait at once; with the input of who calls, and not deaf to SIGINT, as
# what a script puts there would be.
env --default-signal=INT,QUIT -- "$@" <&0 &
command_pid=$!
status=0
wait "$command_pid" || status=$?
command_pid=
exit "$status"
