#!/bin/sh
# The grader: builds once, runs the course's tests, prints the points. --help tells more.
# What it does is in grading/Grader.cpp; this script only sees that it is built, and the framework.
#
# SUBMISSION=PATH is --submission PATH.
home=$(cd "$(dirname "$0")" && pwd) || exit 2

# Scoring logs, and help, need neither Application nor the nodes to build.
target=Application verbose=
for argument in "$@"; do
  case $argument in
    --help | --logs | --logs=*) target= ;;
    -v) verbose=yes ;;
    --submission | --submission=*) SUBMISSION= ;;
  esac
done
[ -n "$SUBMISSION" ] && [ -n "$target" ] && set -- --submission "$SUBMISSION" "$@"
unset SUBMISSION

# Our nodes are built with the framework, so that what fails to build after that is a submission.
[ -n "$target" ] && target=build/nodes/Application
build() {
  make --no-print-directory -C "$home" build/kvgrader $target
}

if [ -n "$verbose" ]; then
  build || exit 2
else
  log=$(mktemp) || exit 2
  build >"$log" 2>&1 || {
    cat "$log" >&2
    rm -f "$log"
    echo "KVStoreGrader.sh: it does not build; see above" >&2
    exit 2
  }
  rm -f "$log"
fi
[ -z "$target" ] && exec "$home/build/kvgrader" "$@"
exec "$home/build/kvgrader" --home "$home" --application ./build/nodes/Application "$@"
