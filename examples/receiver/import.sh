#!/bin/sh
# Imports a bundle at the club and exits as `holdall import` does:
#
#   import.sh BUNDLE DB [TRUST] [OPTION…]
#
# DB is made by make_db.sh where it does not exist. TRUST is the trust store, default build/quickstart/trust.json. Options
# go to the command and win over those given here.
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

"$here/make_db.sh" "$db"
exec "${HOLDALL:-$root/build/bin/holdall}" import "$bundle" --trust "$trust" --map "$here/import-map.json" \
  --store "sqlite:$db" --subject 1 --audience https://club.example "$@"
