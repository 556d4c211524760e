#!/usr/bin/env bash
# P28: export, verify, bind, import, its plan and its receipt open no socket and start no other program, but for the one
# connection to a store in PostgreSQL. P4: of a store nothing is touched for a file of the hostile corpus. Seen from
# outside, through strace; and a library that does what must not be, loaded into the command, shows that it is seen.
#
#   no_network.sh [all]      a sample of the corpus (the default), or all of it
set -euo pipefail
every=${1:-sample}
files_in_sample=40
# shellcheck source=tests/support/shop_postgres.sh
source "$(dirname "$0")/../support/shop_postgres.sh"
shop_begin no_network
talk='(socket|socketpair|connect|bind|listen|sendto|sendmsg|sendmmsg)'

misdeed=() # -E LD_PRELOAD=…
traced() { run=(strace -f -qq "${misdeed[@]}" -e "trace=network,execve,$1" -o trace.txt "$HOLDALL"); }
no_program() {
  [[ $(grep -cE 'execve(at)?\(' trace.txt) -eq 1 ]] || fail "$1: starts another program: $(grep 'execve' trace.txt)"
}
at_home() {
  no_program "$1"
  ! grep -E "$talk\(" trace.txt || fail "$1: talks to the network"
}
# quiet NAME COMMAND…: COMMAND of the shop's functions stays at home.
quiet() {
  local name=$1
  shift
  traced execve
  "$@" >/dev/null || fail "$name: exit $?"
  at_home "$name"
}
# untouched FILE STORE: FILE is refused, and nothing of the store's is opened, linked or asked about.
untouched() {
  local status=0
  traced %file
  shop_import "$1" "$2" >out.txt 2>err.txt || status=$?
  [[ $status -ge 2 && $status -le 13 && $status -ne 10 && $status -ne 11 ]] || fail "$1: exit $status: $(cat err.txt)"
  at_home "$1"
  ! grep -v 'execve(' trace.txt | grep -F club.db || fail "$1: the store is touched before the bundle is known"
}

# The club's own commands, beyond those of shop.sh.
bind_another() {
  "${run[@]}" bind id --store sqlite:club.db --map "$shop/import.json" --subject 7 --iss https://shop.example --sub pair-8 \
    --now $now
}
club_takes() {
  "${run[@]}" import out.holdall.zip --trust trust.json --map "$shop/import.json" --store sqlite:planned.db --subject 42 \
    --audience https://club.example --now $now "$@"
}
verify_receipt() { "${run[@]}" receipt verify receipt.jws --trust trust.json --bundle out.holdall.zip --now $now; }
"$HOLDALL" key new -o club.jwk --public club.pub.jwk >/dev/null
"$HOLDALL" trust add trust.json --iss https://club.example --name Club --key club.pub.jwk \
  --fingerprint "$("$HOLDALL" key thumbprint club.pub.jwk)" >/dev/null
cp club.db planned.db

# seen WHAT COMMAND…: a check of this test finds what the library does.
seen() {
  local what=$1
  shift
  ! ("$@") >seen.txt 2>&1 || fail "this test does not see that a command $what"
  grep -q "$why" seen.txt || fail "a command $what, and this test says: $(cat seen.txt)"
}
does() {
  printf '%s\n' '#include <fcntl.h>' '#include <spawn.h>' '#include <sys/socket.h>' '#include <sys/wait.h>' \
    "__attribute__((constructor)) static void misdeed(void) { $1 }" >misdeed.c
  cc -shared -fPIC -Wno-unused-result -o misdeed.so misdeed.c
  misdeed=(-E "LD_PRELOAD=$PWD/misdeed.so")
}

quiet export shop_export out.holdall.zip
quiet verify shop_verify out.holdall.zip
quiet import shop_import out.holdall.zip
quiet again shop_import out.holdall.zip
quiet bind bind_another
quiet 'a plan' club_takes --dry-run -o plan.json
quiet 'import by a plan' club_takes --plan plan.json --receipt receipt.jws --key club.jwk
quiet 'receipt verify' verify_receipt
traced %file
shop_import out.holdall.zip >out.txt
grep -v 'execve(' trace.txt | grep -qF club.db || fail 'a store is opened in another way than this test knows'

# To PostgreSQL: one connection, to where the URI says.
psql -X -q -v ON_ERROR_STOP=1 "$club" -f "$shop/receiver_postgres.sql"
shop_bind 42 "$club"
traced execve
shop_import out.holdall.zip "$club" >out.txt
no_program 'import into PostgreSQL'
connections=$(grep -E ' (connect|bind|listen)\(' trace.txt | grep -v 'AF_UNIX.*ENOENT' || true)
[[ $(wc -l <<<"$connections") -eq 1 && $connections == *"sin_port=htons($port)"*'"127.0.0.1"'* ]] ||
  fail "import into PostgreSQL: talks to more than the store: $connections"

corpus=${HOLDALL_HOSTILE:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/../shared/hostile}/corpus.tar.xz
if [[ ! -f $corpus ]]; then
  echo "SKIPPED: no hostile corpus at $corpus (HOLDALL_HOSTILE); all else stays at home" >&2
  exit 77
fi
mkdir corpus
tar -xJf "$corpus" -C corpus
mapfile -t files < <(/usr/bin/python3 -c 'import json
kinds = {"zip", "bagit", "json", "ndjson", "xml", "jws", "misc"}
print(*("corpus/" + case["file"] for case in json.load(open("corpus/index.json")) if case["kind"] in kinds), sep="\n")')
[[ ${#files[@]} -ge 100 ]] || fail "only ${#files[@]} files in the corpus"
step=1
[[ $every == all ]] || step=$(((${#files[@]} + files_in_sample - 1) / files_in_sample))
hostile=${files[0]}
untouched "$hostile" club.db
does 'socket(AF_INET, SOCK_DGRAM, 0);'
why='talks to the network'
seen 'talks' quiet verify shop_verify out.holdall.zip
seen 'talks about a hostile file' untouched "$hostile" club.db
does 'char *a[] = {"true", 0}, *e[] = {"LD_PRELOAD=", 0}; int p, s; posix_spawn(&p, "/bin/true", 0, 0, a, e); waitpid(p, &s, 0);'
why='starts another program'
seen 'starts another program' quiet verify shop_verify out.holdall.zip
seen 'starts another program for a hostile file' untouched "$hostile" club.db
does 'open("club.db", O_RDONLY);'
why='the store is touched'
seen 'opens the store for a hostile file' untouched "$hostile" club.db
misdeed=()

tried=0
for ((i = 0; i < ${#files[@]}; i += step)); do
  untouched "${files[i]}" club.db
  tried=$((tried + 1))
done
for ((i = 0; i < ${#files[@]}; i += step * 8)); do untouched "${files[i]}" "$club"; done
echo "no_network: export, verify, bind, import and receipts stay at home, and $tried hostile files of ${#files[@]} meet no store"
