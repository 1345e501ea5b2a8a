#!/bin/sh
# The grader: builds once, runs the course's tests, prints the points. --help tells more.
# What it does is in grading/; this script only sees that all is built.
#
# SUBMISSION=DIR grades the four files in DIR instead of those here.
home=$(cd "$(dirname "$0")" && pwd) || exit 2
graded=${SUBMISSION:-.}
case $SUBMISSION in
  '' | /*) ;;
  *) SUBMISSION=$PWD/$SUBMISSION ;;
esac

# Scoring logs, and help, need neither Application nor the nodes to build.
run=yes verbose=
for argument in "$@"; do
  case $argument in
    --help | --logs | --logs=*) run= ;;
    # Each is built on its own; what they share is built here, once, with our nodes.
    --submissions | --submissions=*) SUBMISSION= ;;
    -v) verbose=yes ;;
  esac
done

log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

# logged COMMAND...: what it prints goes to $log, and with -v to the screen.
logged() {
  "$@" >"$log" 2>&1
  code=$?
  [ -n "$verbose" ] && [ "$code" -eq 0 ] && cat "$log" >&2
  return "$code"
}

build_grader() { make --no-print-directory -C "$home" SUBMISSION= build/kvgrader; }

on_nodes() { make --no-print-directory -C "$home" SUBMISSION="$SUBMISSION" "$@"; }

build_nodes() {
  application=$(on_nodes -s which-application) || {
    echo "$application"
    return 1
  }
  on_nodes "$application"
}

logged build_grader || {
  cat "$log" >&2
  echo "KVStoreGrader.sh: the grader does not build; see above" >&2
  exit 2
}
# Files and folders are named from where the caller stands; tests run at home.
if [ -z "$run" ]; then
  "$home/build/kvgrader" "$@"
elif logged build_nodes; then
  "$home/build/kvgrader" --home "$home" --application "$application" --graded "$graded" "$@"
else
  "$home/build/kvgrader" --build-log "$log" --home "$home" --graded "$graded" "$@"
fi
