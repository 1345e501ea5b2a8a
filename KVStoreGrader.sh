#!/bin/sh
# The grader: builds once, runs the course's tests, prints the points. --help tells more.
# What it does is in grading/; this script only sees that the framework and the grader are built.
#
# SUBMISSION=PATH is --submission PATH.
home=$(cd "$(dirname "$0")" && pwd) || exit 2

# Scoring logs, and help, need neither Application nor the nodes to build. Our nodes are built with
# the framework, so that what fails to build after that is a submission.
target=build/nodes/Application verbose=
for argument in "$@"; do
  case $argument in
    -h | --help | --version | --log | --log=* | --logs | --logs=*) target= ;;
    -v) verbose=yes ;;
    --submission | --submission=* | --submissions | --submissions=*) SUBMISSION= ;;
  esac
done
[ -n "$SUBMISSION" ] && [ -n "$target" ] && set -- --submission "$SUBMISSION" "$@"
unset SUBMISSION

log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
make --no-print-directory -C "$home" build/kvgrader $target >"$log" 2>&1 || {
  cat "$log" >&2
  echo "KVStoreGrader.sh: it does not build; see above" >&2
  exit 2
}
[ -n "$verbose" ] && cat "$log" >&2
# Files and folders are named from where the caller stands; tests run at home.
if [ -z "$target" ]; then
  "$home/build/kvgrader" "$@"
else
  "$home/build/kvgrader" --home "$home" --application "./$target" "$@"
fi
