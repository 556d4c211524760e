#!/bin/sh
# Makes the club's database, where it does not exist: one member (pid 1), about whom nothing is known yet but that she
# signed in through the account service, which told her pairwise id. An import needs such a binding, or a token.
#
#   make_db.sh DB
#
# HOLDALL names another holdall command.
set -eu

db=${1:?usage: make_db.sh DB}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ ! -e "$db" ] || exit 0

# All or nothing: a database that is there is complete.
new=$(mktemp "$db.XXXXXX")
trap 'rm -f "$new"' EXIT
sqlite3 -bail "$new" <"$here/schema.sql"
sqlite3 -bail "$new" "INSERT INTO person(pid) VALUES(1)"
"${HOLDALL:-$here/../../build/bin/holdall}" --quiet bind id --store "sqlite:$new" --map "$here/import-map.json" \
  --subject 1 --iss https://account.shes.example --sub pw-6f1d0c2b9a7e4835
ln "$new" "$db" 2>/dev/null || [ -e "$db" ] # replaces nothing: another import may have been faster
