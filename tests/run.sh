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
results=$(mktemp -d) || exit 2
trap 'rm -rf "$results"' EXIT

# finish_check NAME STATUS PASSED FAILED: shows $results/NAME.output if something failed.
finish_check() {
  bad=$4
  # A crash leaves no verdict: that is one failure at least.
  if [ "$bad" -eq 0 ] && { [ "$2" -ne 0 ] || [ "$3" -eq 0 ]; }; then bad=1; fi
  [ "$bad" -eq 0 ] || cat "$results/$1.output"
  echo "$1: $3 passed, $bad failed"
  echo "$3 $bad" >"$results/$1.counts"
}

run_unit_tests() {
  "$BUILD/unit_tests" --gtest_brief=1 >"$results/unit.output" 2>&1
  status=$?
  ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) tests\{0,1\}\.$/\1/p' "$results/unit.output" | tail -1)
  bad=$(grep -c '^\[  FAILED  \] [^ ]*\.[^ ]* (' "$results/unit.output")
  finish_check unit $status "${ok:-0}" "$bad"
}

run_check() {
  WORK=$(mktemp -d) || exit 2
  export WORK
  sh "tests/checks/$1.sh" >"$results/$1.output" 2>&1
  status=$?
  rm -rf "$WORK"
  finish_check "$1" $status "$(grep -c '^ok ' "$results/$1.output")" \
    "$(grep -c '^not ok ' "$results/$1.output")"
}

run_all() {
  for check in "$@"; do
    if [ "$check" = unit ]; then run_unit_tests; else run_check "$check"; fi
  done
}

if [ $# -gt 0 ]; then
  run_all "$@"
else
  # Two lanes at a time. What builds submissions in $BUILD stays in one.
  run_all drop_in laboratory grader grading_formats quality labs hostile clock course_scripts &
  run_all unit submission_check command_line readme starter determinism bench_smoke
  wait
fi
cat "$results"/*.counts | {
  passed=0 failed=0
  while read -r ok bad; do passed=$((passed + ok)) failed=$((failed + bad)); done
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
