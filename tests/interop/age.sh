#!/usr/bin/env bash
# The command `age` reads what we encrypt, and we what it does: several recipients, armor, a passphrase, sizes around the
# border of a chunk. So does the npm package age-encryption, which is another implementation.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
# shellcheck source=tests/support/npm.sh
source "$(dirname "$0")/../support/npm.sh"
here=$(cd "$(dirname "$0")" && pwd)
command -v age >/dev/null || fail 'no age here: tools/install_deps.sh test'
shop_begin age
at_terminal=(/usr/bin/python3 -B "$here/../support/at_terminal.py")
for who in ann ben; do age-keygen -o $who.txt 2>/dev/null; done
ann=$(age-keygen -y ann.txt)
ben=$(age-keygen -y ben.txt)
echo 'correct horse' >passphrase
chmod 600 passphrase

same() { cmp "$1" "$2" || fail "$3"; }
for size in 0 1 65535 65536 65537 131072 300000; do
  head -c $size /dev/urandom >plain
  for armor in '' --armor; do
    read -ra option <<<"$armor"
    rm -f ours* theirs*
    "$HOLDALL" encrypt plain -o ours.age --to "$ann" --to "$ben" "${option[@]}" >/dev/null
    age "${option[@]}" -r "$ann" -r "$ben" -o theirs.age plain
    for who in ann ben; do
      age -d -i $who.txt ours.age >ours.$who || fail "age refuses ours of $size bytes $armor"
      same plain ours.$who "age reads other bytes of ours, $size $armor"
      "$HOLDALL" decrypt theirs.age -o theirs.$who --identity $who.txt >/dev/null || fail "we refuse theirs of $size bytes $armor"
      same plain theirs.$who "we read other bytes of theirs, $size $armor"
    done
  done
done

# A whole bundle: to age and back, and what age encrypted imports.
shop_export bundle.age --encrypt-to "$ann" >/dev/null
age -d -i ann.txt -o bundle.zip bundle.age || fail 'age refuses a bundle'
shop_verify bundle.zip >/dev/null || fail 'what age decrypted does not verify'
age -a -r "$ben" -o again.age bundle.zip
shop_verify again.age --identity ben.txt >/dev/null || fail 'what age encrypted does not verify'
"$HOLDALL" import again.age --identity ben.txt --trust trust.json --map "$shop/import.json" --store sqlite:club.db \
  --subject 42 --audience https://club.example --now "$now" >/dev/null || fail 'what age encrypted does not import'

# age reads passphrases from a terminal only.
"$HOLDALL" encrypt plain -o ours.pass --passphrase-file passphrase >/dev/null
"${at_terminal[@]}" 'correct horse' age -d -o ours.plain ours.pass >log.txt || fail "age refuses our passphrase: $(cat log.txt)"
same plain ours.plain 'age reads other bytes under our passphrase'
"${at_terminal[@]}" 'correct horse,correct horse' age -p -o theirs.pass plain >log.txt || fail "age -p: $(cat log.txt)"
"$HOLDALL" decrypt theirs.pass -o theirs.plain --passphrase-file passphrase >/dev/null || fail 'we refuse their passphrase'
same plain theirs.plain 'we read other bytes under their passphrase'

npm_packages
cp "$here/age.mjs" "$HOLDALL_NPM/age.mjs"
node "$HOLDALL_NPM/age.mjs" encrypt "$ann" 'correct horse' plain js.age js.pass
"$HOLDALL" decrypt js.age -o js.plain --identity ann.txt >/dev/null || fail "we refuse age-encryption's"
same plain js.plain 'we read other bytes of age-encryption'
"$HOLDALL" decrypt js.pass -o js.plain2 --passphrase-file passphrase >/dev/null || fail "we refuse age-encryption's passphrase"
same plain js.plain2 'we read other bytes of age-encryption under a passphrase'
"$HOLDALL" encrypt plain -o ours.bin --to "$ann" >/dev/null
node "$HOLDALL_NPM/age.mjs" decrypt "$(grep AGE-SECRET ann.txt)" 'correct horse' plain ours.bin ours.pass ||
  fail 'age-encryption refuses ours'
echo 'age: age and age-encryption read ours, and we read theirs'
