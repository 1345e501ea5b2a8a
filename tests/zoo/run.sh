#!/bin/sh
# run.sh [--grader] [NAME...]: builds each wrong node of tests/zoo/ (all, or those named), runs it
# under --check until it is caught, shrinks the failing schedule, and lets the course's grader judge it.
# Prints a table.
#
# A wrong node is a patch to our MP1Node and MP2Node; its first line says what is wrong. One with a line
# `# search: KIND` is looked for by that search (docs/search.md) instead of a sweep. The script fails
# if one is not caught within SEEDS seeds or RUNS runs, if the median is 50 seeds or more, if a schedule
# does not shrink to MOST_EVENTS lines, or to those that an `# events: N` line of its patch allows, or if
# the checks accuse the correct nodes.
#
# With --grader, it grades them like a class, 20 seeds each, and fails if one gets another grade than the
# `# grader:` line of its patch says: `full`, or the tests that lose points.
cd "$(dirname "$0")/../.." || exit 2
: "${SEEDS:=1000}" "${MOST_EVENTS:=12}" "${CONF:=testcases/chaos.conf}" "${ZOO:=build/zoo}"
: "${SEARCH_CONF:=testcases/search.conf}" "${RUNS:=5000}" "${GRADED:=build/zoo-graded}" "${JOBS:=2}"
unset MAKEFLAGS MFLAGS MAKELEVEL
mode=
[ "$1" = --grader ] && mode=$1 && shift
if [ $# -eq 0 ]; then
  set --
  for patch in tests/zoo/*.patch; do set -- "$@" "$(basename "$patch" .patch)"; done
fi
bad=0

# make_wrong FOLDER NAME: writes the patched nodes to FOLDER/NAME.
make_wrong() {
  rm -rf "${1:?}/$2" && mkdir -p "$1/$2" &&
    cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$1/$2" &&
    patch -s --no-backup-if-mismatch -p1 -d "$1/$2" <"tests/zoo/$2.patch"
}

# grade_all NAME...: compares the grades of these nodes with their patches' second lines.
grade_all() {
  rm -rf "${GRADED:?}" && mkdir -p "$GRADED/nodes" || exit 2
  for name in "$@"; do make_wrong "$GRADED/nodes" "$name" || bad=1; done
  ./KVStoreGrader.sh --submissions "$GRADED/nodes" --csv "$GRADED/grades.csv" --jobs "$JOBS" \
    --out "$GRADED/logs" || bad=1
  printf '%-34s %s\n' 'wrong node' 'loses points in'
  for name in "$@"; do
    expected=$(sed -n 's/^# grader: //p' "tests/zoo/$name.patch")
    # Field 7 has the tests that lost points, each with its points: `read2 0/9; read4 0/6`.
    found=$(awk -F, -v name="$name" '$1 == name {
      if ($2 == 0) print "does not build"
      gsub(/ [0-9]+\/[0-9]+;?/, "", $7)
      print $7 == "" ? "full" : $7 }' "$GRADED/grades.csv")
    printf '%-34s %s\n' "$name" "$found"
    [ "$found" = "$expected" ] && continue
    printf '%-34s %s\n' '' "EXPECTED: $expected"
    bad=1
  done
  exit $bad
}
[ -z "$mode" ] || grade_all "$@"

mkdir -p "$ZOO" && make -s all || exit 2
: >"$ZOO/seeds"
: >"$ZOO/graded"

# build_wrong NAME: builds the program with the patched nodes in $ZOO/NAME; sets app to its path.
build_wrong() {
  make_wrong "$ZOO" "$1" &&
    app=$(make -s SUBMISSION="$ZOO/$1" which-application) &&
    make -s SUBMISSION="$ZOO/$1" "$app" >"$ZOO/$1/build.log" 2>&1
}

# grade NAME: prints the points that the course's grader gives, of 180.
grade() {
  SUBMISSION="$ZOO/$1" ./KVStoreGrader.sh --classic --out "$ZOO/$1/logs" 2>/dev/null |
    sed -n 's/^TOTAL GRADE: \([0-9]*\).*/\1/p; s/^Final grade \([0-9]*\).*/\1/p' |
    awk '{ sum += $1 } END { print sum + 0 }'
}

# The first failure of $app: `seed N: CHECK: …`.
sweep() { "$app" "$CONF" --seeds "1..$SEEDS" --check --until-failure --quiet | head -1; }
shrink() {  # NAME SEED
  "$app" "$CONF" --seed "$2" --check --shrink --quiet --out "$ZOO/$1" >"$ZOO/$1/shrink.log" 2>&1
}

# search NAME KIND: the same of a search, which shrinks it, too: `run N: CHECK: …`.
search() {
  "$app" "$SEARCH_CONF" --check --search "$2" --runs "$RUNS" --until-failure --shrink --quiet \
    --out "$ZOO/$1" >"$ZOO/$1/shrink.log" 2>&1
  grep '^run [0-9]*: ' "$ZOO/$1/shrink.log" | head -1
}

printf '%-34s %-18s %5s %6s  %s\n' 'wrong node' 'caught by' 'seed' 'events' 'grader'
for name in "$@"; do
  if ! build_wrong "$name"; then
    echo "$name: does not build; see $ZOO/$name/build.log"
    bad=1
    continue
  fi
  search=$(sed -n 's/^# search: //p' "tests/zoo/$name.patch")
  if [ -n "$search" ]; then found=$(search "$name" "$search"); else found=$(sweep); fi
  seed=$(echo "$found" | sed -n 's/^[a-z]* \([0-9]*\): .*/\1/p')
  check=$(echo "$found" | sed -n 's/^[a-z]* [0-9]*: \([^:]*\): .*/\1/p')
  if [ -z "$seed" ]; then
    printf '%-34s %-18s %5s %6s  %s\n' "$name" 'NOT CAUGHT' '' '' "$(grade "$name")"
    bad=1
    continue
  fi
  [ -n "$search" ] || shrink "$name" "$seed"
  events=$(grep -c '^\(at\|from\) ' "$ZOO/$name/shrunk.faults")
  most=$(sed -n 's/^# events: \([0-9]*\).*/\1/p' "tests/zoo/$name.patch")
  [ "$events" -gt 0 ] && [ "$events" -le "${most:-$MOST_EVENTS}" ] || bad=1
  points=$(grade "$name")
  if [ "$points" -eq 180 ]; then points='180 (not caught)'; else echo "$name" >>"$ZOO/graded"; fi
  [ -n "$search" ] || echo "$seed" >>"$ZOO/seeds"
  printf '%-34s %-18s %5s %6s  %s\n' "$name" "$check${search:+ ($search)}" "$seed" "$events" "$points"
done

sort -n "$ZOO/seeds" | awk '
  { seed[NR] = $1 }
  END { if (NR > 0) { m = seed[int((NR + 1) / 2)]; print NR " caught, median seed " m; exit m >= 50 } }' || bad=1
echo "the course's grader alone catches $(wc -l <"$ZOO/graded")"
./Application "$CONF" --seeds "1..$SEEDS" --check --quiet || { echo 'the correct nodes are accused'; bad=1; }
exit $bad
