#!/bin/sh
# run.sh [NAME...]: grades each hostile submission of tests/hostile/ (all, or those named), and looks
# for the outcome in its first line; its second may have options for the grader. Prints `ok NAME` or `not ok NAME: WHY`.
#
# Each is our nodes with an attack that comes with the first read: the create test has to get its
# points all the same, unless there is nothing that could be run.
cd "$(dirname "$0")/../.." || exit 2
: "${HOSTILE:=build/hostile}"
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ $# -eq 0 ]; then
  set --
  for attack in tests/hostile/*.cpp; do set -- "$@" "$(basename "$attack" .cpp)"; done
fi
status=0

# make_hostile NAME: our nodes with the attack, in $HOSTILE/NAME.
make_hostile() {
  rm -rf "${HOSTILE:?}/$1" && mkdir -p "$HOSTILE/$1" &&
    cp MP1Node.h MP1Node.cpp MP2Node.h "$HOSTILE/$1" &&
    { echo '#include "MP2Node.h"'; sed 1d "tests/hostile/$1.cpp"
      sed '/^\/\/ build: optimise/d
s/^void MP2Node::clientRead(string key) {/& attack(log, \&memberNode->addr);/' MP2Node.cpp
    } >"$HOSTILE/$1/MP2Node.cpp"
}

for name in "$@"; do
  expected=$(sed -n '1s/^\/\/ expect: //p' "tests/hostile/$name.cpp")
  options=$(sed -n '2s/^\/\/ options: //p' "tests/hostile/$name.cpp")
  # shellcheck disable=SC2086  # Several words.
  make_hostile "$name" && ./KVStoreGrader.sh --submission "$HOSTILE/$name" --time-limit 1 $options \
    --out "$HOSTILE/$name/logs" \
    >"$HOSTILE/$name/output" 2>&1 </dev/null
  if ! grep -qF -e "$expected" "$HOSTILE/$name/output"; then
    echo "not ok $name: \`$expected\` is not printed"
    tail -n 5 "$HOSTILE/$name/output"
    status=1
  elif ! grep -q 'it does not build' "$HOSTILE/$name/output" &&
    [ "$(grep -c '^TEST 1 SCORE.*: 3 / 3$' "$HOSTILE/$name/output")" -lt 3 ]; then
    echo "not ok $name: the other tests lost points, too"
    status=1
  else
    echo "ok $name"
  fi
done
exit $status
