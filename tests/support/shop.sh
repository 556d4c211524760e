# Sourced by test scripts: a made-up shop, a made-up club, and the command between them, in a folder of the test's own.
#
#   HOLDALL          the command to test
#   HOLDALL_SCRATCH  where a test may leave its folder
#   shop_begin NAME  enters a fresh folder with databases, keys and a trust store; the club knows the shop's person
#   shop_bind MEMBER STORE   says which member of the club the shop's pair-7 is
#   shop_export OUT · shop_verify FILE · shop_import FILE [STORE]: the plain calls, run through the array `run`
#   store_uri STORE       STORE is a path of SQLite or a URI
# shellcheck shell=bash
run=("${HOLDALL:?the command to test}")
shop=$(cd "$(dirname "${BASH_SOURCE[0]}")/shop" && pwd)
now=2026-11-02T00:00:00Z
fail() {
  echo "FAILED: $*" >&2
  exit 1
}

shop_begin() {
  local folder=${HOLDALL_SCRATCH:?the folder for what a test leaves behind}/$1
  rm -rf "$folder"
  mkdir -p "$folder"
  cd "$folder" || exit
  export HOME=$folder XDG_STATE_HOME=$folder/state
  umask 077
  sqlite3 source.db <"$shop/source.sql"
  sqlite3 club.db <"$shop/receiver.sql"
  "$HOLDALL" key new -o issuer.jwk --public issuer.pub.jwk >/dev/null
  "$HOLDALL" trust add trust.json --iss https://shop.example --name 'Shop Ltd' --key issuer.pub.jwk \
    --fingerprint "$("$HOLDALL" key thumbprint issuer.pub.jwk)" >/dev/null
  shop_bind 42 club.db
}
store_uri() { [[ $1 == postgresql:* ]] && echo "$1" || echo "sqlite:$1"; }
shop_bind() {
  "$HOLDALL" bind id --store "$(store_uri "$2")" --map "$shop/import.json" --subject "$1" \
    --iss https://shop.example --sub pair-7 --now $now >/dev/null
}
shop_export() {
  "${run[@]}" export --request "$shop/request.json" --map "$shop/map.json" --source sqlite:source.db --key issuer.jwk \
    --now $now -o "$@"
}
shop_verify() { "${run[@]}" verify "$@" --trust trust.json --audience https://club.example --now $now; }
shop_import() {
  "${run[@]}" import "$1" --trust trust.json --map "$shop/import.json" --store "$(store_uri "${2:-club.db}")" --subject 42 \
    --audience https://club.example --now $now
}
dump() { sqlite3 "$1" .dump; }
