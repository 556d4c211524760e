#!/usr/bin/env bash
# Makes the example controller's SQLite database: the invented people of people.sql and, by arithmetic, as many more as
# are asked for. Needs only sqlite3. The same arguments give the same bytes (of one SQLite version), always.
set -euo pipefail

usage() {
  echo "usage: make_db.sh DB [ACCOUNTS]   at least (and by default) the 36 accounts of people.sql" >&2
  exit 2
}
fail() {
  echo "make_db.sh: $1" >&2
  exit 1
}

case $# in 1 | 2) db=$1 ;; *) usage ;; esac
[ -n "$db" ] || usage
people=${2:-36}
case $people in '' | *[!0-9]* | ????????*) usage ;; esac
{ [ -e "$db" ] || [ -L "$db" ]; } && fail "the database is there already: $db"
command -v sqlite3 >/dev/null || fail "sqlite3 is missing (apt-get install sqlite3)"

here=$(cd "$(dirname "$0")" && pwd)
umask 077 # it holds what stands for personal data
work=$(mktemp -d "$(dirname "$db")/.make_db.XXXXXX") || fail "cannot write beside $db"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Nothing to roll back: until it is complete, the database has another name.
{
  echo 'PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;'
  cat "$here/schema.sql"
  echo 'BEGIN;'
  cat "$here/people.sql"
  echo ".parameter set :people $people"
  cat "$here/crowd.sql"
  echo 'COMMIT;'
  echo 'PRAGMA journal_mode=DELETE;'
} | sqlite3 -batch -bail "$work/db" >/dev/null || fail "the database could not be made"

# A link never replaces a file, unlike mv: two runs at once cannot overwrite each other.
ln "$work/db" "$db" || fail "the database could not be put in place: $db"
