#!/usr/bin/env bash
# P8: what a run needs of memory does not grow with the person's records: 20 000 and 400 000 of them, side by side; and
# the largest JSON and XML forms that there may be.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
if [[ ${HOLDALL_SANITIZED:-0} == 1 ]]; then
  echo 'SKIPPED: a sanitizer keeps what is freed' >&2
  exit 77
fi
shop_begin memory
growth=$((8 << 10)) # KiB
most=$((64 << 10))

# peak NAME COMMAND…: runs COMMAND of the shop's functions; its peak of resident memory in KiB, never less than the
# interpreter's own, is left in the file NAME.
peak() {
  local name=$1 report
  shift
  report=$PWD/$name
  run=(/usr/bin/python3 -c '
import resource, subprocess, sys
done = subprocess.run(sys.argv[2:])
with open(sys.argv[1], "w") as report:
    report.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode)' "$report" "$HOLDALL")
  "$@" >/dev/null || fail "$name: exit $?"
  run=("$HOLDALL")
}

for rows in 20000 400000; do
  sqlite3 source.db "DELETE FROM visit;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
    INSERT INTO visit SELECT i, 1, '2026-10-01T00:00:00Z', '/page/' || i FROM n;"
  cp club.db "club.$rows.db"
  peak export.$rows shop_export $rows.zip
  peak verify.$rows shop_verify $rows.zip
  peak import.$rows shop_import $rows.zip club.$rows.db
  [[ $(sqlite3 club.$rows.db 'SELECT count(*) FROM visit') -eq $rows ]] || fail "not all $rows records arrived"
done
for command in export verify import; do
  few=$(cat $command.20000)
  many=$(cat $command.400000)
  echo "memory: $command: $few KiB for 20 000 records, $many KiB for 400 000"
  ((many - few < growth)) || fail "$command: memory grows with the records"
  ((many < most)) || fail "$command: more than $most KiB"
done

# Encryption holds a chunk, however long the file is.
age-keygen -o identity.txt 2>/dev/null
recipient=$(age-keygen -y identity.txt)
do_encrypt() { "${run[@]}" encrypt "$1" -o "$1.age" --to "$recipient"; }
do_decrypt() { "${run[@]}" decrypt "$1.age" -o "$1.plain" --identity identity.txt; }
for size in 1 200; do
  truncate -s "${size}M" "of.$size"
  peak encrypt.$size do_encrypt "of.$size"
  peak decrypt.$size do_decrypt "of.$size"
  cmp "of.$size" "of.$size.plain" || fail "$size MiB: other bytes"
  rm "of.$size" "of.$size".*
done
for command in encrypt decrypt; do
  echo "memory: $command: $(cat $command.1) KiB for 1 MiB, $(cat $command.200) KiB for 200 MiB"
  (($(cat $command.200) - $(cat $command.1) < growth)) || fail "$command: memory grows with the file"
done

# Text forms just below their limit of 256 MiB, with records of about 1 KiB.
text_limit=$((256 << 20))
sqlite3 source.db "DELETE FROM visit;
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 245000)
  INSERT INTO visit SELECT i, 1, '2026-10-01T00:00:00Z', '/page/' || i || hex(zeroblob(450)) FROM n;"
for form in json xml; do
  peak export.$form shop_export large.$form --form $form
  size=$(stat -c %s large.$form)
  ((size > text_limit * 9 / 10 && size <= text_limit)) || fail "the $form form has $size bytes: not near the limit"
  peak verify.$form shop_verify large.$form
  for command in export verify; do
    echo "memory: $command: $(cat $command.$form) KiB for a $form form of $((size >> 20)) MiB"
    (($(cat $command.$form) < most)) || fail "$command: more than $most KiB for the $form form"
  done
  rm large.$form
done
