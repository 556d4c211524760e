#!/bin/sh
# Imports a bundle at the club and exits as `holdall import` does:
#
#   import.sh BUNDLE DB [TRUST] [OPTION…]
#
# DB is made from schema.sql, with one member (pid 1) about whom nothing is known yet, where it does not exist. TRUST is
# the trust store, default build/quickstart/trust.json. Options go to the command and win over those given here.
# HOLDALL names another holdall command.
set -eu

if [ $# -lt 2 ]; then
  echo "usage: import.sh BUNDLE DB [TRUST] [OPTION...]" >&2
  exit 2
fi
bundle=$1
db=$2
shift 2

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
trust=$root/build/quickstart/trust.json
case ${1-} in
  '' | -*) ;;
  *)
    trust=$1
    shift
    ;;
esac

# All or nothing: a database that is there is complete.
if [ ! -e "$db" ]; then
  new=$(mktemp "$db.XXXXXX")
  trap 'rm -f "$new"' EXIT
  sqlite3 -bail "$new" <"$here/schema.sql"
  sqlite3 -bail "$new" "INSERT INTO person(pid) VALUES(1)"
  ln "$new" "$db" 2>/dev/null || [ -e "$db" ] # replaces nothing: another import may have been faster
  rm -f "$new"
  trap - EXIT
fi

exec "${HOLDALL:-$root/build/bin/holdall}" import "$bundle" --trust "$trust" --map "$here/import-map.json" \
  --store "sqlite:$db" --subject 1 --audience https://club.example "$@"
