# The grader contains hostile submissions and names them: some of tests/hostile/. `make hostile` has all.
. tests/tools/checking.sh
HOSTILE=$WORK/hostile sh tests/hostile/run.sh endless-loop forges-the-answer includes-by-an-absolute-path \
  reads-files || status=1

# By hand it is told, too, where the endless loop is.
looping=$(application_of "$WORK/hostile/endless-loop")
run sh -c "ulimit -S -t 1; exec '$looping' testcases/read.conf --out '$WORK' --quiet"
verdict "the place of an endless loop" "$(cat "$WORK/stderr")" \
  grep -q "^interrupted at tick 150, in peer [0-9]*'s MP2Node::clientRead$" "$WORK/stderr"
sed -n 's/\(.*\):[0-9]* in /\1 in /p' "$WORK/stderr" >"$WORK/lines"
printf '  MP2Node.cpp in attack\n  called from MP2Node.cpp in MP2Node::clientRead\n' >"$WORK/expected"
verdict "and the nodes' lines" "$(cat "$WORK/stderr")" cmp -s "$WORK/expected" "$WORK/lines"
# As on kernels that lack Landlock, and as on those that lack what stands in for it, too.
if $CXX -std=c++20 -o "$WORK/without_calls" tests/tools/without_calls.cpp 2>"$WORK/stderr" &&
  "$WORK/without_calls" both true 2>"$WORK/stderr"; then
  HOSTILE=$WORK/hostile "$WORK/without_calls" landlock sh tests/hostile/run.sh reads-files |
    sed 's/^\(not \)\{0,1\}ok [^:]*/& without Landlock/'
  # Nothing is held back there: our own nodes, and no attack.
  mkdir -p "$WORK/class/one" && cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$WORK/class/one"
  class="--submissions $WORK/class --csv $WORK/class.csv --out $WORK/logs --test crud --seeds 1..1 --quiet"
  # shellcheck disable=SC2086  # Several words.
  expect "no class where files can be read" 2 "--accept-readable-files grades them all the same" \
    "$WORK/without_calls" both ./KVStoreGrader.sh $class
  # shellcheck disable=SC2086
  expect "unless that is accepted" 0 "1 submission graded" \
    "$WORK/without_calls" both ./KVStoreGrader.sh $class --accept-readable-files
  expect "one's own with a note" 0 "note: This system cannot keep submissions from reading" \
    "$WORK/without_calls" both ./KVStoreGrader.sh --submission "$WORK/class/one" --out "$WORK/logs" \
    --test crud --seeds 1..1
else
  skip "without Landlock" "no seccomp filters, or no headers for them: $(head -n 1 "$WORK/stderr")"
fi
rm -rf build/submissions/*_class_one build/submissions/*_hostile_endless-loop build/submissions/*_hostile_forges-the-answer \
  build/submissions/*_hostile_includes-by-an-absolute-path build/submissions/*_hostile_reads-files
finish
