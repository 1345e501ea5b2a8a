#!/bin/sh
# run.sh [CHECK...]: runs the unit tests and the checks in tests/checks/, all of them or those named
# (`unit` = the unit tests), and ends in a line `N passed, N failed`.
#
# A check is a script that prints `ok WHAT` or `not ok WHAT: WHY` for each thing it looked at; what
# else it prints is shown when something is not ok. It is given CXX, BUILD and an empty folder, WORK.
cd "$(dirname "$0")/.." || exit 2
: "${BUILD:=build}" "${CXX:=g++}"
export BUILD CXX
# The checks call make anew: the flags of the one that runs this, its job server's above all, are
# not theirs.
unset MAKEFLAGS MFLAGS MAKELEVEL
passed=0 failed=0
output=$(mktemp) || exit 2
trap 'rm -f "$output"' EXIT

run_unit_tests() {
  "$BUILD/unit_tests" --gtest_brief=1 >"$output" 2>&1
  status=$?
  ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) tests\{0,1\}\.$/\1/p' "$output" | tail -1)
  bad=$(grep -c '^\[  FAILED  \] [^ ]*\.[^ ]* (' "$output")
  # A crash leaves no count: that is one failure at least.
  [ $status -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  [ "$bad" -gt 0 ] && cat "$output"
  echo "unit tests: ${ok:-0} passed, $bad failed"
  passed=$((passed + ${ok:-0})) failed=$((failed + bad))
}

run_check() {
  WORK=$(mktemp -d) || exit 2
  export WORK
  sh "tests/checks/$1.sh" >"$output" 2>&1
  status=$?
  ok=$(grep -c '^ok ' "$output")
  bad=$(grep -c '^not ok ' "$output")
  [ $((ok + bad)) -eq 0 ] && bad=1
  [ $status -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
  [ "$bad" -gt 0 ] && cat "$output"
  rm -rf "$WORK"
  echo "$1: $ok passed, $bad failed"
  passed=$((passed + ok)) failed=$((failed + bad))
}

[ $# -gt 0 ] || set -- unit submission_check drop_in clock determinism command_line grader course_scripts readme
for check in "$@"; do
  if [ "$check" = unit ]; then run_unit_tests; else run_check "$check"; fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
