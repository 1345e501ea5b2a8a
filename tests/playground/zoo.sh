#!/bin/sh
# zoo.sh [NODE...]: builds the wrong nodes of these names of tests/zoo, or ten of them, into the playground's engine.
# The engine has to show the violation of the schedule that the native program shrinks, and a good verdict once one
# of its faults is taken out. Prints a verdict for each, and the counts.
cd "$(dirname "$0")/../.." || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL
work=build/playground-zoo passed=0 failed=0
[ $# -gt 0 ] || set -- no-tombstone acknowledges-unstored $(cd tests/zoo && ls ./*.patch | sed 's|^\./||; s/\.patch$//' | head -n 8)

if ! command -v em++ >/dev/null || ! command -v node >/dev/null; then
  echo "skipped: playground-zoo: no emscripten, or no node"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi

# build NODE: sets program and engine.
build() {
  rm -rf "${work:?}/$1" && mkdir -p "$work/$1" &&
    cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$work/$1" &&
    patch -s --no-backup-if-mismatch -p1 -d "$work/$1" <"tests/zoo/$1.patch" &&
    program=$(make -s SUBMISSION="$work/$1" which-application) && engine=$(dirname "$program")/wasm/engine &&
    make -s SUBMISSION="$work/$1" "$program" "$engine.js" >"$work/$1.log" 2>&1
}

# shrink PROGRAM FOLDER: writes FOLDER/shrunk.faults for the first seed that fails; sets seed.
shrink() {
  "$1" testcases/chaos.conf --seeds 1..200 --check --until-failure --shrink --out "$2" >"$2/sweep.log" 2>&1
  seed=$(sed -n 's/^seed \([0-9]*\): .*/\1/p' "$2/sweep.log" | head -n 1)
  [ -n "$seed" ] && [ -s "$2/shrunk.faults" ]
}

# verdict_of FAULTS: prints the engine's verdict.
verdict_of() {
  echo "testcases/chaos.conf $seed $1" | node tests/playground/engine.mjs "$engine" | cut -d ' ' -f 2
}

# has_cure FOLDER: succeeds if the run is not violated without one of the schedule's faults.
has_cure() {
  grep -nE '^(at|from) ' "$1/shrunk.faults" | grep -v ' client ' | cut -d : -f 1 >"$1/lines"
  while read -r line; do
    sed "${line}d" "$1/shrunk.faults" >"$1/without.faults"
    [ "$(verdict_of "$1/without.faults")" = violated ] || return 0
  done <"$1/lines"
  return 1
}

# why NODE: prints what is wrong, or nothing.
why() {
  build "$1" || { echo "it does not build"; return; }
  shrink "$program" "$work/$1" || { echo "no seed fails, or its failure does not shrink"; return; }
  [ "$(verdict_of "$work/$1/shrunk.faults")" = violated ] || { echo "the engine does not show the violation of seed $seed"; return; }
  has_cure "$work/$1" || echo "it is violated without any one of its faults"
}

for node; do
  wrong=$(why "$node")
  if [ -z "$wrong" ]; then
    passed=$((passed + 1))
    echo "ok $node"
  else
    failed=$((failed + 1))
    echo "not ok $node: $wrong"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
