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

# Scoring logs, and help, need neither Application nor the nodes to build.
target=all verbose=
for argument in "$@"; do
  case $argument in
    --help | --logs | --logs=*) target=build/kvgrader ;;
    -v) verbose=yes ;;
  esac
done

if [ -n "$verbose" ]; then
  make -C "$home" "$target" SUBMISSION="$SUBMISSION" || exit 2
else
  output=$(make -C "$home" "$target" SUBMISSION="$SUBMISSION" 2>&1) || {
    printf '%s\n' "$output" >&2
    echo "KVStoreGrader.sh: it does not build; see above" >&2
    exit 2
  }
fi

# Folders are named from where the caller stands, tests run here.
[ "$target" = all ] && cd "$home"
exec "$home/build/kvgrader" "$@"
