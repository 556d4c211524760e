#!/usr/bin/env bash
# Photos and documents of a customer through all three forms: exported, verified, extracted, disclosed without, imported;
# under names that somebody chose to do harm.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
shop_begin attachments
sqlite3 source.db <"$shop/photos.sql"
sqlite3 club.db <"$shop/photos_receiver.sql"
mkdir -p maps/documents/customers/1 maps/documents/customers/2 canary
cp "$shop/photos_map.json" maps/map.json
{ printf '%%PDF-1.7\n'; head -c 300000 /dev/zero | tr '\0' 'c'; } >maps/documents/customers/1/contract.pdf
echo bobs-document-canary >maps/documents/customers/2/bobs.pdf
"$HOLDALL" map check maps/map.json --source sqlite:source.db >/dev/null || fail 'the map is refused'

# export_files OUT [ARG…]: from a working folder that is not the map's.
export_files() {
  "$HOLDALL" export --request "$shop/request.json" --map maps/map.json --source sqlite:source.db --key issuer.jwk \
    --now $now -o "$@"
}
# refused EXIT TOKEN COMMAND…: it ends so, and shows nothing of where files are.
refused() {
  local exit=$1 token=$2 status=0
  shift 2
  "$@" >refused.out 2>refused.txt || status=$?
  [[ $status -eq $exit ]] || fail "exit $status instead of $exit: $(cat refused.txt)"
  grep -q "$token" refused.txt || fail "no $token in: $(cat refused.txt)"
  ! grep -q 'contract\|passwd' refused.txt || fail "a path is shown: $(cat refused.txt)"
}
photo=89504e470d0a1a0a00ff
digest=$(printf '\x89PNG\r\n\x1a\n\0\xff' | sha256sum | cut -d' ' -f1)
contract=$(sha256sum <maps/documents/customers/1/contract.pdf | cut -d' ' -f1)

for form in zip json xml; do
  bundle=out.holdall.$form
  export_files "$bundle" --form $form >export.txt
  shop_verify "$bundle" --json >verdict.json || fail "$form: not verified"
  grep -q '"verdict":"COMPLETE"' verdict.json || fail "$form: not complete"

  # What is extracted has the bytes, names that are safe anywhere, and a place in its folder.
  "$HOLDALL" extract "$bundle" -o "canary/$form" >extract.txt
  /usr/bin/python3 - "canary/$form/files" <<'PY'
import pathlib, sys
folder = pathlib.Path(sys.argv[1])
files = {path.name: path.read_bytes() for path in folder.iterdir()}
photo = bytes.fromhex("89504e470d0a1a0a00ff")
contract = pathlib.Path("maps/documents/customers/1/contract.pdf").read_bytes()
assert files.pop("Contract.pdf") == contract
assert "the same again.png" not in files, "one content, one file, under its first name"
assert sorted(files.values()) == [b"", b"\n", photo, photo[:8] + b"\x01"], sorted(files)
assert files["photo"] == b"", "without a name it is called as its part"
for name in files:
    assert "/" not in name and name.isprintable() and not name.startswith(".") and name.upper() != "CON", name
PY
  [[ $(find canary -type l -o -perm /077 -type f | wc -l) -eq 0 ]] || fail "$form: a link, or a file for others"
  ! grep -rq 'bobs' "canary/$form" || fail "somebody else's file left the shop"

  # Without the photos nothing tells of them, and the document is still there.
  "$HOLDALL" disclose "$bundle" --without com.example.photos -o "part.holdall.$form" --compression store >/dev/null
  shop_verify "part.holdall.$form" --json >verdict.json || fail "$form: the part is not verified"
  grep -q '"verdict":"PARTIAL"' verdict.json || fail "$form: the part is not partial"
  ! grep -qa "$digest\|passwd\|com.example.photos" "part.holdall.$form" || fail "$form: the part tells of the photo"
  grep -qa "$contract" "part.holdall.$form" || fail "$form: the document is gone"
  "$HOLDALL" extract "part.holdall.$form" -o "canary/part-$form" >/dev/null
  [[ $(ls "canary/part-$form/files") == Contract.pdf ]] || fail "$form: other files than the document"
  "$HOLDALL" disclose "$bundle" --section identifiers -o "none.holdall.$form" >/dev/null
  "$HOLDALL" extract "none.holdall.$form" -o "canary/none-$form" >/dev/null
  [[ ! -e canary/none-$form/files ]] || fail "$form: files of withheld sections"
done
[[ $(unzip -l out.holdall.zip | grep -c 'data/files/') -eq 5 ]] || fail 'equal photos are not one attachment'
unzip -p out.holdall.zip '*/data/contents.jsonl' >contents.jsonl
grep -q '"schema":"https://shop.example/schemas/photos/1","section":"com.example.photos"' contents.jsonl ||
  fail 'the ledger does not name the schema'

# A receiver keeps the bytes; where it takes a text, a file is counted and not stored.
"$HOLDALL" import out.holdall.xml --trust trust.json --map "$shop/photos_import.json" --store sqlite:club.db \
  --subject 42 --audience https://club.example --now $now --json >import.json || fail "not imported: $(cat import.json)"
is() {
  local value
  value=$(sqlite3 club.db "$1")
  [[ $value == "$2" ]] || fail "$1 gives '$value', not '$2'"
}
is 'SELECT count(*), count(content), max(member_no) FROM photo' '5|5|42'
is "SELECT count(*) FROM photo WHERE lower(hex(content)) = '$photo' AND sha256 = '$digest'" 2
is "SELECT taken FROM photo WHERE title = '../../etc/passwd'" 1777629600
is 'SELECT count(*) FROM letter' 0
/usr/bin/python3 - <<'PY'
import json
report = json.load(open("import.json"))
report = report[0] if isinstance(report, list) else report
assert {"item": "communications/body", "n": 1, "code": "ATTACHMENT"} in report["rejects"], report["rejects"]
PY

# A document that is not there, or is elsewhere, stops the export; nothing is written.
mv maps/documents/customers/1/contract.pdf elsewhere.pdf
refused 6 source-data export_files refused.zip
ln -s ../../../../elsewhere.pdf maps/documents/customers/1/contract.pdf
refused 6 source-data export_files refused.zip
sqlite3 source.db "UPDATE document SET path = '../../elsewhere.pdf' WHERE document_id = 1"
refused 6 source-data export_files refused.zip
sqlite3 source.db "UPDATE document SET path = '/etc/passwd' WHERE document_id = 1"
refused 6 source-data export_files refused.zip
[[ ! -e refused.zip ]] || fail 'a refused export left a file'
# A record that the section's own schema does not take, too: photo 5 has no image.
sqlite3 source.db "UPDATE document SET path = NULL"
sed 's/2, 3, 4, 6, 7/2, 3, 4, 5, 6, 7/' "$shop/photos_map.json" >maps/map.json
refused 6 record-schema export_files refused.zip
echo 'attachments: exported, extracted, disclosed without, imported; what is unsafe is refused'
