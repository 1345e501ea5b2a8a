# Hostile submissions are contained, and told apart: some of tests/hostile/. `make hostile` has all.
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
rm -rf build/submissions/*_hostile_endless-loop build/submissions/*_hostile_forges-the-answer \
  build/submissions/*_hostile_includes-by-an-absolute-path build/submissions/*_hostile_reads-files
finish
