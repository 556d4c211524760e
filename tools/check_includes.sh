#!/usr/bin/env bash
# The rules of the tree that no compiler checks: the arrows between layers, folders without circles, one owner for each
# third-party library, none of them in a header, sizes. Prints every finding; exit 1 if there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

layers=(core audit schemas formats exporter importer cli)
declare -A below=(
  [core]="core"
  [audit]="core audit"
  [schemas]="core schemas"
  [formats]="core schemas formats"
  [exporter]="core schemas formats exporter"
  [importer]="core schemas formats importer"
  [cli]="core audit schemas formats exporter importer cli"
)
# Included name (as a pattern) → the folder that owns the library. Of libsodium, one file more: guarded memory.
declare -A owner=(
  ['sodium\.h|sodium/.*']="core/crypto/|core/base/secret.cc"
  ['openssl/.*']="core/crypto/"
  ['sqlite3\.h|libpq.*']="core/sql/"
  ['nlohmann/.*|simdjson.*']="core/json/"
  ['pugixml.*']="formats/xml/"
  ['zlib\.h|zip\.h|zconf\.h|isa-l.*|igzip_lib\.h|crc\.h']="formats/zip/"
  ['CLI/.*']="cli/"
  ['nats.*']="exporter/batch/"
)

findings=0
finding() {
  echo "check_includes: $*" >&2
  findings=$((findings + 1))
}

sources_of() { git ls-files --cached --others --exclude-standard "$1/*.cc" "$1/*.h"; }

# Prints "file:line:included" for each quoted (q) or angled (a) include of the files given.
includes() {
  local kind=$1 open='"' close='"'
  shift
  [[ $kind == a ]] && open='<' close='>'
  grep -HnoP "^\\s*#\\s*include\\s*${open}\\K[^${close}]+" "$@" || true
}

check_arrows() {
  local layer file line name target
  for layer in "${layers[@]}"; do
    mapfile -t files < <(sources_of "$layer")
    [[ ${#files[@]} -gt 0 ]] || continue
    while IFS=: read -r file line name; do
      target=${name#holdall/}
      target=${target%%/*}
      if [[ $layer == cli && $name == cli/* ]]; then
        continue # the command is no library: nobody else can include its headers
      elif [[ $name != holdall/*/* ]]; then
        finding "$file:$line: \"$name\" must read \"holdall/<layer>/…\""
      elif [[ " ${below[$layer]} " != *" $target "* ]]; then
        finding "$file:$line: layer $layer must not see $target"
      fi
    done < <(includes q "${files[@]}")
  done
}

# Folders of one layer may use each other, but not in a circle. core counts as one folder: its types lean on each other.
check_circles() {
  local edges
  edges=$(git ls-files --cached --others --exclude-standard "${layers[@]/%//*.cc}" "${layers[@]/%//*.h}" |
    xargs grep -HoP '^\s*#\s*include\s*"holdall/\K[^"]+' |
    awk -F: '{ a = $1; b = $2; sub(/\/[^\/]*$/, "", a); sub(/\/[^\/]*$/, "", b); if (a != b && (a !~ /^core/ || b !~ /^core/)) print a, b }' | sort -u)
  tsort <<<"$edges" >/dev/null 2>"$scratch" || finding "folders include each other in a circle: $(tr '\n' ' ' <"$scratch")"
}

check_owners() {
  local file line name pattern
  mapfile -t files < <(for layer in "${layers[@]}"; do sources_of "$layer"; done)
  while IFS=: read -r file line name; do
    if [[ $file == *.h && $name == *[./]* ]]; then
      finding "$file:$line: <$name> does not belong in a header"
    fi
    for pattern in "${!owner[@]}"; do
      if [[ $name =~ ^($pattern)$ && ! $file =~ ^(${owner[$pattern]}) ]]; then
        finding "$file:$line: <$name> belongs to ${owner[$pattern]} alone"
      fi
    done
  done < <(includes a "${files[@]}")
}

check_files() {
  local file lines limit
  while read -r file; do
    lines=$(wc -l <"$file")
    limit=600
    if [[ $file == *.h ]]; then
      limit=250
      grep -qx '#pragma once' "$file" || finding "$file: lacks #pragma once"
      [[ $(head -c 3 "$file") == '// ' ]] || finding "$file: lacks its head comment"
    fi
    [[ $lines -le $limit ]] || finding "$file: $lines lines, at most $limit"
  done < <(for layer in "${layers[@]}"; do sources_of "$layer"; done)
}

scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
check_arrows
check_circles
check_owners
check_files
[[ $findings -eq 0 ]] || exit 1
echo "check_includes: layers, folders, owners and sizes hold"
