# KVStoreGrader.sh's files: the formats, Gradescope's autograder, and the table of many submissions.
. tests/tools/checking.sh

# ---- Formats.

home=$PWD
cd "$WORK" || exit 1
run "$home/KVStoreGrader.sh" --test=crud --seeds 1..2 --json grade.json --junit junit.xml \
  --gradescope results.json --coursera=coursera.json --prairielearn pl.json
verdict "all formats in one go" "status $code: $(cat stderr)" test "$code" -eq 0
for file in grade.json junit.xml results.json coursera.json pl.json; do
  verdict "$file stands where the caller does" "it does not" test -s "$file"
done
verdict "the points are printed all the same" "$(cat stdout)" grep -qx 'TOTAL GRADE: 22 / 22' stdout
verdict "nothing else is left" "$(ls)" test "$(ls | wc -l)" -eq 7
verdict "messages per operation" "$(cat results.json)" \
  grep -q '"value": [1-9][0-9]*\.[0-9]' results.json
cp grade.json first.json
run "$home/KVStoreGrader.sh" --test=crud --seeds 1..2 --json grade.json --jobs 1
verdict "the same bytes again, with another number of jobs" "they differ" cmp -s first.json grade.json
run "$home/KVStoreGrader.sh" --test=crud --seeds 1..2 --json
verdict "--json alone: the screen gets JSON and nothing else" "$(cat stdout)" cmp -s first.json stdout
run "$home/KVStoreGrader.sh" --test=crud --classic --json nowhere/grade.json
verdict "a file that cannot be written" "status $code: $(cat stderr)" \
  grep -q 'nowhere/grade.json: cannot be written: No such file or directory' stderr
verdict "ends with 2" "$code" test "$code" -eq 2

# ---- Nothing that is graded is overwritten.

cp "$home/tests/submissions/classic2014/MP2Node.cpp" .
# keeps WHAT FILE OPTION...: the file keeps its bytes, and the status is 2.
keeps() {
  what=$1 file=$2
  shift 2
  cp "$file" kept
  run "$home/KVStoreGrader.sh" --quiet "$@"
  verdict "$what" "status $code: $(cat stderr)" \
    eval 'test "$code" -eq 2 && grep -q "would be the same file" stderr && cmp -s "$file" kept'
}
mkdir mine
mv MP2Node.cpp mine
keeps "a file of the submission" mine/MP2Node.cpp --submission mine --html mine/MP2Node.cpp
printf '131\n' >old.log
keeps "a log" old.log --test=crud --log old.log --json old.log
keeps "a file of the logs" grade.json --logs . --test=crud --junit ./grade.json
keeps "a table that is merged" grade.json --merge grade.json --csv grade.json
rm -r mine old.log kept

# ---- Many at once.

mkdir class class/'one, "two"' class/broken class/.hidden
for name in 'one, "two"' broken; do
  for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do cp "$home/tests/submissions/classic2014/$file" "class/$name"; done
done
echo 'int broken = ;' >>class/broken/MP1Node.cpp
mkdir class/lacking
touch class/a-file
many() {
  run "$home/KVStoreGrader.sh" --submissions class --csv grades.csv --test=crud --classic --out logs "$@"
}
many --jobs 2
verdict "a class" "status $code: $(cat stdout stderr)" \
  grep -q 'grades.csv: 3 submissions graded, 0 had a row already, 0 failed' stdout
verdict "a row each, and the header" "$(cat grades.csv)" test "$(wc -l <grades.csv)" -eq 4
verdict "full marks" "$(cat grades.csv)" grep -q '^"one, ""two""",22,22,22,22,0,,,[0-9.]*,,,,$' grades.csv
verdict "a build error" "$(cat grades.csv)" \
  grep -q '^broken,0,22,0,0,0,.*MP1Node.cpp:[0-9]*:[0-9]*: error' grades.csv
verdict "no file at all" "$(cat grades.csv)" \
  grep -q '^lacking,0,.*has none of MP1Node.h' grades.csv
verdict "logs of each" "$(ls logs)" test -s 'logs/one, "two"/read.dbg.log'
cp grades.csv before.csv
many
verdict "nobody is graded twice" "$(cat stdout)" grep -q '0 submissions graded, 3 had a row' stdout
verdict "and the table stays" "it differs" cmp -s grades.csv before.csv
# Interrupted in the midst of a row.
{
  grep -v '^lacking' before.csv
  printf 'lacking,0,2'
} >grades.csv
many
verdict "a row that was cut off is made again" "$(cat grades.csv)" \
  sh -c 'sort grades.csv >a && sort before.csv >b && cmp -s a b'
echo 'name,grade' >grades.csv
many
verdict "another table is left alone" "status $code: $(cat stderr)" \
  test "$code" -eq 2 -a "$(cat grades.csv)" = 'name,grade'
# Two shards, whose tables give that of all.
for shard in 1 2; do
  run "$home/KVStoreGrader.sh" --submissions class --shard $shard/2 --csv $shard.csv --test=crud --classic --out logs
done
run "$home/KVStoreGrader.sh" --merge 2.csv 1.csv --csv merged.csv
verdict "two shards merge to the table of all" "$(cat merged.csv stdout stderr)" \
  sh -c 'sort merged.csv >a && sort before.csv >b && cmp -s a b'
run "$home/KVStoreGrader.sh" --merge 2.csv 2.csv --csv twice.csv
verdict "a submission with two rows" "status $code: $(cat stderr)" \
  sh -c "test $code -eq 2 && ! test -e twice.csv && grep -q 'has a row in 2.csv, too' stderr"
run "$home/KVStoreGrader.sh" --submissions nowhere --csv grades.csv
verdict "no such folder" "$(cat stderr)" grep -q 'nowhere: cannot be read: No such file' stderr
rm -rf "$home"/build/submissions/*_class_*

# ---- Gradescope's autograder, as it would be unpacked there.

cd "$home" || exit 1
for tool in zip unzip; do
  has $tool && continue
  skip "make gradescope-zip" "no $tool"
  finish
done
AUTOGRADER=$WORK/autograder
export AUTOGRADER
mkdir -p "$AUTOGRADER/source" "$AUTOGRADER/submission"
run sh grading/gradescope/pack.sh "$WORK/gradescope.zip"
verdict "gradescope.zip" "$(cat "$WORK/stderr")" test -s "$WORK/gradescope.zip"
unzip -q "$WORK/gradescope.zip" -d "$AUTOGRADER/source"
verdict "it has no build products" "$(find "$AUTOGRADER" -name '*.o')" \
  test -z "$(find "$AUTOGRADER" -name '*.o' -o -name Application -o -name '*.log')"
# Here setup.sh's build would take too long: what is built already serves.
mkdir "$AUTOGRADER/source/tree/build"
cp -Rp build/host build/notation build/sim build/report build/lab build/probe build/stores build/playground build/grading build/check build/cli build/*.o build/*.d build/kvgrader \
  "$AUTOGRADER/source/tree/build"
find "$AUTOGRADER/source/tree/build" -exec touch {} +
cp tests/submissions/classic2014/MP* "$AUTOGRADER/submission"
run "$AUTOGRADER/source/run_autograder" --seeds 1..1 --time-limit 1
results=$AUTOGRADER/results/results.json
verdict "run_autograder" "status $code: $(cat "$WORK/stderr")" test "$code" -eq 0 -a -s "$results"
verdict "its score" "$(head -n 3 "$results")" grep -q '^  "score": 180,$' "$results"
verdict "how long it took" "$(head -n 3 "$results")" grep -q '^  "execution_time": [0-9]' "$results"
verdict "its leaderboard" "$(tail -n 9 "$results")" grep -q '"name": "messages per operation"' "$results"
rm "$AUTOGRADER/submission/MP1Node.h"
run "$AUTOGRADER/source/run_autograder" --seeds 1..1 --time-limit 1
verdict "a submission that does not build has a grade, too" "status $code: $(cat "$WORK/stderr")" \
  grep -q '"output": "nodes: submission.*note: .*It does not build' "$results"
verdict "and is no failure of the autograder" "$code" test "$code" -eq 0
finish
