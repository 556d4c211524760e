#!/usr/bin/env bash
# P21: with encryption on, plaintext is written into files without a name only: every write of an encrypted export, and of
# each command that reads an encrypted bundle, seen through strace; also where the file system has no such files, and
# when it is killed at any call that changes a file. P22: what is cut or not ours leaves nothing at all.
#
#   no_plaintext_by_name.sh [all]      a sample of the points (the default), or every one
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
shop_begin no_plaintext_by_name
every=${1:-sample}
points=3 # of each system call, in a sample
canary=ann@shop
changing='openat write pwrite64 fsync linkat renameat2 unlink unlinkat mkdir'
runs=0
age-keygen -o person.txt 2>/dev/null
to=(--encrypt-to "$(age-keygen -y person.txt)")

# seen COMMAND…: runs it under strace, its output thrown away; what it wrote is in trace.txt.
seen() {
  strace -f -qq -y -s 100000000 -o trace.txt \
    -e trace=openat,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,mmap,linkat,link,renameat,renameat2,rename \
    "$@" >out.txt 2>err.txt
}
# writes: a line for each place to which the canary was written: `named`, `linked` or `unnamed`, and where.
writes() { /usr/bin/python3 -B "$here/writes_of.py" trace.txt "$canary"; }
only_unnamed() {
  local found
  found=$(writes)
  ! grep -E '^(named|linked) ' <<<"$found" || fail "$1: plaintext is in a file with a name"
}
exporting() {
  "$@" export --request "$shop/request.json" --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now "$now" \
    --form "$form" --compression store -o out.holdall "${options[@]}"
}
fresh() { rm -rf out.holdall .*holdall-* state; }
traced_export() {
  fresh
  exporting seen "$@" "$HOLDALL"
}
# The plaintext that is in any file but the databases.
plaintext() { grep -rla --exclude='*.db' --exclude=trace.txt --exclude=plain.holdall -e "$canary" . || true; }

for form in json zip; do
  options=()
  traced_export || fail "a plain export does not run under strace: $(cat err.txt)"
  grep -q '^linked ' <<<"$(writes)" || fail 'this test does not see what a plain export writes'
  [[ -n $(plaintext) ]] || fail 'this test does not find what a plain export left'
  mv out.holdall plain.holdall
  options=("${to[@]}")
  traced_export || fail "an encrypted export does not run under strace: $(cat err.txt)"
  only_unnamed "export --form $form"
  [[ -z $(plaintext) ]] || fail "export --form $form leaves plaintext: $(plaintext)"
  runs=$((runs + 1))
  mapfile -t unnamed < <(grep -E '^[0-9]+ +openat\(' trace.txt | grep -n O_TMPFILE | cut -d: -f1)
  [[ ${#unnamed[@]} -ge 2 ]] || fail 'an export makes its files in another way than this test knows'
  for n in "${unnamed[@]}"; do # a file system that has no files without a name
    traced_export -e "inject=openat:error=EOPNOTSUPP:when=$n" || fail "without unnamed file $n: $(cat err.txt)"
    only_unnamed "export --form $form without unnamed file $n"
    runs=$((runs + 1))
  done
  mv out.holdall "$form.age"
done

# Reading: what was decrypted has no name, whichever command wants it.
key=(--identity person.txt)
trusted=(--trust trust.json --now "$now")
for form in json zip; do
  for command in "verify $form.age ${trusted[*]}" "inspect $form.age" "convert $form.age --form xml -o -" \
    "disclose $form.age --section identifiers -o -"; do
    read -ra command <<<"$command"
    seen "$HOLDALL" "${command[@]}" "${key[@]}" || fail "${command[*]}: $(cat err.txt)"
    only_unnamed "${command[*]}"
    [[ $form != json ]] || grep -q '^unnamed ' <<<"$(writes)" || fail "${command[*]}: this test does not see what it decrypts"
    mapfile -t unnamed < <(grep -E '^[0-9]+ +openat\(' trace.txt | grep -n O_TMPFILE | cut -d: -f1)
    seen -e "inject=openat:error=EOPNOTSUPP:when=${unnamed[0]}" "$HOLDALL" "${command[@]}" "${key[@]}" ||
      fail "${command[*]} without unnamed files: $(cat err.txt)"
    only_unnamed "${command[*]} without unnamed files"
    runs=$((runs + 2))
  done
done

# Killed or refused by the disk at any point: nothing of it is there, or all of it, encrypted.
chosen() {
  if [[ $every == all || $1 -le $points ]]; then
    seq 1 "$1"
  else
    for ((i = 0; i < points; ++i)); do echo $((1 + i * ($1 - 1) / (points - 1))); done
  fi
}
form=json
fresh
exporting strace -f -qq -o all.txt "$HOLDALL" >out.txt
for call in $changing; do
  for n in $(chosen "$(grep -cE "^[0-9]+ +$call\(" all.txt || true)"); do
    for fault in signal=SIGKILL error=EIO; do
      [[ $fault == signal* || $call == write || $call == fsync || $call == linkat ]] || continue
      fresh
      exporting strace -f -qq -o trace.txt -e "inject=$call:$fault:when=$n" "$HOLDALL" >out.txt 2>err.txt || true
      [[ -z $(plaintext) ]] || fail "$call:$fault:when=$n leaves plaintext: $(plaintext)"
      [[ ! -e out.holdall ]] || shop_verify out.holdall "${key[@]}" >out.txt 2>&1 ||
        fail "$call:$fault:when=$n: an output that is not whole: $(cat out.txt)"
      runs=$((runs + 1))
    done
  done
done

# P22: decrypting what is cut at the border of a chunk, or another's, writes no file with a name.
head -c 300000 /dev/zero | tr '\0' 'x' >long
"$HOLDALL" encrypt long -o long.age --to "${to[1]}" >/dev/null
head -c -20 long.age >cut.age
canary=xxxxxxxxxxxxxxxx
if seen "$HOLDALL" decrypt cut.age -o never "${key[@]}"; then fail 'a cut file is decrypted'; fi
only_unnamed 'decrypt of a cut file'
grep -q '^unnamed ' <<<"$(writes)" || fail 'this test does not see what decrypt writes'
[[ ! -e never ]] || fail 'a cut file leaves an output'
echo "no_plaintext_by_name: $runs runs: plaintext only in files without a name"
