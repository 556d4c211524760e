#!/usr/bin/env bash
# One command from a fresh machine to a person's data that has left one controller, signed, and arrived at another.
#
# Installs what is missing (Debian; root or sudo), builds build/bin/holdall, and leaves everything it made in
# build/quickstart/, anew on every run. Stops at the first failure, with the message of whoever failed.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
umask 022

holdall=$PWD/build/bin/holdall
shes=$PWD/examples/shes
receiver=$PWD/examples/receiver
log=$PWD/build/quickstart.log
mkdir -p build
: >"$log"

say() { printf '%-10s %s\n' "$1" "$2"; }

# Runs a command whose words matter only if it fails; the log keeps them all.
quietly() {
  local status=0 words
  words=$("$@" 2>&1) || status=$?
  printf '$ %s\n%s\n' "$*" "$words" >>"$log"
  if [[ $status -ne 0 ]]; then
    printf '%s\n' "$words" | tail -n 40 >&2
    exit "$status"
  fi
}

# An instant as requests write it, from words that date(1) knows.
instant() { date -u -d "$1" +%Y-%m-%dT%H:%M:%SZ; }

fill_request() {
  sed -e "s/@NOW@/$(instant now)/" -e "s/@EXPIRES@/$(instant '+30 days')/" "$shes/requests/$1"
}

# The club's token for its member 1, as the request of a transfer carries it: by its digest.
binding_token() {
  quietly "$receiver/make_db.sh" receiver.db
  "$holdall" bind token --store sqlite:receiver.db --map "$receiver/import-map.json" --subject 1 --json >token.json
  sqlite3 :memory: "SELECT CAST(readfile('token.json') AS TEXT) ->> '$.token_sha256'"
  rm token.json
}

# The ledger of a bundle, one JSON object a line: the SQLite shell reads ZIP files.
ledger() {
  sqlite3 :memory: "SELECT CAST(data AS TEXT) FROM zipfile('$1') WHERE name LIKE '%/data/contents.jsonl'"
}

# SQL over the lines of a ledger: column `line` of table `ledger`.
ask_ledger() {
  ledger "$1" >ledger.jsonl
  sqlite3 -list -separator ' ' :memory: "
    WITH ledger(line) AS (
      SELECT value FROM json_each('[' || replace(trim(CAST(readfile('ledger.jsonl') AS TEXT), char(10)), char(10), ',') || ']'))
    $2"
  rm ledger.jsonl
}

ask() { sqlite3 -list -separator ' ' "$1" "$2"; }

build() {
  say 'packages' 'what is missing is installed'
  quietly tools/install_deps.sh build
  command -v sqlite3 >/dev/null || quietly tools/install_deps.sh test
  # A tree that is configured already, perhaps with tests, stays as it is.
  if [[ ! -f build/build.ninja && ! -f build/Makefile ]]; then
    quietly cmake -G Ninja -S . -B build -DHOLDALL_TESTS=OFF
  fi
  say 'build' 'build/bin/holdall (the first time takes minutes)'
  quietly cmake --build build --target holdall
}

controller() {
  rm -rf build/quickstart
  export XDG_STATE_HOME=$PWD/build/quickstart/state # the audit of these commands stays here
  mkdir -m 700 build/quickstart
  cd build/quickstart
  quietly "$shes/make_db.sh" shes.db
  local people thumbprint
  people=$(ask shes.db "SELECT count(*) || ' accounts in ' || count(DISTINCT country) || ' jurisdictions' FROM account")
  say 'controller' "shes.db: $people"

  quietly "$holdall" key new -o issuer.jwk --public issuer.pub.jwk
  thumbprint=$("$holdall" key thumbprint issuer.pub.jwk)
  quietly "$holdall" trust add trust.json --iss https://account.shes.example --name 'SHES account service' \
    --key issuer.pub.jwk --fingerprint "$thumbprint"
  say 'key' 'issuer.jwk signs; trust.json is how others know its public half'
}

# What a right gives of the map's items, counted, before any data is read.
explained() {
  quietly "$holdall" explain --request "$1" --map "$shes/map.json"
  "$holdall" explain --request "$1" --map "$shes/map.json" --json >explained.json
  sqlite3 :memory: "SELECT group_concat(n || ' ' || outcome, ', ') FROM (
      SELECT value ->> '$.outcome' AS outcome, count(*) AS n
      FROM json_each(CAST(readfile('explained.json') AS TEXT)) GROUP BY outcome ORDER BY n DESC, outcome)"
  rm explained.json
}

export_for() {
  quietly "$holdall" export --request "$1" --map "$shes/map.json" --source sqlite:shes.db --key issuer.jwk -o "${@:2}"
}

exports() {
  local access=$shes/requests/gdpr-art15-access words token
  words=$(explained "$access.json")
  say 'explain' "access, GDPR Art. 15, by item: $words"
  export_for "$access.json" archive.holdall.zip --decisions "$access.decisions.json"
  say 'archive' 'archive.holdall.zip, a copy for the person herself, with what a person decided about the items under review'
  token=$(binding_token)
  say 'bind' 'receiver.db: the club gives its member a token; her request carries its digest, and so will the bundle'
  fill_request transfer.json | sed "s/{\"id\": \"pw-[0-9a-f]*\"}/{\"token\": \"$token\"}/" >transfer-request.json
  grep -qF "$token" transfer-request.json
  words=$(explained transfer-request.json)
  say 'explain' "portability, GDPR Art. 20, by item: $words"
  export_for transfer-request.json transfer.holdall.zip
  say 'transfer' 'transfer.holdall.zip, for https://club.example and nobody else'
}

# The verdict as `holdall verify --json` gives it, in one line.
verdict() {
  quietly "$holdall" verify "$@" --trust trust.json
  "$holdall" verify "$@" --trust trust.json --json >verdict.json
  sqlite3 :memory: "SELECT format('%s, signature %s, %d sections, %d withheld',
      v ->> '$.verdict', v ->> '$.signature', json_array_length(v, '$.sections'), v ->> '$.withheld')
    FROM (SELECT CAST(readfile('verdict.json') AS TEXT) AS v)"
  rm verdict.json
}

# What a bundle says about itself, before anybody has checked it.
claims() {
  quietly "$holdall" inspect "$1"
  "$holdall" inspect "$1" --json >claims.json
  sqlite3 :memory: "SELECT format('%s for %s, expires %s',
      v ->> '$.claims.mode', v ->> '$.claims.aud[0]', v ->> '$.claims.expires')
    FROM (SELECT CAST(readfile('claims.json') AS TEXT) AS v)"
  rm claims.json
}

verification() {
  local words
  words=$(verdict archive.holdall.zip)
  say 'verify' "archive: $words"
  words=$(verdict transfer.holdall.zip --audience https://club.example)
  say 'verify' "transfer: $words"
  words=$(claims transfer.holdall.zip)
  say 'inspect' "transfer, in its own words: $words"
}

# The same signature over another form, and over a part.
forms() {
  local form words
  for form in json xml; do
    quietly "$holdall" convert archive.holdall.zip --form $form -o archive.holdall.$form
    words=$(verdict archive.holdall.$form)
    say 'convert' "archive.holdall.$form: $words"
  done
  quietly "$holdall" disclose archive.holdall.zip --section profile,usage -o part.holdall.zip
  words=$(verdict part.holdall.zip)
  say 'disclose' "part.holdall.zip, profile and usage alone: $words"
}

import() {
  quietly "$receiver/import.sh" transfer.holdall.zip receiver.db trust.json
  say 'import' 'receiver.db: verified, mapped and stored in one transaction'
}

arrived() {
  echo
  echo 'What arrived at the club'
  local table
  for table in person ident addr activity msg_archive suppression consent_evidence import_batch marketing; do
    ask receiver.db "SELECT format('  %4d  %s', count(*), '$table') FROM $table"
  done
  ask receiver.db "SELECT '  the person: ' || coalesce(full_name, nick) || ', ' || country3 || ', born ' || birth_year FROM person"
  ask receiver.db "SELECT '  refusals in force: ' || group_concat(topic, ', ') FROM (SELECT topic FROM suppression ORDER BY topic)"
  ask receiver.db "SELECT '  consents, as evidence only: ' || group_concat(n || ' ' || last_state, ', ')
    FROM (SELECT last_state, count(*) AS n FROM consent_evidence GROUP BY last_state ORDER BY last_state)"
}

left_out() {
  echo
  echo 'What the club did not take, and why (records; single members of records that it took)'
  ask receiver.db "
    SELECT format('  %4d  %-26s %s', sum(n), code, group_concat(item, ', '))
    FROM (SELECT * FROM import_reject WHERE instr(item, '/') = 0 ORDER BY item) GROUP BY code ORDER BY code"
  ask receiver.db "
    SELECT format('  %4d  %-26s %s', sum(n), code, 'members that no rule names, such as ' || min(item))
    FROM import_reject WHERE instr(item, '/') > 0 GROUP BY code ORDER BY code"
  echo
  echo 'What never left the account service, and why (values)'
  ask_ledger transfer.holdall.zip "
    SELECT format('  %4s  %-26s %s', coalesce(nullif(sum(line ->> '$.count'), 0), '-'), line ->> '$.code', group_concat(line ->> '$.item', ', '))
    FROM ledger WHERE line ->> '$.kind' = 'item' AND line ->> '$.code' IS NOT NULL
    GROUP BY line ->> '$.code' ORDER BY 1"
  echo
  echo 'Everything is in build/quickstart/; what each command said is in build/quickstart.log.'
}

build
controller
exports
verification
forms
import
arrived
left_out
