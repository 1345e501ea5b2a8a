#!/bin/sh
# run.sh [slow|CHECK...]: runs the unit tests and those checks of tests/checks/ that take seconds, about two
# minutes together; `slow`: the others, which build and grade dozens of submissions, some ten minutes; otherwise
# the named checks (`unit` = the unit tests). It shows its progress: a line when a check
# starts and ends and now and then in between, and on a terminal a live line. At the end it lists each failure
# and each skip, and prints a line `N passed, N failed, N skipped`. Exit status: 0, or 1 if one failed.
#
# A check is a script that prints a line for each thing that it examined:
#
#   ok WHAT            it is right
#   not ok WHAT: WHY   it is wrong
#   skip WHAT: WHY     this environment cannot show it, because of WHY
#
# Its other output is shown if something is not ok. It gets CXX, BUILD and an empty folder, WORK.
# tests/tools/checking.sh has functions for all this.
cd "$(dirname "$0")/.." || exit 2
: "${BUILD:=build}" "${CXX:=g++}"
export BUILD CXX
# The checks call make anew. They must not inherit the flags of the make that runs this script, above all
# those of its job server.
unset MAKEFLAGS MFLAGS MAKELEVEL
results=$(mktemp -d) || exit 2
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
live=''
if [ -t 1 ] && [ -n "$TERM" ] && [ "$TERM" != dumb ]; then live=yes; fi

# ---- The screen. Both lanes write events, a line each, to descriptor 3, and only `display` writes
# to stdout:
#
#   at LANE TEXT   what the lane is doing, for the live line
#   show FILE      the file's content
#   say TEXT       a line

tell() { printf '%s\n' "$*" >&3; }

display() {
  first='' second=''
  while IFS= read -r event; do
    [ -z "$live" ] || printf '\r\033[K'
    case $event in
      'at 1 '*) first=${event#at 1 } ;;
      'at 2 '*) second=${event#at 2 } ;;
      'show '*) cat "${event#show }" ;;
      'say '*) printf '%s\n' "${event#say }" ;;
    esac
    [ -z "$live" ] || printf '  %.36s | %.36s' "$first" "$second"
  done
  [ -z "$live" ] || printf '\r\033[K'
}

# ---- One check. A loop over the check's output calls these functions. They count in $passed, $failed and
# $skipped. The check is $check, its lane $lane, and the running unit test $test.

begin() {
  check=$1 passed=0 failed=0 skipped=0 test='' began=$(date +%s)
  tell "say $check: started"
  tell "at $lane $check"
}

pass() {  # TEXT EVERY: without a live line, prints a line for every EVERYth call.
  passed=$((passed + 1))
  tell "at $lane $check: $1"
  [ -n "$live" ] || [ $((passed % $2)) -ne 0 ] || tell "say $check: $1"
}

fail() {  # TEXT
  failed=$((failed + 1))
  tell "say not ok $check: $1"
  printf '%s\n' "$check: $1" >>"$results/$lane.failures"
}

skip() {  # TEXT
  skipped=$((skipped + 1))
  tell "say skip $check: $1"
  printf '%s\n' "$check: $1" >>"$results/$lane.skips"
}

# Succeeds if the check ended too early: within a unit test, by a signal, or with an exit status that no
# failure explains.
has_crashed() {
  [ -n "$test" ] || [ "$status" -gt 128 ] || { [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; }
}

# Shows the output if something failed. A check that crashed, or examined nothing, has failed.
end() {
  status=$(cat "$results/$lane.$check.status")
  if has_crashed; then
    fail "${test:-it} ended with exit status $status"
  elif [ $((passed + failed + skipped)) -eq 0 ]; then
    fail "it looked at nothing"
  fi
  [ "$failed" -eq 0 ] || tell "show $results/$lane.$check.output"
  tell "say $check: $passed passed, $failed failed, $skipped skipped, $(($(date +%s) - began)) s"
  echo "$passed $failed $skipped" >"$results/$lane.$check.counts"
}

# Reads the output of a check on stdin. Copies it to $results/LANE.CHECK.output, without the lines that are ok.
follow_check() {
  begin "$1"
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      'ok '*) pass "$((passed + 1)) passed, ${line#ok }" 20 ;;
      'not ok '*) fail "${line#not ok }" ;;
      'skip '*) skip "${line#skip }" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done >"$results/$lane.$1.output"
  end
}

# Does the same for the output of GoogleTest.
follow_unit_tests() {
  begin unit
  total=0 reason='' before=''
  while IFS= read -r line || [ -n "$line" ]; do
    case $before in *': Skipped') reason=$line line='' ;; esac
    before=$line
    case $line in
      '[==========] Running '*) total=${line#'[==========] Running '} total=${total%% *} ;;
      '[ RUN      ] '*) test=${line#'[ RUN      ] '} ;;
      *'[       OK ] '*) test='' && pass "$((passed + 1)) of $total tests passed" 100 ;;
      *'[  FAILED  ] '*' ms)') test='' && fail "$(test_name "$line")" ;;
      *'[  SKIPPED ] '*' ms)') test='' && skip "$(test_name "$line"): ${reason:-no reason is given}" ;;
      '[--'* | '[==='* | '[  PASSED  ]'* | '[  SKIPPED ]'*) ;;
      '' | *': Skipped') ;;
      *) printf '%s\n' "$line" ;;
    esac
  done >"$results/$lane.unit.output"
  end
}

# Prints Suite.Test of a line like `[  FAILED  ] Suite.Test (3 ms)`.
test_name() { printf '%s\n' "$1" | sed 's/.*\[[ A-Z]*\] //; s/[, ].*//'; }

# These functions print a check's output and leave its exit status in a file.
run_unit_tests() {  # PART PARTS: the tests of one of equal parts.
  GTEST_SHARD_INDEX=$(($1 - 1)) GTEST_TOTAL_SHARDS=$2 "$BUILD/unit_tests" 2>&1
  echo $? >"$results/$lane.unit.status"
}

run_check() {
  WORK=$(mktemp -d) || exit 2
  export WORK
  sh "tests/checks/$1.sh" 2>&1
  echo $? >"$results/$lane.$1.status"
  rm -rf "$WORK"
}

run_lane() {  # LANE CHECK...
  lane=$1
  shift
  for name in "$@"; do
    if [ "$name" = unit ]; then
      run_unit_tests 1 1 | follow_unit_tests
    elif [ "$name" = half_of_unit ]; then
      run_unit_tests "$lane" 2 | follow_unit_tests
    elif [ -f "tests/checks/$name.sh" ]; then
      run_check "$name" | follow_check "$name"
    else
      { echo "not ok there is no such check"; echo 0 >"$results/$lane.$name.status"; } |
        follow_check "$name"
    fi
  done
  tell "at $lane "
}

# Two lanes run in parallel, of about the same length. Checks that build or remove the same files are in the
# same lane.
quick_1='unit test_runner rooms requires functions format docs quickstart histories lessons compare'
quick_2='command_line drop_in submission_check bench_smoke searches'
slow_1='nodes readme starter determinism hostile clock course_scripts quality labs'
slow_2='names editions laboratory cluster grader grading_formats interruptions debugger'

run_lanes() {  # CHECKS CHECKS
  # shellcheck disable=SC2086  # Words.
  run_lane 2 $2 &
  # shellcheck disable=SC2086  # Words.
  run_lane 1 $1
  wait
}

# Runs the named checks one after the other, and the unit tests, if they are among them, on both lanes. These
# are a pipeline, because a shell lets its background commands ignore SIGINT, which some tests send.
run_named() {
  others=''
  for name in "$@"; do [ "$name" = unit ] || others="$others $name"; done
  # shellcheck disable=SC2086,SC2259  # Words; lane 1 reads nothing.
  case " $* " in
    *' unit '*)
      run_lane 2 half_of_unit | run_lane 1 half_of_unit $others </dev/null
      ;;
    *) run_lane 1 $others ;;
  esac
}

run_chosen() {
  case $* in
    '') run_lanes "$quick_1" "$quick_2" ;;
    slow) run_lanes "$slow_1" "$slow_2" ;;
    *) run_named "$@" ;;
  esac
}

run_chosen "$@" 3>&1 | display

# ---- The end.

list() {  # WORD FILE...
  word=$1
  shift
  cat "$@" 2>/dev/null | sed "s/^/$word: /"
}

list failed "$results"/*.failures
list skipped "$results"/*.skips
cat "$results"/*.counts | {
  passed=0 failed=0 skipped=0
  while read -r ok bad unseen; do
    passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + unseen))
  done
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
}
