#!/bin/sh
# The grader: builds once, runs the course's tests, prints the points. --help tells more.
# What it does is in grading/Grader.cpp; this script only sees that it is built.
#
# SUBMISSION=DIR grades the four files in DIR instead of those here.
home=$(cd "$(dirname "$0")" && pwd) || exit 2
case $SUBMISSION in
  '' | /*) ;;
  *) SUBMISSION=$PWD/$SUBMISSION ;;
esac
on_nodes() { make --no-print-directory -C "$home" SUBMISSION="$SUBMISSION" "$@"; }

# Scoring logs, and help, need neither Application nor the nodes to build.
run=yes verbose=
for argument in "$@"; do
  case $argument in
    --help | --logs | --logs=*) run= ;;
    -v) verbose=yes ;;
  esac
done

build() {
  on_nodes build/kvgrader || return
  [ -z "$run" ] && return
  application=$(on_nodes -s which-application) || {
    echo "$application"
    return 1
  }
  on_nodes "$application"
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

# Folders are named from where the caller stands; tests run here.
[ -z "$run" ] && exec "$home/build/kvgrader" "$@"
cd "$home" || exit 2
exec ./build/kvgrader --application "$application" "$@"
