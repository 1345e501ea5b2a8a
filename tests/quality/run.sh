#!/bin/sh
# run.sh [NAME...]: grades each submission of tests/quality/ (all, or those named). Each is a patch to
# tests/submissions/classic2014 that gets full marks from the course. Its second line names the
# examinations (grading/examine/examinations/Examinations.cpp) that must find it weak, and that find nothing in the
# unpatched one. Our own nodes must be good everywhere. Prints `ok NAME` or `not ok NAME: WHY`.
#
# GRADER_OPTIONS has further options for KVStoreGrader.sh.
cd "$(dirname "$0")/../.." || exit 2
: "${QUALITY:=build/quality}" "${GRADER_OPTIONS:=--seeds 1..5}"
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ $# -eq 0 ]; then
  set -- ours classic2014
  for patch in tests/quality/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
status=0
failed() {
  echo "not ok $1: $2"
  status=1
}

# grade NAME OPTION...: leaves output and grade.json in $QUALITY/NAME.
grade() {
  graded=$QUALITY/$1
  shift
  # shellcheck disable=SC2086  # They are several words.
  ./KVStoreGrader.sh $GRADER_OPTIONS --json "$graded/grade.json" --out "$graded/logs" "$@" \
    >"$graded/output" 2>&1 </dev/null
}

# is_judged NAME EXAMINATION KIND: succeeds if the examination judged it so: good, weak, ...
is_judged() { grep -A 2 "\"name\": \"$2\"," "$QUALITY/$1/grade.json" | grep -q "\"kind\": \"$3\""; }

# The names of all examinations, by the table of the grader, and of the look that every compiler allows.
examinations=$(sed -n 's/^    {"\([a-z0-9-]*\)".*/\1/p' grading/examine/examinations/Examinations.cpp)
if [ -z "$examinations" ]; then
  echo "not ok: grading/examine/examinations/Examinations.cpp has no row that this script can read"
  exit 2
fi
examinations="$examinations warnings"

for name in "$@"; do
  rm -rf "${QUALITY:?}/$name" && mkdir -p "$QUALITY/$name/files" || exit 2
  case $name in
    ours) expected='' grade "$name" ;;
    *)
      cp tests/submissions/classic2014/MP* "$QUALITY/$name/files"
      expected=surplus
      if [ "$name" != classic2014 ]; then
        patch -s -p1 -d "$QUALITY/$name/files" <"tests/quality/$name.patch" || exit 2
        expected=$(sed -n '2s/^expect: //p' "tests/quality/$name.patch")
      fi
      grade "$name" --submission "$QUALITY/$name/files"
      ;;
  esac
  before=$status
  [ -s "$graded/grade.json" ] || failed "$name" "it has no grade: $(cat "$graded/output")"
  case $GRADER_OPTIONS in
    *quality*) ;;
    *)
      grep -qx 'TOTAL GRADE: 90 / 90' "$graded/output" && grep -qx 'Final grade 90' "$graded/output" ||
        failed "$name" "the course's tests find it out"
      ;;
  esac
  for examination in $expected; do
    is_judged "$name" "$examination" weak || failed "$name" "$examination does not find it out"
  done
  if [ "$name" = ours ]; then
    ! grep '"kind"' "$graded/grade.json" | grep -qv '"good"' ||
      failed "$name" "not good everywhere: $(grep -n '"kind"' "$graded/grade.json")"
    for examination in $examinations; do
      is_judged "$name" "$examination" good || failed "$name" "$examination does not judge it good"
    done
  fi
  [ "$before" -eq "$status" ] && echo "ok $name"
done
exit $status
