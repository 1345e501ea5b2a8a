#!/bin/sh
# run.sh [NAME...]: shows that the check of each lab (./KVStoreGrader.sh --lab N) is right. Prints `ok
# WHAT` or `not ok WHAT: WHY`. A NAME is `starter`, `lab1` ... `lab6`, `correct`, or the name of a file in
# mistakes/; without names it tries all.
#
# solutions/labN.patch makes the solution of lab N from that of lab N + 1; lab 7's is
# tests/submissions/modern2020. mistakes/NAME.patch is a mistake in the solution of a lab; its first
# line has the lab, and words that the check must print.
cd "$(dirname "$0")/../.." || exit 2
: "${LABS:=build/labs}"
unset MAKEFLAGS MFLAGS MAKELEVEL SUBMISSION
if [ $# -eq 0 ]; then
  set -- starter lab1 lab2 lab3 lab4 lab5 lab6 correct
  for patch in tests/labs/mistakes/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
status=0

# make_solution LAB FOLDER: writes the solution of that lab. It is compiled without optimisation, like a
# student's files.
make_solution() {
  rm -rf "${2:?}" && mkdir -p "$2" && cp tests/submissions/modern2020/MP* "$2" || return 1
  solved=7
  while [ "$solved" -gt "$1" ]; do
    solved=$((solved - 1))
    patch -s -p1 -d "$2" <"tests/labs/solutions/lab$solved.patch" || return 1
  done
}

# check_lab LAB FOLDER: leaves the output in $output, as one line, and the exit status in $code.
check_lab() {
  code=0
  output=$(./KVStoreGrader.sh --lab "$1" --submission "$2" --out "$LABS/logs" 2>&1 </dev/null) ||
    code=$?
  output=$(echo "$output" | tr -s ' \n' '  ')
}

# expect_lab WHAT LAB FOLDER STATUS WORDS
expect_lab() {
  check_lab "$2" "$3"
  case $code/$output in
  "$4"/*"$5"*) echo "ok $1" ;;
  *)
    echo "not ok $1: status $code; wanted $4 and \`$5\` in: $output"
    status=1
    ;;
  esac
}

# A correct solution is also told of no mistake: done has no remarks.
expect_done() {
  expect_lab "$1: lab $2 is done" "$2" "$3" 0 ": done."
}

try_starter() {
  rm -rf "${LABS:?}/starter" && mkdir -p "$LABS" && make -s build/starter &&
    build/starter . starter-kit "$LABS/starter" || status=1
  for lab in 1 2 3 4 5 6 7; do
    expect_lab "starter: lab $lab is not done" "$lab" "$LABS/starter" 1 "initMemberListTable"
  done
}

try_solution() {
  make_solution "$1" "$LABS/lab$1" || { echo "not ok lab$1: a patch does not fit"; status=1; return; }
  expect_done "lab$1" "$1" "$LABS/lab$1"
  expect_lab "lab$1: lab $(($1 + 1)) is not done" $(($1 + 1)) "$LABS/lab$1" 1 \
    "Lab $(($1 + 1)) (${2}): not yet. - "
}

try_correct() {
  for submission in . tests/submissions/classic2014 tests/submissions/modern2020; do
    for lab in 1 2 3 4 5 6 7; do expect_done "$submission" "$lab" "$submission"; done
  done
}

try_mistake() {
  first=$(sed -n 1p "tests/labs/mistakes/$1.patch")
  lab=${first%%:*}
  if ! make_solution "$lab" "$LABS/$1" ||
    ! patch -s -p1 -d "$LABS/$1" <"tests/labs/mistakes/$1.patch"; then
    echo "not ok $1: its patch does not fit"
    status=1
    return
  fi
  expect_lab "$1" "$lab" "$LABS/$1" 1 "${first#*: }"
}

for name in "$@"; do
  case $name in
  starter) try_starter ;;
  correct) try_correct ;;
  lab1) try_solution 1 gossip ;;
  lab2) try_solution 2 "failure detection" ;;
  lab3) try_solution 3 "the ring" ;;
  lab4) try_solution 4 "create and read" ;;
  lab5) try_solution 5 "quorum and time-outs" ;;
  lab6) try_solution 6 stabilization ;;
  *) try_mistake "$name" ;;
  esac
done
exit $status
