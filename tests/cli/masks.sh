#!/usr/bin/env bash
# Other people in what support wrote to a person: gone by name, address, number and device, under one pseudonym each;
# a log that says where and no more; and a part of the bundle that does not tell of the rest.
set -euo pipefail
: "${HOLDALL:?the command to test}"
here=$(cd "$(dirname "$0")" && pwd)
shes=$here/../../examples/shes
folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/masks
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
export HOME=$folder XDG_STATE_HOME=$folder/state
umask 077

wrong() {
  echo "masks.sh: $1" >&2
  exit 1
}

"$shes/make_db.sh" accounts.db
"$HOLDALL" key new -o issuer.jwk --public issuer.pub.jwk >/dev/null
sqlite3 accounts.db "
  UPDATE support_msg SET body = 'Hello Astrid, another customer, Noah Ellison (noah.ellison@mail.example, +1 303 555 0118, set '
    || 'tv-8ff34739), has the same; Ellison told us. Ask noah ellison or ELLISON, NOAH. The TV of 佐藤陽子様 too. x@post.example '
    || '[person:aaaaaaaa] Regards, Erik Lund' WHERE msg_id = 2;
  UPDATE support_msg SET body = 'Noah Ellison says hello to Astrid Berg' WHERE msg_id IN (3, 4);
  UPDATE account SET display_name = 'The' WHERE shes_id = 'shes-b54cda26';
  UPDATE account SET display_name = 'TV' WHERE shes_id = 'shes-78dde6c4'"

# export OUT [KEY]: Astrid's access under GDPR Article 15
export_copy() {
  "$HOLDALL" export --request request.json --map "$shes/map.json" --source sqlite:accounts.db --key "${2:-issuer.jwk}" \
    --decisions "$shes/requests/gdpr-art15-access.decisions.json" -o "$1" >/dev/null
}
section() { unzip -p "$1" "*/data/$2.jsonl" | tail -n +2; }

sed "s/@NOW@/$(date -u +%Y-%m-%dT%H:%M:%SZ)/" "$shes/requests/gdpr-art15-access.json" >request.json
export_copy first.holdall.zip
export_copy second.holdall.zip
section first.holdall.zip communications >first.jsonl
section first.holdall.zip redactions >log.jsonl
cmp first.jsonl <(section second.holdall.zip communications) || wrong 'another export has other pseudonyms'
cmp log.jsonl <(section second.holdall.zip redactions) || wrong 'another export has another log'

reply=$(grep '"at":"2026-06-18T13:02:00Z"' first.jsonl)
other=$(grep -o 'customer, \[person:[a-z2-7]\{8\}\]' <<<"$reply" | cut -c 19-26)
[[ ${#other} -eq 8 ]] || wrong 'a known name stays, or has no pseudonym'
for mark in "([e-mail:$other], [phone:$other], set [number:$other])" "same; [person:$other] told us. Ask [person:$other] or [person:$other]." \
  'Hello Astrid, another' '. The TV of [person:' ']様 too.' '[typed person:aaaaaaaa] Regards, [agent]'; do
  [[ $reply == *"$mark"* ]] || wrong "not as it must be: $mark"
done
grep -q '"author":"subject","body":"Noah Ellison says hello to Astrid Berg"' first.jsonl || wrong "the person's own words are masked"
grep -q "\"author\":\"other\",\"body\":\"\[person:$other\] says hello to Astrid Berg\"" first.jsonl || wrong 'another text has another pseudonym'

id=$(grep -o '"id":"[^"]*"' <<<"$reply" | cut -d'"' -f4)
grep -q "\"code\":\"THIRD_PERSON_RIGHTS\",\"count\":4,\"field\":\"/body\",.*\"kind\":\"person\",\"pseudonym\":\"$other\",\"record\":\"$id\",\"reference\":\"GDPR 15(4)" log.jsonl ||
  wrong 'the log does not count the name'
grep -q "\"count\":1,\"field\":\"/body\",.*\"kind\":\"typed\",\"record\":\"$id\"" log.jsonl || wrong 'the log does not tell of a typed mark'
for value in Ellison ellison 佐藤 '@' 5550118 tv-8ff34739 Erik shes- aaaaaaaa; do
  ! grep -q -- "$value" log.jsonl || wrong 'the log has a value'
done
for file in first.jsonl log.jsonl; do
  while read -r each; do
    grep -qF "\"id\":${each#*:}" first.jsonl || wrong 'the log names a record that is not there'
  done < <(grep -o '"record":"[^"]*"' "$file")
done
section first.holdall.zip contents >ledger.jsonl
grep -q "\"kind\":\"section\",\"records\":$(wc -l <log.jsonl),\"schema\":\"urn:holdall:schema:1:redactions\"" ledger.jsonl ||
  wrong 'the ledger does not list the log'

# Another person's texts, and another key, lead to other pseudonyms.
"$HOLDALL" key new -o other.jwk --public other.pub.jwk >/dev/null
export_copy third.holdall.zip other.jwk
section third.holdall.zip communications >third.jsonl
! grep -q "$other" third.jsonl || wrong 'another key makes the same pseudonym'
sqlite3 accounts.db "UPDATE support_case SET shes_id = 'shes-3c6ef362' WHERE case_id = 'SE-2026-0117'"
sed -i 's/shes-9e3779b1/shes-3c6ef362/; s/astrid.berg@mail.example/jonas.weber@post.example/' request.json
export_copy fourth.holdall.zip
section fourth.holdall.zip communications >fourth.jsonl
grep -q 'customer, \[person:' fourth.jsonl || wrong 'nothing is masked for another person'
! grep -q "$other" fourth.jsonl || wrong 'the texts of two people can be linked'

# Verified, in every form, and in part; the log tells of other sections only where it goes along.
"$HOLDALL" trust add trust.json --iss https://account.shes.example --name A --key issuer.pub.jwk \
  --fingerprint "$(grep -o '"kid":"[^"]*"' issuer.pub.jwk | cut -d'"' -f4)" >/dev/null
"$HOLDALL" verify first.holdall.zip --trust trust.json >/dev/null || wrong 'a bundle with a log does not verify'
for form in json xml; do
  "$HOLDALL" convert first.holdall.zip --form $form -o first.holdall.$form >/dev/null
  "$HOLDALL" verify first.holdall.$form --trust trust.json >/dev/null || wrong "as $form it does not verify"
done
"$HOLDALL" disclose first.holdall.zip --section profile,contents -o part.holdall.zip >/dev/null
"$HOLDALL" verify part.holdall.zip --trust trust.json >/dev/null || wrong 'a part does not verify'
unzip -p part.holdall.zip >part.text
! grep -qaF "$id" part.text || wrong 'a part without the log names a record that stays back'
"$HOLDALL" disclose first.holdall.zip --section communications,redactions -o part2.holdall.zip >/dev/null
"$HOLDALL" verify part2.holdall.zip --trust trust.json >/dev/null || wrong 'a part with the log does not verify'

# Where nothing is masked there is no log.
sqlite3 accounts.db "UPDATE support_case SET shes_id = NULL"
export_copy fifth.holdall.zip
unzip -l fifth.holdall.zip >fifth.list
! grep -q redactions fifth.list || wrong 'a log of nothing'
