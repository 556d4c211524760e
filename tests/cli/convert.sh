#!/usr/bin/env bash
# convert, disclose and extract, and every form as the input of every command, as a user calls them.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONDONTWRITEBYTECODE=1
shop_begin convert
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
  fi
  ! grep -qE 'ann@shop|/page/|hash-canary' err.txt || wrong 'a value of the data is shown'
}
# in_json FILTER: true of out.txt.
in_json() {
  jq -e "$1" out.txt >/dev/null 2>&1 || wrong "$1 is not so: $(head -c 400 out.txt)"
}
trust=(--trust trust.json --now "$now")
entries() { bsdtar -xOf "$1"; }

shop_export shop.zip >/dev/null
/usr/bin/python3 "$here/../interop/signed.py" odd shop.zip issuer.jwk odd.zip
mkdir shop.folder
bsdtar -xf shop.zip --strip-components 1 -C shop.folder
for form in json xml; do
  expect 0 "shop to $form" convert shop.zip --form $form -o shop.$form
  expect 0 "odd to $form" convert odd.zip --form $form -o odd.$form
done

# Every form as input of every command, from a file and from standard input.
for from in zip json xml folder; do
  for form in zip json xml; do
    expect 0 "$from to $form" convert shop.$from --form $form -o to.$form
    if [[ $form == zip ]]; then
      cmp <(entries shop.zip) <(entries to.zip) || wrong 'other content'
    else
      cmp shop.$form to.$form || wrong 'other bytes'
    fi
    [[ $(stat -c %a to.$form) == 600 ]] || wrong 'others can read it'
    expect 8/path-exists "$from to $form again" convert shop.$from --form $form -o to.$form
    rm to.$form
  done
  expect 0 "verify $from" verify shop.$from "${trust[@]}" --require-complete --json
  in_json '[.] | flatten | .[0] | .verdict == "COMPLETE" and .withheld == 0 and .signature == "valid" and (.sections | length) == 6'
  jq -c '[.] | flatten | .[0] | del(.bundle, .form)' out.txt >verdict-$from.json
  cmp verdict-zip.json verdict-$from.json || wrong 'another verdict than of the ZIP form'
  expect 0 "inspect $from" inspect shop.$from
  cp club.db club-$from.db
  expect 0 "import $from" import shop.$from "${trust[@]}" --map "$shop/import.json" --store sqlite:club-$from.db --subject 42 \
    --audience https://club.example
  [[ $(sqlite3 club-$from.db 'SELECT count(*) FROM visit') == 100 ]] || wrong 'not all visits arrived'
  # The same bundle in another form is the same bundle.
  before=$(dump club-$from.db)
  expect 0 "import zip after $from" import shop.zip "${trust[@]}" --map "$shop/import.json" --store sqlite:club-$from.db --subject 42 \
    --audience https://club.example
  [[ $(dump club-$from.db) == "$before" ]] || wrong 'it was stored twice'
done
for from in zip json xml; do
  name="convert from standard input, $from"
  "$HOLDALL" convert - --form json -o - <shop.$from >piped.json 2>err.txt || wrong 'refused'
  cmp shop.json piped.json || wrong 'other bytes'
  name="convert through pipes, $from"
  # shellcheck disable=SC2002  # a pipe cannot be sought in
  cat shop.$from | "$HOLDALL" convert - --form xml -o - 2>err.txt | cmp - shop.xml || wrong 'other bytes'
  "$HOLDALL" verify - "${trust[@]}" <shop.$from >out.txt 2>err.txt || wrong 'verify - refuses'
  cases=$((cases + 2))
done
name='export to standard output as JSON'
"$HOLDALL" export --request "$shop/request.json" --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk --now "$now" \
  --form json -o - >exported.json 2>err.txt || wrong 'refused'
expect 0 'verify an export in JSON' verify exported.json "${trust[@]}"

# The command line.
expect 2 'no such form' convert shop.zip --form tar -o never
expect 2 'no form' convert shop.zip -o never
expect 2/not-found 'no such bundle' convert absent.zip --form json -o never
expect 2 'no such folder' convert shop.zip --form json -o absent/never
ln -s never link
expect 8 'an output that is a link' convert shop.zip --form json -o link
echo keep >kept.json
expect 8/path-exists 'an output that exists' disclose shop.zip --section usage --form json -o kept.json
[[ $(cat kept.json) == keep ]] || wrong 'an existing file was overwritten'

# Parts.
expect 0 'a section alone' disclose shop.zip --section usage -o usage.zip
expect 0 'verify a part' verify usage.zip "${trust[@]}" --json
in_json '[.] | flatten | .[0] | .verdict == "PARTIAL" and .withheld == 5 and .ledger == false and [.sections[].section] == ["usage"]'
expect 5/partial 'a part where all is required' verify usage.zip "${trust[@]}" --require-complete
expect 0 'all but one' disclose shop.zip --without usage -o without.zip
expect 0 'verify all but one' verify without.zip "${trust[@]}" --json
in_json '[.] | flatten | .[0] | [.sections[].section] == ["consents", "identifiers", "profile", "request"] and .withheld == 2'
expect 0 'with the ledger' disclose shop.zip --without usage --with-ledger -o ledger.zip
expect 0 'verify one with the ledger' verify ledger.zip "${trust[@]}" --json
in_json '[.] | flatten | .[0] | .ledger == true and .withheld == 1 and .verdict == "PARTIAL"'
for form in zip json xml; do
  expect 0 "two sections as $form" disclose shop.$form --section profile,identifiers --form $form -o two.$form
  expect 0 "verify two as $form" verify two.$form "${trust[@]}" --json
  in_json '[.] | flatten | .[0] | [.sections[].section] == ["identifiers", "profile"]'
  expect 0 "a part of a part as $form" disclose two.$form --without identifiers --form $form -o one.$form
  expect 0 "verify a part of a part as $form" verify one.$form "${trust[@]}" --json
  in_json '[.] | flatten | .[0] | [.sections[].section] == ["profile"] and .withheld == 5'
  ! grep -aq 'ann@shop' one.$form || wrong 'what was withheld is there'
  expect 2 "what a part lacks, as $form" disclose two.$form --section usage --form $form -o never
done
cmp <(entries one.zip) <("$HOLDALL" convert one.json --form zip -o - | bsdtar -xOf -) || wrong 'a part in two forms has two contents'
expect 0 'a part of a folder' disclose shop.folder --section usage -o of-folder.zip
cmp <(entries usage.zip) <(entries of-folder.zip) || wrong 'a part of a folder has other content'
expect 2 'a section that is not there' disclose shop.zip --section devices -o never
expect 2 'a section that is no name' disclose shop.zip --section ../usage -o never
expect 2 'one of two is not there' disclose shop.zip --section usage,devices -o never
expect 2 'without what is not there' disclose shop.zip --without devices -o never
expect 2 'an empty name' disclose shop.zip --section '' -o never
expect 2 'neither with nor without' disclose shop.zip -o never
expect 2 'with and without' disclose shop.zip --section usage --without profile -o never
expect 2 'nothing is left' disclose shop.zip --without consents,identifiers,profile,request,usage -o never
expect 2 'nothing is left of a part' disclose usage.zip --without usage -o never

# A part is imported only where that is allowed.
import_part() {
  expect "$1" "$2" import "$3" "${trust[@]}" --map "$shop/import.json" --store "sqlite:$4" --subject 42 --audience https://club.example \
    "${@:5}"
}
for form in zip json xml; do
  cp club.db part.db
  before=$(dump part.db)
  import_part 5/partial "import a part as $form" two.$form part.db
  [[ $(dump part.db) == "$before" ]] || wrong 'the store changed'
  import_part 0 "import a part as $form where allowed" two.$form part.db --allow-partial
  [[ $(sqlite3 part.db 'SELECT nick FROM member WHERE member_no = 42') == Ann ]] || wrong 'the profile did not arrive'
  [[ $(sqlite3 part.db 'SELECT count(*) FROM visit') == 0 ]] || wrong 'visits arrived from nowhere'
  # The rest follows with the whole.
  import_part 0 "import the whole after a part as $form" shop.$form part.db
  [[ $(sqlite3 part.db 'SELECT count(*) FROM visit') == 100 && $(sqlite3 part.db 'SELECT count(*) FROM ident') == 1 ]] ||
    wrong 'the whole did not complete the part'
  rm part.db
done

# Extracted: every section and attachment as a file, regular, private, in the folder and nowhere else.
for from in zip json xml; do
  mkdir cage
  expect 0 "extract $from" extract odd.$from -o cage/files
  [[ $(ls cage) == files ]] || wrong 'something beside the folder'
  name="extracted from $from"
  [[ -z $(find cage -type f ! -perm 600) && -z $(find cage/files -type d ! -perm 700) ]] || wrong 'others can read it'
  [[ -z $(find cage ! -type f ! -type d) ]] || wrong 'neither file nor folder'
  ! find cage | LC_ALL=C grep -qP '[^\x20-\x7e]|\x5c' || wrong "a name with odd characters: $(find cage)"
  find cage -type f -exec sha256sum {} + | cut -c1-64 | sort >digests.txt
  for digest in $(bsdtar -tf odd.zip | sed -n 's#.*/data/files/##p'); do
    grep -q "$digest" digests.txt || wrong "attachment $digest is not there"
  done
  [[ $(find cage -name '*usage*' -exec cat {} + | grep -c '"kind":"view"') -eq 100 ]] || wrong 'not all records of usage are there'
  [[ $(find cage -name '*com.example.many*' -exec cat {} + | grep -o '"id":"[0-9]*"' | sort -u | wc -l) -ge 20 ]] || wrong 'records of a section of several segments'
  expect 8/path-exists 'extract into a folder that is there' extract odd.$from -o cage/files
  rm -rf cage
done
expect 2 'extract to nowhere' extract odd.zip

# Corrupt folders; corrupt files are other_spellings.py's.
broken_folder() {
  local code=$1
  name=$2
  rm -rf broken
  cp -r shop.folder broken
  (cd broken && eval "$3")
  expect "$code" "$name" verify broken "${trust[@]}"
  expect "${4:-$code}" "$name, converted" convert broken --form json -o never
  rm -f never
}
broken_folder 3 'a file more' 'echo x >more.txt'
broken_folder 3 'a hidden file more' 'echo x >data/.x'
broken_folder 3 'a schema less' 'rm holdall/schemas/usage.json'
broken_folder 3 'a tag file less' 'rm bagit.txt'
broken_folder 3 'a tag file changed' 'echo >>bag-info.txt'
broken_folder 3 'a section less, but listed' 'rm data/usage.jsonl'
broken_folder 4 'a record changed' 'sed -i "s/Ann/Anm/" data/profile.jsonl'
broken_folder 4 'a schema changed' 'sed -i "s/Usage/usage/" holdall/schemas/usage.json'
broken_folder 3 'its folders in one more' 'mkdir x && mv data holdall *.txt x/'
rm -rf broken
cp -r shop.folder broken
mv broken/data/usage.jsonl elsewhere
ln -s "$PWD/elsewhere" broken/data/usage.jsonl
for command in verify convert; do
  status=0
  options=("${trust[@]}")
  [[ $command == verify ]] || options=(--form json -o never)
  "$HOLDALL" $command broken "${options[@]}" >out.txt 2>err.txt || status=$?
  name="$command a folder with a link"
  [[ $status -eq 3 || $status -eq 8 ]] || wrong "exit $status"
done
rm broken/data/usage.jsonl
mkfifo broken/data/usage.jsonl
status=0
timeout 20 "$HOLDALL" verify broken "${trust[@]}" >out.txt 2>err.txt || status=$?
name='a folder with a pipe'
[[ $status -eq 3 || $status -eq 8 ]] || wrong "exit $status"

# A closed standard output is an error, and never the file that is opened first.
name='a closed standard output'
status=0
"$HOLDALL" convert - --form json -o - <shop.zip >&- 2>err.txt || status=$?
[[ $status -eq 9 ]] || wrong "exit $status"

# P11: an extraction that is interrupted leaves nothing, and says so by the signal. (A sanitizer cannot work under strace.)
if [[ ${HOLDALL_SANITIZED:-0} != 1 ]]; then
  name='an interrupted extraction'
  mkdir interrupted
  status=0
  strace -f -qq -o /dev/null -e trace=fsync -e inject=fsync:signal=SIGINT:when=1 \
    "$HOLDALL" extract shop.zip -o interrupted/out >out.txt 2>err.txt || status=$?
  [[ $status -eq 130 ]] || wrong "exit $status"
  [[ -z $(ls -A interrupted) ]] || wrong "left behind: $(ls -A interrupted)"
fi

echo "convert: $cases cases, $faults faults"
[[ $faults -eq 0 ]]
