#!/usr/bin/env bash
# Installs a build into an empty prefix, builds the outside project against it and verifies a bundle with that.
#
#   run.sh BUILD_FOLDER CXX [FLAGS]
set -euo pipefail
project=$(cd "$(dirname "$0")" && pwd)
build=$1 compiler=$2 flags=${3:-}
# shellcheck source=tests/support/shop.sh
source "$project/../support/shop.sh"
shop_begin consumer

cmake --install "$build" --prefix "$PWD/prefix" >install.txt
[[ -x prefix/bin/holdall ]] || fail 'the command is not installed'
cmake -G Ninja -S "$project" -B outside -DCMAKE_PREFIX_PATH="$PWD/prefix" -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_CXX_FLAGS="$flags" >configure.txt
cmake --build outside >build.txt || fail "the outside project does not build: $(tail -n 20 build.txt)"
for layer in core schemas exporter importer; do
  [[ $(outside/links_$layer) == internal ]] || fail "links_$layer"
done

run=(prefix/bin/holdall)
shop_export out.zip >/dev/null
verdict=$(outside/verify_bundle out.zip trust.json $now)
[[ $verdict == 'COMPLETE, issued by https://shop.example' ]] || fail "verdict: $verdict"
head -c 2000 out.zip >cut.zip
status=0
outside/verify_bundle cut.zip trust.json $now 2>err.txt || status=$?
[[ $status -eq 3 ]] || fail "a cut bundle gives exit $status"
echo "consumer: $verdict"
