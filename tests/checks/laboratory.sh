# The laboratory's commands: our store passes, equal seeds give equal runs, faults outside the guarantees
# break the store, and the report on a submission's store has a schedule that replays the violation.
. tests/tools/checking.sh
ours=$BUILD/nodes/Application

# digest_of ARGUMENT...: the last word of the last line.
digest_of() {
  "$ours" "$@" 2>/dev/null | tail -1 | sed 's/.* //'
}

expect "chaos.conf: our store passes" 0 "100 seeds, 0 failed, 0 inconclusive" \
  "$ours" testcases/chaos.conf --seeds 1..100 --jobs 2 --check
expect "small-rings.conf: our store passes" 0 "100 seeds, 0 failed, 0 inconclusive" \
  "$ours" testcases/small-rings.conf --seeds 1..100 --jobs 2 --check
expect "large-groups.conf: our store passes" 0 "2 seeds, 0 failed, 0 inconclusive" \
  "$ours" testcases/large-groups.conf --seeds 1..2 --jobs 2 --check
one=$(digest_of testcases/chaos.conf --seeds 1..20 --jobs 1 --check)
two=$(digest_of testcases/chaos.conf --seeds 1..20 --jobs 2 --check)
verdict "chaos.conf: equal digests with one job and with two" "$one, $two" test "$one" = "$two"
again=$(digest_of testcases/chaos.conf --seeds 1..20 --jobs 2 --check)
verdict "chaos.conf: equal digests when run twice" "$two, $again" test "$two" = "$again"

# breaks NAME LEVEL
breaks() {
  expect "outside/$1.faults breaks $2" 1 "VIOLATED: $2" \
    "$ours" testcases/outside.conf --set "FAULTS=testcases/outside/$1.faults" --check --out "$WORK"
}
breaks partition regular
breaks counted-before-restart replicas
breaks two-crashes durable
breaks removed-alive regular

expect "FAULT_KINDS: not a kind" 2 "FAULT_KINDS is \`crsh\`: all, or, with commas between them" \
  "$ours" testcases/chaos.conf --set FAULT_KINDS=crsh

# What a schedule file says and has no effect.
cat >"$WORK/s.faults" <<'END'
peers 5
at 120 client 1 on 1 create key old
at 180 restart 2
from 200 to 320 partition 1,2 | 3,4,5
at 290 client 1 on 1 update key new
END
expect "a fault that did nothing is named" 0 \
  "$WORK/s.faults:3: \`at 180 restart 2\` did nothing: peer 2 was not down" \
  "$ours" testcases/outside.conf --set "FAULTS=$WORK/s.faults" --check --out "$WORK"
expect "a call that fails behind a partition met a fault" 0 "1 of 2 operations touched by a fault" \
  "$ours" testcases/outside.conf --set "FAULTS=$WORK/s.faults" --check --out "$WORK"
: >"$WORK/empty.faults"
expect "an empty schedule" 2 "$WORK/empty.faults:1: the schedule is empty" \
  "$ours" testcases/outside.conf --set "FAULTS=$WORK/empty.faults" --check --out "$WORK"
echo "peers 5" >"$WORK/empty.faults"
expect "a schedule of no events" 0 "note: FAULTS is $WORK/empty.faults, which has no events" \
  "$ours" testcases/outside.conf --set "FAULTS=$WORK/empty.faults" --check --out "$WORK"
expect "a late group: the store is not blamed" 3 "INCONCLUSIVE: calls" \
  "$ours" testcases/chaos.conf --set STEP_RATE=60 --set MIN_NNB=9 --check --out "$WORK"
expect "a late group: the course's schedule is later" 0 \
  "tick 0 of the test's schedule was tick 272" \
  "$ours" testcases/create.conf --set STEP_RATE=30 --out "$WORK"

# A stranger.
folder=tests/submissions/classic2014
stranger=$(application_of "$folder")
if ! make SUBMISSION="$folder" BUILD="$BUILD" "$stranger" >"$WORK/make" 2>&1; then
  cat "$WORK/make"
  not_ok "classic2014 builds" "see above"
  finish
fi
run "$stranger" testcases/course-chaos.conf --seeds 1..20 --jobs 2 --check
lines=$(grep -c '^seed [0-9]*: .*; replay: \./Application testcases/course-chaos.conf --seed' \
  "$WORK/stdout")
failed=$(sed -n 's/.* seeds, \([0-9]*\) failed.*/\1/p' "$WORK/stdout")
verdict "a stranger: a line for each seed that fails" "$lines lines, ${failed:-?} failed, exit $code" \
  test "$code" -eq 1 -a "${failed:-0}" -gt 0 -a "$lines" -eq "${failed:-0}"

expect "a stranger: the first failure of a sweep is shrunk" 1 "written to $WORK/shrunk.faults" \
  "$stranger" testcases/course-chaos.conf --seeds 1..20 --check --until-failure --shrink --out "$WORK"
seed=$(sed -n 's/^seed \([0-9]*\):.*/\1/p' "$WORK/stdout")
found=$(sed -n 's/^seed [0-9]*: \(.* key [^ ,]*\).*/\1/p' "$WORK/stdout")
broken=$(sed -n '1s/^# \([^:]*\):.*/\1/p' "$WORK/shrunk.faults")
sentence=$(sed -n '1s/^# [^:]*: //p' "$WORK/shrunk.faults")
case "$broken: $sentence" in
  "$found"*) ok "a stranger: the shrunk schedule breaks the same of the same key" ;;
  *) not_ok "a stranger: the shrunk schedule breaks the same of the same key" "$found; $broken: $sentence" ;;
esac
expect "a stranger: the shrunk schedule replays" 1 "VIOLATED: $broken" \
  "$stranger" testcases/course-chaos.conf --seed "$seed" --set "FAULTS=$WORK/shrunk.faults" \
  --set WORKLOAD=none --check --out "$WORK"
verdict "a stranger: the replay says what the file says" "$sentence: $(cat "$WORK/stdout")" \
  grep -qxF "  $sentence" "$WORK/stdout"

# A store whose read reports the absence of a key that it knows from one tombstone alone.
wrong=$WORK/wrong
mkdir "$wrong" && cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$wrong"
sed -i '/^void MP2Node::decideRead/,/^}/s/if (transaction->holdersOfFound/if (transaction->found.present \&\& transaction->holdersOfFound/' \
  "$wrong/MP2Node.cpp"
program=$(application_of "$wrong")
run make SUBMISSION="$wrong" BUILD="$BUILD" "$program"
verdict "the wrong store builds" "$(cat "$WORK/stderr")" test "$code" -eq 0
schedule=tests/faults/absent-read-not-written-back.faults
verdict "the wrong store differs" "nothing was replaced" sh -c "! cmp -s MP2Node.cpp '$wrong/MP2Node.cpp'"
expect "an absence that a later read contradicts" 1 "VIOLATED: linearizable" \
  "$program" testcases/outside.conf --set "FAULTS=$schedule" --check --out "$WORK"
expect "the right store brings the tombstone to a quorum" 0 "linearizable holds" \
  "$(make -s --no-print-directory BUILD="$BUILD" which-application)" \
  testcases/outside.conf --set "FAULTS=$schedule" --check --out "$WORK"

# What the README shows of it.
shown=$(sed -n 's/^    \(shrunk to .* runs\),.*/\1/p' README.md)
expect "README: ${shown:-the example is missing}" 1 "${shown:-?}" \
  "$stranger" testcases/course-chaos.conf --seed 3 --check --shrink --out "$WORK"
sed -n '/^    shrunk to/,/^$/s/^    \([apfg][^#]*\)/\1/p' README.md >"$WORK/shown"
grep -v '^#' "$WORK/shrunk.faults" >"$WORK/real"
verdict "README: the shrunk schedule is what is found" "$(cat "$WORK/real")" \
  cmp -s "$WORK/shown" "$WORK/real"
finish
