# KVStoreGrader.sh: its output and exit status for good nodes, bad nodes, and logs.
. tests/tools/checking.sh

same_as() {  # WHAT: what was printed is what stands on stdin.
  cat >"$WORK/expected"
  verdict "$1" "$(diff "$WORK/expected" "$WORK/stdout")" cmp -s "$WORK/expected" "$WORK/stdout"
}

# ---- Our nodes.

rm -rf grade-logs
expect "full marks" 0 "TOTAL GRADE: 90 / 90" ./KVStoreGrader.sh --test all
verdict "full marks in membership, too" "$(cat "$WORK/stdout")" grep -qx 'Final grade 90' "$WORK/stdout"
for scenario in create delete read update singlefailure multifailure msgdropsinglefailure; do
  [ "$(head -n 1 "grade-logs/$scenario.dbg.log")" = 131 ] || missing="$missing $scenario"
done
verdict "good beyond the points" "$(cat "$WORK/stdout")" \
  test "$(grep -c '^[^ ].*[.]: good$' "$WORK/stdout")" -eq 17
verdict "the logs stay in grade-logs" "missing:$missing" test -z "$missing"
verdict "and nothing else" "$(ls grade-logs)" test "$(ls grade-logs | wc -l)" -eq 7

run ./KVStoreGrader.sh --classic --test=crud
same_as "the lines of --test=crud" <<'END'
CREATE TEST
-----------
TEST 1 SCORE..................: 3 / 3

DELETE TEST
-----------
TEST 1 SCORE..................: 3 / 3
TEST 2 SCORE..................: 4 / 4

READ TEST
---------
TEST 1 SCORE..................: 3 / 3
TEST 5 SCORE..................: 3 / 3

UPDATE TEST
-----------
TEST 1 SCORE..................: 3 / 3
TEST 5 SCORE..................: 3 / 3

TOTAL GRADE: 22 / 22
END
run ./KVStoreGrader.sh --test membership --seeds 1..1
# But that a run cannot be cut off from the network is said everywhere.
verdict "nothing is shown of a short grading" "$(cat "$WORK/stderr")" \
  test -z "$(grep -v '^note: this system does not allow ' "$WORK/stderr")"
same_as "the lines of --test membership" <<'END'
nodes: the ones that this project came with

Single Failure Scenario
-----------------------
Checking Join..................10/10
Checking Completeness..................10/10
Checking Accuracy..................10/10

Multi Failure Scenario
----------------------
Checking Join..................10/10
Checking Completeness..................10/10
Checking Accuracy..................10/10

Message Drop Single Failure Scenario
------------------------------------
Checking Join..................15/15
Checking Completeness..................15/15

Final grade 90
END
expect "--test=fault-tolerance" 0 "TOTAL GRADE: 36 / 36" ./KVStoreGrader.sh --test=fault-tolerance
expect "--test=stabilization" 0 "TOTAL GRADE: 32 / 32" ./KVStoreGrader.sh --test=stabilization

expect "--seeds" 0 "TOTAL GRADE: 22 / 22" ./KVStoreGrader.sh --test=crud --seeds 1..3 --jobs 2
verdict "the seeds and the mean" "$(cat "$WORK/stdout")" \
  grep -qx 'The worst run of each test counts, of the seeds 1..3: 22 of 22. The mean is 22.' "$WORK/stdout"
expect "another seed" 0 "READ TEST" ./KVStoreGrader.sh --classic --seed 7 --test=crud
expect "-v" 0 "read, seed 2: 6 / 6" ./KVStoreGrader.sh -v --test=crud --seeds 1..2
verdict "a line for each run" "$(cat "$WORK/stdout")" \
  test "$(grep -c ', seed [12]: [0-9]* / [0-9]*$' "$WORK/stdout")" -eq 8

# ---- The command line.

expect "--help" 0 "Usage: ./KVStoreGrader.sh [options]" ./KVStoreGrader.sh --help
expect "an unknown option" 2 "KVStoreGrader.sh: --tests: there is no such option: did you mean --test?" \
  ./KVStoreGrader.sh --tests
expect "an unknown test" 2 "--test joins: one of all crud fault-tolerance stabilization membership" \
  ./KVStoreGrader.sh --test joins
expect "bad seeds" 2 "--seeds 3..1: a range like 1..100, within " ./KVStoreGrader.sh --seeds 3..1
expect "--strict without the examination" 2 "--strict: allowed with --test all and --test quality" \
  ./KVStoreGrader.sh --strict --test=crud
expect "an argument" 2 "read: no argument is allowed here" ./KVStoreGrader.sh read
expect "--seed alone" 2 "--seed: is for --classic" ./KVStoreGrader.sh --seed 3
expect "--classic with seeds" 2 "--seeds: means nothing with --classic" \
  ./KVStoreGrader.sh --classic --seeds 1..3
expect "two formats for the screen" 2 "only one format can go to standard output" \
  ./KVStoreGrader.sh --json --coursera
expect "--submissions without --csv" 2 "neither is allowed without the other" \
  ./KVStoreGrader.sh --submissions tests/submissions
expect "--logs without a folder" 2 "--logs: DIR is missing" ./KVStoreGrader.sh --logs

# A grading that is under way, as far as others can see.
mkdir -p "$WORK/taken"
exec 9>"$WORK/taken/.lock"
if ! has flock; then
  skip "a second grading in the same folder" "no flock(1)"
elif flock -n 9; then
  expect "a second grading in the same folder" 2 \
    "taken: another grading is running there: wait for it, or give --out DIR" \
    ./KVStoreGrader.sh --test=crud --classic --out "$WORK/taken"
else
  not_ok "a second grading in the same folder" "the lock cannot be taken"
fi
exec 9>&-
expect "and when the first is over" 0 "TOTAL GRADE: 22 / 22" \
  ./KVStoreGrader.sh --test=crud --classic --out "$WORK/taken"

expect "--out below a file" 2 "README.md/x: cannot be made: Not a directory" \
  ./KVStoreGrader.sh --out README.md/x

# ---- Logs.

golden=tests/golden
mkdir -p "$WORK/logs/kv-01" "$WORK/logs/mp1-01" "$WORK/logs/none" "$WORK/logs/part"
for case in kv/kv-01 membership/mp1-01; do
  for log in "$golden/$case"/*.gz; do
    name=${log##*/}
    gzip -dc "$log" >"$WORK/logs/${case#*/}/${name%.gz}"
  done
done
cp "$WORK/logs/kv-01/create.dbg.log" "$WORK/logs/part"
total=$(awk '$1 == "kv-01" { print $NF }' "$golden/kv/expected.tsv")
wanted=1
[ "$total" = 90 ] && wanted=0
grader=$PWD/KVStoreGrader.sh
expect "--logs of a golden case" $wanted "TOTAL GRADE: $total / 90" \
  ./KVStoreGrader.sh --logs "$WORK/logs/kv-01"
expect "--logs of a golden membership case" 0 "Final grade 90" \
  ./KVStoreGrader.sh --logs="$WORK/logs/mp1-01"
cd "$WORK" || exit 1
expect "--logs from where the caller stands" $wanted "TOTAL GRADE: $total / 90" \
  "$grader" --logs logs/kv-01
cd "$OLDPWD" || exit 1
expect "--logs with logs missing" 1 "delete.dbg.log" ./KVStoreGrader.sh --logs "$WORK/logs/part"
expect "--logs of a folder with none" 2 "has none of the logs" \
  ./KVStoreGrader.sh --logs "$WORK/logs/none"
expect "--logs of no folder" 2 "has none of the logs" ./KVStoreGrader.sh --logs "$WORK/nowhere"

# ---- Single logs.

expect "--log" 0 "Final grade 90" ./KVStoreGrader.sh --log "$WORK"/logs/mp1-01/*.dbg.log
expect "--log with --test" 0 "TOTAL GRADE: 6 / 6" ./KVStoreGrader.sh --test=crud \
  --log "$WORK/logs/kv-01/read.dbg.log"
cp "$WORK/logs/kv-01/delete.dbg.log" "$WORK/logs/x"
cd "$WORK" || exit 1
expect "--log of another name, from where the caller stands" 0 \
  "note: logs/x is taken for a log of the delete test" "$grader" --log logs/x
cd "$OLDPWD" || exit 1
expect "--log of no log" 2 "README.md: neither its name nor its lines tell of which test it is" \
  ./KVStoreGrader.sh --log README.md
expect "--log without a file" 2 "--log: FILE is missing" ./KVStoreGrader.sh --log
: >"$WORK/create.dbg.log"
expect "where the course's script errs" 0 "a fair reading gives 0 of 3 here: no key is created" \
  ./KVStoreGrader.sh --log "$WORK/create.dbg.log"
run ./KVStoreGrader.sh --classic --log "$WORK/create.dbg.log"
same_as "--classic follows it" <<'END'
CREATE TEST
-----------
TEST 1 SCORE..................: 3 / 3

TOTAL GRADE: 3 / 3
END

# ---- Other submissions.

expect "a stranger's submission" 0 "TOTAL GRADE: 90 / 90" \
  env SUBMISSION=tests/submissions/classic2014 ./KVStoreGrader.sh --seeds 1..2 --time-limit 1
verdict "what the course never tests comes after the points" "$(cat "$WORK/stdout")" \
  grep -qx 'Copies where they do not belong[.]*: to mend' "$WORK/stdout"
cd tests || exit 1
expect "named from where the caller stands" 0 "Final grade 90" \
  env SUBMISSION=submissions/classic2014/ ../KVStoreGrader.sh --test=membership --classic
cd .. || exit 1
staged=$(application_of "$PWD/tests/submissions/classic2014")
exec 9>"${staged%/Application}/.lock"
if ! has flock; then
  skip "a second grading of the same submission" "no flock(1)"
elif flock -n 9; then
  expect "a second grading of the same submission" 2 \
    "another grading is running there, of the same submission: wait for it" \
    ./KVStoreGrader.sh --submission tests/submissions/classic2014 --classic
else
  not_ok "a second grading of the same submission" "the lock cannot be taken"
fi
exec 9>&-
expect "no submission" 2 "nowhere: there is no such file or folder" \
  env SUBMISSION=nowhere ./KVStoreGrader.sh

mkdir "$WORK/broken" "$WORK/weak"
cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$WORK/broken"
cp MP1Node.h MP1Node.cpp MP2Node.h "$WORK/weak"
echo 'int broken = ;' >>"$WORK/broken/MP2Node.cpp"
expect "a submission that does not compile" 2 "it does not build; see above" \
  env SUBMISSION="$WORK/broken" ./KVStoreGrader.sh
verdict "the compiler's message is shown, with the student's path" "$(cat "$WORK/stderr")" \
  grep -q "^$WORK/broken/MP2Node.cpp:[0-9]*:.*error" "$WORK/stderr"

# Copies are never made again, and a delete ends the program.
sed 's/^void MP2Node::serveTransfers() {$/& if (par->getcurrtime() > 150) return;/
s/^void MP2Node::clientDelete(string key) {/& abort();/
/^\/\/ build: optimise/d' MP2Node.cpp >"$WORK/weak/MP2Node.cpp"
export SUBMISSION="$WORK/weak"
expect "a submission that loses points" 1 "expected 3 or 4 \`read success\` lines for key=" \
  ./KVStoreGrader.sh --seeds 1..1 --gradescope "$WORK/results.json" --html "$WORK/grade.html"
verdict "the lost points" "$(cat "$WORK/stdout")" grep -qx 'TEST 3 PART 2 SCORE.*: 0 / 10' "$WORK/stdout"
verdict "why they are lost" "$(cat "$WORK/stdout")" grep -q 'shown cause: no stabilization' "$WORK/stdout"
verdict "and what happened" "$(cat "$WORK/stdout")" \
  grep -q '^ *275  peer [0-9]* is the coordinator: read key=' "$WORK/stdout"
verdict "the points it has" "$(cat "$WORK/stdout")" grep -qx 'TEST 3 PART 1 SCORE.*: 9 / 9' "$WORK/stdout"
verdict "a crash is told" "$(cat "$WORK/stdout")" \
  grep -q 'note: the run ended with signal 6 (Aborted) at tick ' "$WORK/stdout"
verdict "as the shown cause, too" "$(cat "$WORK/stdout")" \
  grep -q 'shown cause: the program crashed: it aborted itself at tick 150' "$WORK/stdout"
verdict "and where it happened" "$(cat "$WORK/results.json")" \
  grep -q "MP2Node::clientDelete:.*MP2Node.cpp:[0-9]*" "$WORK/results.json"
for scenario in read delete; do
  verdict "the page has the $scenario test's run" "$(grep -c 'class="trace"' "$WORK/grade.html")" \
    grep -q "class=\"trace\" data-name=\"testcases/$scenario.conf, seed 1\"" "$WORK/grade.html"
done
expect "the worst of several seeds" 1 "the same with each of the seeds 4..6; of seed 4:" \
  ./KVStoreGrader.sh --test=stabilization --seeds 4..6
replay=$(sed -n 's/^ *replay: //p' "$WORK/stdout" | head -n 1)
run sh -c "$replay --out '$WORK/replay'"
verdict "its replay runs" "$(cat "$WORK/stderr")" test -s "$WORK/replay/dbg.log"
verdict "with the student's files" "$(cat "$WORK/stdout")" grep -q "^nodes: $WORK/weak/" "$WORK/stdout"
unset SUBMISSION
make -s Application >"$WORK/make" 2>&1 || not_ok "our nodes again" "$(cat "$WORK/make")"

# A store that crashes in the repetition of the seed alone, where memory that it has not set is not 0.
mkdir "$WORK/wavers"
cp tests/submissions/classic2014/MP1Node.* "$WORK/wavers"
sed 's/^\tHashTable \*ht;/&\n\tbool unset;/' tests/submissions/classic2014/MP2Node.h >"$WORK/wavers/MP2Node.h"
sed 's/^void MP2Node::updateRing() {/& if (unset) abort();/' \
  tests/submissions/classic2014/MP2Node.cpp >"$WORK/wavers/MP2Node.cpp"
expect "a store that crashes in a repetition costs no membership point" 0 "Final grade 90" \
  ./KVStoreGrader.sh --submission "$WORK/wavers" --test=membership --seeds 1..1
verdict "which is said" "$(cat "$WORK/stdout")" \
  grep -q 'MP2Node does not let this run come to its end' "$WORK/stdout"
verdict "as is that it does not repeat" "$(cat "$WORK/stdout")" \
  grep -q '^ *This submission does not repeat' "$WORK/stdout"

# ---- A part alone.

mkdir "$WORK/store"
cp tests/submissions/classic2014/MP2Node.* "$WORK/store"
expect "a store alone has its points" 1 "TOTAL GRADE: 90 / 90" \
  ./KVStoreGrader.sh --submission "$WORK/store" --seeds 1..1 --time-limit 1
verdict "and those for our MP1Node not" "$(cat "$WORK/stdout")" grep -qx 'Final grade 0' "$WORK/stdout"
verdict "which is said" "$(cat "$WORK/stdout")" grep -q 'MP1Node.cpp is missing: a part that' "$WORK/stdout"
verdict "nor is our MP1Node good" "$(cat "$WORK/stdout")" \
  grep -qx 'Time to notice a failure[.]*: not shown' "$WORK/stdout"
expect "--fill-in" 0 "Final grade 90" \
  ./KVStoreGrader.sh --submission "$WORK/store" --test=membership --classic --fill-in
BUILD=build
rm -rf build/submissions/*_store
for name in broken weak wavers; do
  made=$(application_of "$WORK/$name")
  rm -rf "${made%/Application}"
done
finish
