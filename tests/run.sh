#!/usr/bin/env bash
# Builds the project in build/ and runs every test: the one command after a change. Arguments go to ctest (-R NAME, -L KIND).
#
# The third-party vectors and the hostile corpus are looked for beside the project; HOLDALL_VECTORS and HOLDALL_HOSTILE
# say otherwise. Tests that need them say so and skip where they are absent.
set -euo pipefail
cd "$(dirname "$0")/.."

tools/install_deps.sh build test

export HOLDALL_VECTORS=${HOLDALL_VECTORS:-$(realpath -m ../shared/vectors)}
export HOLDALL_HOSTILE=${HOLDALL_HOSTILE:-$(realpath -m ../shared/hostile)}
for folder in "$HOLDALL_VECTORS" "$HOLDALL_HOSTILE"; do
  if [[ ! -d $folder ]]; then
    echo "tests/run.sh: WARNING: $folder is not there: the tests that need it SKIP" >&2
  fi
done

cmake -G Ninja -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo -DHOLDALL_TESTS=ON -Wno-dev >/dev/null
cmake --build build
exec ctest --test-dir build --output-on-failure -j"$(nproc)" "$@"
