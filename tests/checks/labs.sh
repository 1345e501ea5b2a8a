# The checks of the labs: some of tests/labs/ and the options that contradict --lab. `make labs-test`
# has all.
. tests/tools/checking.sh

LABS=$WORK/labs sh tests/labs/run.sh lab1 lab4 own-peer-not-on-ring || status=1
rm -rf build/submissions/*_labs_lab1 build/submissions/*_labs_lab4 \
  build/submissions/*_labs_own-peer-not-on-ring

for number in 0 8 x; do
  expect "--lab $number" 2 "--lab" ./KVStoreGrader.sh --lab "$number"
done
for other in --test=crud --seeds=1..2 --classic --strict --sanitize --json --logs=grade-logs \
  "--submissions=tests --csv=x"; do
  # Unquoted: two options.
  expect "--lab with $other" 2 "--lab: not allowed with" ./KVStoreGrader.sh --lab 1 $other
done
expect "nothing there" 2 "there is no such file or folder" \
  ./KVStoreGrader.sh --lab 1 --submission "$WORK/nothing"
mkdir "$WORK/broken"
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do
  cp "tests/submissions/modern2020/$file" "$WORK/broken"
done
echo 'void MP1Node::nodeLoop() {' >>"$WORK/broken/MP1Node.cpp"
expect "a lab that does not build" 2 "it does not build" \
  ./KVStoreGrader.sh --lab 1 --submission "$WORK/broken"
finish
