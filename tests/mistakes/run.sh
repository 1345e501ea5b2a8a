#!/bin/sh
# run.sh [NAME...]: grades each submission with a mistake of tests/mistakes/ (all, or those named), and
# looks for the likely cause that the grader gives. Prints `ok NAME` or `not ok NAME: WHY`. Without
# names, also sees to it that correct submissions are told of no cause.
#
# Each is a patch to tests/submissions/classic2014, of full marks without it; its first line says
# which test loses points, and what words the explanation of that test has to have.
cd "$(dirname "$0")/../.." || exit 2
: "${MISTAKES:=build/mistakes}" "${SEEDS:=1..20}"
unset MAKEFLAGS MFLAGS MAKELEVEL
correct=
if [ $# -eq 0 ]; then
  correct=". tests/submissions/classic2014 tests/submissions/modern2020 tests/submissions/rawstruct"
  for patch in tests/mistakes/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
status=0

# make_mistake NAME: the patched files, in $MISTAKES/NAME.
make_mistake() {
  rm -rf "${MISTAKES:?}/$1" && mkdir -p "$MISTAKES/$1" &&
    cp tests/submissions/classic2014/MP* "$MISTAKES/$1" &&
    patch -s -p1 -d "$MISTAKES/$1" <"tests/mistakes/$1.patch"
}

# explanation_of TEST FILE: that of the test in a grade as JSON, in one line.
explanation_of() {
  awk -v test="\"name\": \"$1\"," '
    index($0, "\"name\": ") { found = index($0, test) > 0 }
    found && index($0, "\"explanation\": ") { print; exit }' "$2" | sed 's/\\n */ /g'
}

for name in "$@"; do
  expected=$(sed -n '1s/^[^:]*: //p' "tests/mistakes/$name.patch")
  test=$(sed -n '1s/:.*//p' "tests/mistakes/$name.patch")
  if ! make_mistake "$name"; then
    echo "not ok $name: its patch does not fit"
    status=1
    continue
  fi
  graded=$MISTAKES/graded/$name
  rm -rf "$graded" && mkdir -p "$graded"
  ./KVStoreGrader.sh --submission "$MISTAKES/$name" --seeds "$SEEDS" --out "$graded/logs" \
    --json "$graded/grade.json" >"$graded/output" 2>&1 </dev/null
  explanation=$(explanation_of "$test" "$graded/grade.json")
  case $explanation in
  *"likely cause: "*"$expected"*) echo "ok $name" ;;
  *)
    echo "not ok $name: the explanation of $test has no \`$expected\`"
    echo "$explanation"
    status=1
    ;;
  esac
done

for submission in $correct; do
  graded=$MISTAKES/graded/correct
  mkdir -p "$graded"
  ./KVStoreGrader.sh --submission "$submission" --seeds "$SEEDS" --out "$graded/logs" \
    >"$graded/output" 2>&1 </dev/null
  if grep -q '^TOTAL GRADE: 90 / 90$' "$graded/output" &&
    ! grep -q 'likely cause' "$graded/output"; then
    echo "ok $submission has no likely cause"
  else
    echo "not ok $submission has no likely cause: see $graded/output"
    status=1
  fi
done
exit $status
