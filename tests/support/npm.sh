# Sourced by test scripts that need npm packages.
#
#   npm_packages    puts them, at these versions, below $HOLDALL_NPM, where they are kept between runs; ES modules find them
#                   from there: copy the program beside them
#
# Where npm cannot install, the test is skipped, and says so; under CI=true it fails.
# shellcheck shell=bash
npm_wanted=(jose@5.9.6 canonicalize@2.1.0 age-encryption@0.3.1)

npm_missing() {
  local package version
  for package in "${npm_wanted[@]}"; do
    version=$(sed -n 's/^ *"version": *"\(.*\)",\{0,1\}$/\1/p' "$1/node_modules/${package%@*}/package.json" 2>/dev/null)
    [[ $version == "${package#*@}" ]] || return 0
  done
  return 1
}

npm_packages() {
  local modules=${HOLDALL_NPM:?where npm packages are kept between runs} lock
  mkdir -p "$modules"
  exec {lock}>"$modules/lock"
  flock "$lock" # two tests may begin together
  # All at once: npm takes away what it was not asked for this time.
  if npm_missing "$modules" &&
    ! npm install --no-save --no-audit --no-fund --ignore-scripts --prefix "$modules" "${npm_wanted[@]}" >"$modules/log" 2>&1; then
    if [[ ${CI:-} == true ]]; then
      echo "FAILED: npm cannot install ${npm_wanted[*]}: $(grep -im 1 error "$modules/log")" >&2
      exit 1
    fi
    echo "SKIPPED: npm cannot install ${npm_wanted[*]}: $(grep -im 1 error "$modules/log")" >&2
    exit 77
  fi
  exec {lock}>&-
}
