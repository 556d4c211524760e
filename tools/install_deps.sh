#!/usr/bin/env bash
# Installs the Debian packages that a task needs, and only those that are missing.
#
#   tools/install_deps.sh GROUP…      GROUP: build | test | ci
#
# Runs apt-get as root, or through sudo; touches the package lists only where something is missing.
# HOLDALL_NO_INSTALL=1 only says what is missing and goes on (for machines that are set up another way).
set -euo pipefail

packages_of() {
  case "$1" in
    build) echo g++ cmake ninja-build pkg-config libsodium-dev libssl-dev libsqlite3-dev libpq-dev nlohmann-json3-dev \
      zlib1g-dev libisal-dev libpugixml-dev libcli11-dev sqlite3 ;;
    test)
      echo libgtest-dev libgmock-dev unzip p7zip-full libarchive-tools python3 python3-jsonschema jq strace \
        xz-utils util-linux openssl libxml2-utils libexpat1-dev postgresql age
      # A Node.js that is already there stays: Debian's would shadow it or clash with it.
      command -v node >/dev/null || echo nodejs
      command -v npm >/dev/null || echo npm
      ;;
    ci) echo clang clang-format clang-tidy libclang-rt-14-dev shellcheck ;;
    *)
      echo "install_deps: unknown group '$1' (build, test, ci)" >&2
      exit 2
      ;;
  esac
}

missing_of() {
  local package
  for package in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

install_missing() {
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "install_deps: missing: $*" >&2
      echo "install_deps: neither root nor sudo here; as root run: apt-get install $*" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "install_deps: installing $*"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

main() {
  if [[ $# -eq 0 ]]; then
    echo "usage: tools/install_deps.sh build|test|ci …" >&2
    exit 2
  fi
  local wanted=() missing=() group
  for group in "$@"; do
    local listed
    listed=$(packages_of "$group")
    read -ra listed <<<"${listed//$'\n'/ }"
    wanted+=("${listed[@]}")
  done
  if ! command -v dpkg-query >/dev/null; then
    echo "install_deps: not a Debian system; needed here are: ${wanted[*]}" >&2
    [[ ${HOLDALL_NO_INSTALL:-} == 1 ]] || exit 1
    return 0
  fi
  mapfile -t missing < <(missing_of "${wanted[@]}")
  if [[ ${#missing[@]} -eq 0 ]]; then
    echo "install_deps: $*: everything is there"
  elif [[ ${HOLDALL_NO_INSTALL:-} == 1 ]]; then
    echo "install_deps: missing, not installed as HOLDALL_NO_INSTALL says: ${missing[*]}" >&2
  else
    install_missing "${missing[@]}"
  fi
}

main "$@"
