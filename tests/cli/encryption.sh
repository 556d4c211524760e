#!/usr/bin/env bash
# Encryption as a user calls it: export --encrypt-to and its relatives, encrypt and decrypt, and encrypted bundles as the
# input of every command. Exit 13 and nothing written whenever something cannot be decrypted (P21, P22).
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
support=$(cd "$(dirname "$0")/../support" && pwd)
command -v age-keygen >/dev/null || fail 'no age here: tools/install_deps.sh test'
shop_begin encryption
cases=0
faults=0
wrong() {
  echo "FAILED: $name: $1: $(head -c 400 err.txt)" >&2
  faults=$((faults + 1))
}
# expect CODE[/TOKEN] NAME ARGUMENTS…: runs the command and counts what is wrong; output in out.txt and err.txt.
expect() {
  local wanted=$1 status=0
  name=$2
  shift 2
  "$HOLDALL" "$@" >out.txt 2>err.txt || status=$?
  cases=$((cases + 1))
  [[ $status -eq ${wanted%/*} ]] || wrong "exit $status, not $wanted"
  if [[ ${wanted%/*} -ne 0 ]]; then
    grep -qE "^holdall: error\[X$status/[a-z-]+\]: ." err.txt || wrong 'no message'
    [[ $(grep -vc '^hint: ' err.txt) -eq 1 ]] || wrong 'more than one line'
    [[ $wanted != */* ]] || grep -qF "[X$wanted]" err.txt || wrong "not $wanted"
    [[ ! -e never ]] || wrong 'something was published'
    [[ -z $(find . -name '.*holdall-*' -print) ]] || wrong 'something is left behind'
  fi
  ! grep -qE 'ann@shop|/page/|hash-canary|AGE-SECRET-KEY-1[0-9A-Z]|open sesame' err.txt || wrong 'a value or a key is shown'
}
in_json() {
  jq -e "$1" out.txt >/dev/null 2>&1 || wrong "$1 is not so: $(head -c 400 out.txt)"
}
trust=(--trust trust.json --now "$now")
into_club=("${trust[@]}" --map "$shop/import.json" --store sqlite:club.db --subject 42 --audience https://club.example)
export_with=(export --request "$shop/request.json" --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now "$now")

age-keygen -o person.txt 2>/dev/null
age-keygen -o other.txt 2>/dev/null
person=$(age-keygen -y person.txt)
other=$(age-keygen -y other.txt)
printf 'open sesame\n' >passphrase
printf '# both\n%s\n\n%s\n' "$person" "$other" >both.txt
jq -c --arg age "$person" '.issuers[0].age = $age' trust.json >with-age.json

# What is written, for each way to say for whom.
shop_export plain.zip >/dev/null
for form in zip json xml; do
  expect 0 "export $form" "${export_with[@]}" --form $form --encrypt-to "$person" -o to.$form.age
  [[ $(stat -c %a to.$form.age) == 600 ]] || wrong 'others can read it'
  [[ $(head -c 21 to.$form.age) == age-encryption.org/v1 ]] || wrong 'no age file'
done
# An identity of ours is one for age, and the other way round.
expect 0 'make an identity' key new --age -o ours.txt --public ours.pub.txt
[[ $(stat -c %a ours.txt) == 600 && $(age-keygen -y ours.txt) == "$(cat ours.pub.txt)" ]] || wrong 'age reads another recipient'
expect 8/path-exists 'an identity over another' key new --age -o ours.txt
expect 2/usage 'an identity under a passphrase' key new --age -o never --passphrase-file passphrase
cp trust.json to-club.json
"$HOLDALL" key new -o club.jwk --public club.pub.jwk --quiet
club=(--iss https://club.example --name Club --key club.pub.jwk --fingerprint "$("$HOLDALL" key thumbprint club.pub.jwk)")
expect 2/key-unfit 'a recipient that is none' trust add to-club.json "${club[@]}" --age age1x
expect 0 'an issuer with a recipient' trust add to-club.json "${club[@]}" --age "$(cat ours.pub.txt)"
expect 0 'export to it' "${export_with[@]}" --encrypt-to-issuer https://club.example --trust to-club.json -o club.age
age -d -i ours.txt club.age >club.zip || wrong 'age does not open it'
expect 0 'and to two' "${export_with[@]}" --encrypt-to "$person" --encrypt-to "$other" -o two.age
expect 0 'export to a file of them' "${export_with[@]}" --encrypt-to-file both.txt -o file.age
expect 0 'export to an issuer' "${export_with[@]}" --encrypt-to-issuer https://shop.example --trust with-age.json -o issuer.age
expect 0 'export in armor' "${export_with[@]}" --encrypt-to "$person" --armor -o armor.age
[[ $(head -n 1 armor.age) == '-----BEGIN AGE ENCRYPTED FILE-----' ]] || wrong 'no armor'
expect 0 'export under a passphrase' "${export_with[@]}" --passphrase-file passphrase -o pass.age
expect 0 'export to standard output' "${export_with[@]}" --encrypt-to "$person" -o -
cp out.txt piped.age
for file in two file issuer; do
  [[ $(grep -ac '^-> X25519 ' $file.age) -eq $([[ $file == issuer ]] && echo 1 || echo 2) ]] || wrong "$file.age: other recipients"
done
name='the audit'
[[ $(jq -r 'select(.encryption) | .encryption' state/holdall/audit.jsonl | sort | uniq -c | tr -s ' \n' ' ') == \
  ' 1 none 1 passphrase 9 recipients ' ]] || wrong 'other encryptions are recorded'
! grep -qF age1 state/holdall/audit.jsonl || wrong "a recipient is recorded"

# What is there already: only under a passphrase can it be told whether it is the answer.
expect 0 'export under a passphrase again' "${export_with[@]}" --passphrase-file passphrase -o pass.age --json
in_json '.already'
expect 8/path-exists 'export plain over it' "${export_with[@]}" -o pass.age
expect 8/path-exists 'export to recipients again' "${export_with[@]}" --encrypt-to "$person" -o two.age
expect 8/path-exists 'export encrypted over a plain one' "${export_with[@]}" --passphrase-file passphrase -o plain.zip

# Every command reads each of them, as if it were not encrypted.
for file in to.zip to.json to.xml two file issuer armor piped; do
  key=(--identity person.txt)
  expect 0 "verify $file" verify $file.age "${trust[@]}" "${key[@]}" --require-complete --json
  in_json '[.] | flatten | .[0] | .verdict == "COMPLETE" and .encryption == "age"'
done
for file in two pass armor to.json; do
  key=(--identity other.txt --identity person.txt)
  [[ $file != pass ]] || key=(--passphrase-file passphrase)
  expect 0 "inspect $file" inspect $file.age "${key[@]}" --json
  in_json '.encryption == "age" and (.verified | not)'
  expect 0 "convert $file" convert $file.age --form json -o $file.out.json "${key[@]}"
  cmp <("$HOLDALL" convert $file.age --form zip --compression store -o - "${key[@]}" | bsdtar -xOf - | wc -c) \
    <("$HOLDALL" convert plain.zip --form zip --compression store -o - | bsdtar -xOf - | wc -c) || wrong 'other content'
  expect 0 "disclose $file" disclose $file.age --section identifiers -o $file.part "${key[@]}"
  expect 0 "extract $file" extract $file.age -o $file.folder "${key[@]}"
  [[ -s $file.folder/identifiers.jsonl ]] || wrong 'nothing there'
done
cp club.db club.before.db
expect 0 'import' import two.age "${into_club[@]}" --identity person.txt --receipt receipt.jws --key issuer.jwk
[[ $(sqlite3 club.db 'SELECT count(*) FROM visit') == 100 ]] || wrong 'not all visits arrived'
expect 0 'verify from standard input' verify - "${trust[@]}" --identity person.txt <two.age
expect 0 'several bundles at once' verify two.age plain.zip armor.age "${trust[@]}" --identity person.txt
cp club.before.db club.db

# No key, another's, or too much work: exit 13, and a hint of what to give.
before=$(dump club.db)
for file in two armor pass to.xml; do
  for key in '' '--identity third.txt' '--passphrase-file wrong'; do
    [[ -e third.txt ]] || age-keygen -o third.txt 2>/dev/null
    [[ -e wrong ]] || echo 'open sesam' >wrong
    read -ra key <<<"$key"
    for command in "verify $file.age ${trust[*]}" "inspect $file.age" "convert $file.age --form json -o never" \
      "disclose $file.age --section consents -o never" "extract $file.age -o never" "decrypt $file.age -o never" \
      "import $file.age ${into_club[*]}"; do
      read -ra command <<<"$command"
      expect 13/cannot-decrypt "${command[0]} $file with ${key[*]}" "${command[@]}" "${key[@]}"
      [[ -n ${key[*]} ]] || grep -q '^hint: --identity' err.txt || wrong 'no hint'
    done
  done
done
[[ $(dump club.db) == "$before" ]] || wrong 'the store changed'
expect 13/cannot-decrypt 'too much work' decrypt pass.age -o never --passphrase-file passphrase --max-work-factor 17
grep -q '^hint: --max-work-factor' err.txt || wrong 'no hint'
expect 0 'as much work as is allowed' decrypt pass.age -o pass.zip --passphrase-file passphrase --max-work-factor 18

# Any file there and back.
: >nothing
head -c 200000 /dev/urandom >noise
for file in nothing noise plain.zip; do
  expect 0 "encrypt $file" encrypt $file -o $file.c --encrypt-to "$person" --to-file both.txt --json
  in_json '.recipients | length == 3'
  expect 0 "decrypt $file" decrypt $file.c -o $file.p --identity other.txt
  cmp $file $file.p || wrong 'other bytes'
  [[ $(stat -c %a $file.p) == 600 ]] || wrong 'others can read it'
  expect 8/path-exists "decrypt $file over it" decrypt $file.c -o $file.p --identity other.txt
  expect 8/path-exists "encrypt $file over it" encrypt $file -o $file.c --to "$person"
done
name='through pipes'
"$HOLDALL" disclose plain.zip --section consents -o - | "$HOLDALL" encrypt - --to "$person" --armor -o - |
  "$HOLDALL" decrypt - --identity person.txt -o part.zip >out.txt 2>err.txt || wrong 'refused'
expect 0 "$name" verify part.zip "${trust[@]}"
expect 0 'a passphrase from a descriptor' encrypt noise -o fd.age --passphrase-file fd:3 3< <(printf 'open sesame')
expect 0 'and back' decrypt fd.age -o fd.out --passphrase-file fd:4 4<passphrase
cmp noise fd.out || wrong 'other bytes'

# P22: cut anywhere, it is nothing.
size=$(stat -c %s noise.c)
header=$(($(grep -abm 1 '^--- ' noise.c | cut -d: -f1) + 48 + 16))
cuts=$(seq 0 "$header")
for ((border = header; border < size; border += 65552)); do cuts+=" $((border - 1)) $border $((border + 1)) $((border + 16)) $((border + 17))"; done
for cut in $cuts $((size - 1)); do
  [[ $cut -lt $size ]] || continue
  head -c "$cut" noise.c >cut.age
  expect 13/cannot-decrypt "cut at $cut" decrypt cut.age -o never --identity person.txt
done
[[ $cases -gt 300 ]] || fail 'the cuts are not all tried'
for cut in 0 1 18 19 40 100 300 $(($(stat -c %s two.age) - 1)); do
  head -c "$cut" two.age >cut.age
  for command in "verify cut.age ${trust[*]}" "import cut.age ${into_club[*]}" "convert cut.age --form json -o never"; do
    read -ra command <<<"$command"
    expect 13/cannot-decrypt "${command[0]} of a bundle cut at $cut" "${command[@]}" --identity person.txt
  done
done
for damage in "$((header + 5))" 70 $((size - 3)); do
  cp noise.c bad.age
  printf '\x00' | dd of=bad.age bs=1 seek="$damage" conv=notrunc status=none
  expect 13/cannot-decrypt "changed at $damage" decrypt bad.age -o never --identity person.txt
done
printf 'more' | cat noise.c - >more.age
expect 13/cannot-decrypt 'something behind' decrypt more.age -o never --identity person.txt
expect 13/cannot-decrypt 'no age file' decrypt plain.zip -o never --identity person.txt
printf 'age-encryption.org/v9\n' >nine.age
expect 13/cannot-decrypt 'another version' verify nine.age "${trust[@]}" --identity person.txt
"$HOLDALL" encrypt two.age -o twice.age --to "$person" >/dev/null
expect 3/not-a-bundle 'encrypted twice' verify twice.age "${trust[@]}" --identity person.txt

# What does not go together, and keys that are none.
expect 2/usage 'to nobody' encrypt noise -o never
expect 2/usage 'recipients and a passphrase' encrypt noise -o never --to "$person" --passphrase-file passphrase
expect 2/usage 'armor of nothing' "${export_with[@]}" -o never --armor
expect 2/usage 'an issuer without a trust store' encrypt noise -o never --to-issuer https://shop.example
expect 2/not-found 'an issuer without a recipient' encrypt noise -o never --to-issuer https://shop.example --trust trust.json
expect 2/not-found 'an issuer that is not known' encrypt noise -o never --to-issuer https://x.example --trust with-age.json
jq -c '.issuers[0].age = "age1x"' trust.json >bad-age.json
expect 2/trust-unfit 'an issuer with no recipient' encrypt noise -o never --to-issuer https://shop.example --trust bad-age.json
expect 2/key-unfit 'no recipient' encrypt noise -o never --to "${person}x"
expect 2/key-unfit 'a recipient in capitals' encrypt noise -o never --to "${person^^}"
expect 2/key-unfit 'an identity as a recipient' encrypt noise -o never --to-file person.txt
expect 2/key-unfit 'a recipient as an identity' decrypt noise.c -o never --identity both.txt
expect 2/key-unfit 'a post-quantum recipient' encrypt noise -o never --to age1pq1qqqqqqqq
expect 2/not-found 'no identity file' decrypt noise.c -o never --identity none.txt
expect 2/not-found 'no file' encrypt none -o never --to "$person"
for mode in 640 604 660; do
  cp person.txt loose.txt
  cp passphrase loose
  chmod $mode loose.txt loose
  expect 8/path-unsafe "an identity of mode $mode" decrypt noise.c -o never --identity loose.txt
  expect 8/path-unsafe "a passphrase of mode $mode" decrypt fd.age -o never --passphrase-file loose
done
chmod 620 both.txt
expect 8/path-unsafe 'recipients that others can change' encrypt noise -o never --to-file both.txt
for bad in '' '\n' 'a\nb' 'a\0b'; do
  printf '%b' "$bad" >bad
  expect 2/usage 'a passphrase that is none' encrypt noise -o never --passphrase-file bad
done
head -c 1025 /dev/zero | tr '\0' a >bad
expect 7/limit 'a passphrase that is too long' encrypt noise -o never --passphrase-file bad
expect 2/not-found 'a descriptor that is closed' encrypt noise -o never --passphrase-file fd:63
expect 2/not-found 'no descriptor' encrypt noise -o never --passphrase-file fd:x
name='no terminal'
cases=$((cases + 1))
setsid -w "$HOLDALL" encrypt noise -o never --passphrase-file tty </dev/null >out.txt 2>err.txt && wrong 'it does not say so'
grep -qF '[X2/usage]' err.txt || wrong 'another refusal'

sed -e 's/"right": *"[^"]*"/"right": "action-correct"/' -e 's/"delivery": .*/"delivery": {"mode": "copy"}/' "$shop/request.json" >correct.json
expect 2/usage 'a decision, which is not encrypted' export --request correct.json --map "$shop/map.json" --source sqlite:source.db \
  --key issuer.jwk --now "$now" -o never --encrypt-to "$person"

# At the terminal: asked twice for a new one, never shown.
at_terminal() {
  local wanted=$1 status=0
  name=$2
  shift 2
  cases=$((cases + 1))
  /usr/bin/python3 -B "$support/at_terminal.py" "$@" >out.txt 2>err.txt || status=$?
  [[ $status -eq $wanted ]] || wrong "exit $status, not $wanted: $(cat out.txt)"
}
at_terminal 0 'typed twice' 'open sesame,open sesame' "$HOLDALL" encrypt noise -o typed.age --passphrase-file tty
at_terminal 0 'typed once' 'open sesame' "$HOLDALL" decrypt typed.age -o typed.out --passphrase-file tty
cmp noise typed.out || wrong 'other bytes'
at_terminal 2 'typed differently' 'open sesame,open sesam' "$HOLDALL" encrypt noise -o never --passphrase-file tty
at_terminal 2 'nothing typed' '' "$HOLDALL" encrypt noise -o never --passphrase-file tty
at_terminal 13 'typed wrongly' 'close sesame' "$HOLDALL" decrypt typed.age -o never --passphrase-file tty
name='a bare terminal'
at_terminal 99 "$name" unasked "$HOLDALL" decrypt noise.c -o - --identity person.txt
grep -qF '[X2/usage]' out.txt || wrong 'content is shown at the terminal'
[[ ! -e never ]] || wrong 'something was published'

# The examples of the page about encryption, as they stand there.
page=$(cd "$support/../../docs" && pwd)/encryption.md
name='the examples of the page'
mkdir example
cp "$shop/request.json" "$shop/map.json" issuer.jwk trust.json example/
cp source.db example/shop.db
holdall() {
  case $1 in
    export | verify | convert | disclose) "$HOLDALL" "$@" --now "$now" ;;
    *) "$HOLDALL" "$@" ;;
  esac
}
# shellcheck disable=SC2016  # they are Markdown's quotes
sed -n '/^```sh$/,/^```$/{/^```/d;p}' "$page" >example/run.sh
[[ $(grep -cE '^(holdall|age|age-keygen) ' example/run.sh) -ge 7 ]] || wrong 'the page has lost them'
export -f holdall
export HOLDALL now
(cd example && bash -euo pipefail run.sh) >out.txt 2>err.txt || wrong 'they do not run'
cmp example/out.holdall.json <("$HOLDALL" convert example/out.holdall.zip --form json -o - --now "$now") || wrong 'another bundle'
cases=$((cases + 1))

[[ $faults -eq 0 ]] || fail "$faults of $cases cases"
echo "encryption: $cases cases"
