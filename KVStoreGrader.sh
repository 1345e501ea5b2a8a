#!/bin/sh
# The grader: builds once, runs the course's tests, prints the points. --help tells more.
# What it does is in grading/; this script only sees that the framework and the grader are built.
#
# SUBMISSION=PATH is --submission PATH.
home=$(cd "$(dirname "$0")" && pwd) || exit 2

# Scoring logs, and help, need neither Application nor the nodes to build. Our nodes are built where
# they are graded; a submission is built later, with what is built here.
application=build/nodes/Application nodes=$application runs=yes QUIET= edition='' before=''
[ -z "$SUBMISSION" ] || nodes=framework
for argument in "$@"; do
  [ "$before" != --edition ] || edition=$argument
  before=$argument
  case $argument in
    --edition=*) edition=${argument#*=} ;;
    -h | --help | --version | --merge | --log | --log=* | --logs | --logs=*) runs= ;;
    --quiet) QUIET=yes ;;
    --submission | --submission=* | --submissions | --submissions=*) nodes=framework SUBMISSION= ;;
  esac
done
[ -n "$runs" ] || nodes=
# The grader itself refuses others. The framework is the same for all editions, and an edition for our
# nodes alone would make them again, now and the next time.
case $nodes-$edition in framework-*) edition='' ;; *-2014a | *-2014 | *-2020) ;; *) edition='' ;; esac
[ -z "$SUBMISSION" ] || [ -z "$runs" ] || set -- --submission "$SUBMISSION" "$@"
unset SUBMISSION

# In the background, so that a signal to this script does not have to wait for it.
trap 'kill -TERM $!; wait; exit 130' INT
trap 'kill -TERM $!; wait; exit 143' TERM HUP
# shellcheck disable=SC2086  # There may be none.
(cd "$home" && QUIET=$QUIET exec sh tests/tools/build.sh "EDITION=$edition" build/kvgrader $nodes) &
wait $! || {
  echo "KVStoreGrader.sh: it does not build; see above" >&2
  exit 2
}
trap - INT TERM HUP
# Files and folders are named from where the caller stands; tests run at home. exec: who ends this
# script ends the grader.
if [ -z "$runs" ]; then
  exec "$home/build/kvgrader" "$@"
else
  exec "$home/build/kvgrader" --home "$home" --application "./$application" "$@"
fi
