#!/bin/sh
# run.sh [NAME...]: grades each hostile submission of tests/hostile/ (all, or those named), and checks
# the outcome. Prints `ok NAME` or `not ok NAME: WHY`. The first lines of each file have `KEY: VALUE`:
#
#   expect    a text that the output must have; each of several lines must be there
#   never     a text that neither the output nor any format may have
#   options   options for the grader
#   lost      `all`: nothing can be run. Otherwise the create test must get its points all the same
#
# An attack must do no harm even without a sandbox: the sandbox is under test and may fail, and root may
# run the tests. An attack reads; it writes, moves and removes only files that the case itself has made;
# it signals only its own group and its parent.
#
# A .cpp is an attack that starts at the first read of our nodes. A .sh gets the path of a folder with our
# nodes, makes a hostile submission of it, and may print the path of another one.
cd "$(dirname "$0")/../.." || exit 2
: "${HOSTILE:=build/hostile}"
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ $# -eq 0 ]; then
  set --
  for attack in tests/hostile/*.cpp tests/hostile/*.sh; do
    name=$(basename "${attack%.*}")
    [ "$name" = run ] || set -- "$@" "$name"
  done
fi
status=0

# Prints the file of the case $name.
file() {
  if [ -e "tests/hostile/$name.cpp" ]; then
    echo "tests/hostile/$name.cpp"
  else
    echo "tests/hostile/$name.sh"
  fi
}

# values KEY: prints the values of that key, a line each.
values() { sed -n "1,/^[^/#]/s,^[/#]* *$1: ,,p" "$(file)"; }

# Makes the submission in $folder, and prints its path.
make_hostile() {
  rm -rf "${folder:?}" && mkdir -p "$folder" &&
    cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$folder" || return
  case $(file) in
    *.sh) sh "$(file)" "$folder" ;;
    *)
      { echo '#include "MP2Node.h"'
        sed 1d "$(file)"
        sed '/^\/\/ build: optimise/d
s/^void MP2Node::clientRead(string key) {/& attack(log, \&memberNode->addr);/' MP2Node.cpp
      } >"$folder/MP2Node.cpp"
      ;;
  esac
}

# Prints what is wrong with the output, or nothing.
find_fault() {
  values expect | while IFS= read -r text; do
    grep -qF -e "$text" "$output" || echo "\`$text\` is not printed"
  done
  values never | while IFS= read -r text; do
    grep -qF -e "$text" "$output" && echo "\`$text\` is printed"
  done
  [ "$(values lost)" = all ] || [ "$(grep -c '^TEST 1 SCORE.*: 3 / 3$' "$output")" -ge 3 ] ||
    echo 'the other tests lost points, too'
}

for name in "$@"; do
  folder=$HOSTILE/$name output=$HOSTILE/$name.output
  other=$(make_hostile)
  # shellcheck disable=SC2046  # Several words.
  ./KVStoreGrader.sh --submission "${other:-$folder}" --time-limit 1 --seeds 1..2 $(values options) \
    --out "$HOSTILE/$name.logs" >"$output" 2>&1 </dev/null
  fault=$(find_fault)
  if [ -n "$fault" ]; then
    echo "not ok $name: $fault"
    tail -n 5 "$output"
    status=1
  else
    echo "ok $name"
  fi
done
exit $status
