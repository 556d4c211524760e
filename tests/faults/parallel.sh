#!/usr/bin/env bash
# P9, P10: a store that another holds is waited for and then left alone; eight imports of one bundle at once are one
# import; eight different bundles at once leave what they leave one after the other.
set -euo pipefail
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
club_begin parallel
cp club.db fresh.db

# SQLite is busy: exit 10 within the bound of its wait, and nothing is changed.
coproc holder { sqlite3 club.db; }
printf 'BEGIN EXCLUSIVE;\nSELECT 1;\n' >&"${holder[1]}"
read -r _ <&"${holder[0]}"
status=0
timeout 60 "$HOLDALL" import whole.holdall.zip --trust trust.json --map "$shop/import.json" --store sqlite:club.db \
  --subject 42 --audience https://club.example --now $now >out.txt 2>err.txt || status=$?
[[ $status -eq 10 ]] || fail "a busy store: exit $status: $(cat err.txt)"
# shellcheck disable=SC2154 # coproc sets it
holder_pid=$holder_PID
eval "exec ${holder[1]}>&-"
wait "$holder_pid" || true
[[ $(dump club.db) == "$(dump fresh.db)" ]] || fail 'a busy store was changed'
shop_import whole.holdall.zip club.db >out.txt || fail 'a store that was busy stays so'
one=$(dump club.db)

# at_once STORE BUNDLE…: all at the same time; N.out, N.err and N.exit tell of each.
at_once() {
  local store=$1 n=0 bundle pids=()
  shift
  rm -f ./*.exit
  for bundle in "$@"; do
    n=$((n + 1))
    { s=0; shop_import "$bundle" "$store" >$n.out 2>$n.err || s=$?; echo $s >$n.exit; } &
    pids+=($!)
  done
  wait "${pids[@]}"
}
one_is_eight() {
  local eight=()
  for _ in 1 2 3 4 5 6 7 8; do eight+=(whole.holdall.zip); done
  at_once "$1" "${eight[@]}"
  [[ $(cat ./*.exit | sort -u) == 0 ]] || fail "$1: one of eight fails: $(cat ./*.err)"
  [[ $(head -qn 1 ./*.out | cut -d' ' -f1 | sort | uniq -c | xargs) == '7 already 1 imported' ]] ||
    fail "$1: not one imported and seven already there: $(head -qn 1 ./*.out)"
}
cp fresh.db club.db
one_is_eight club.db
[[ $(dump club.db) == "$one" ]] || fail 'eight imports into SQLite are not one'
club_fresh
one_is_eight "$club"
[[ $(club_state) == after ]] || fail 'eight imports into PostgreSQL are not one'

# Bundles of eight days; each brings a visit and a nickname of its own.
for day in 1 2 3 4 5 6 7 8; do
  sqlite3 source.db "UPDATE customer SET nick = 'day $day' WHERE customer_id = 1;
    INSERT INTO visit SELECT max(visit_id) + 1, 1, '2026-10-0${day}T08:00:00Z', '/day/$day' FROM visit"
  now=2026-11-0${day}T12:00:00Z
  shop_export $day.holdall.zip >export.txt
done
now=2026-11-09T00:00:00Z
bundles=({1..8}.holdall.zip)
# in_order QUERY…: the bundles that were imported, in the order of the ledger. None may be lost, and no other code told.
in_order() {
  local n id count=0
  for n in 1 2 3 4 5 6 7 8; do
    case $(cat $n.exit) in
      0) count=$((count + 1)) ;;
      5) grep -q X5/stale $n.err || fail "bundle $n: $(cat $n.err)" ;;
      *) fail "bundle $n: exit $(cat $n.exit): $(cat $n.err)" ;;
    esac
  done
  [[ $(cat 8.exit) == 0 ]] || fail 'the newest bundle is not imported'
  "$@" 'SELECT issued FROM holdall_import ORDER BY import' >order.txt
  [[ $(wc -l <order.txt) -eq $count ]] || fail "$count bundles imported, but in the ledger: $(cat order.txt)"
  while read -r id; do
    n=${id#2026-11-0}
    echo "${n%%T*}.holdall.zip"
  done <order.txt
}
cp fresh.db club.db
at_once club.db "${bundles[@]}"
in_order sqlite3 club.db >order_of_sqlite.txt
cp fresh.db again.db
while read -r bundle; do shop_import "$bundle" again.db >out.txt; done <order_of_sqlite.txt
[[ $(dump club.db) == "$(dump again.db)" ]] || fail 'SQLite: at once is not one after the other'
club_fresh
at_once "$club" "${bundles[@]}"
in_order in_club -c >order_of_postgres.txt
at_once=$(club_rows)
club_fresh
while read -r bundle; do shop_import "$bundle" "$club" >out.txt; done <order_of_postgres.txt
[[ $(club_rows) == "$at_once" ]] || fail 'PostgreSQL: at once is not one after the other'
echo 'parallel: busy is waited for; eight of one are one; eight different ones are as one after the other'
