# Searches: the same search gives the same runs and the same corpus, whatever --jobs is; a corpus is
# resumed, merged and refused if it is damaged.
. tests/tools/checking.sh
ours=$BUILD/nodes/Application

# guided CORPUS OPTION...: prints what a guided search has reached.
guided() {
  folder=$1
  shift
  "$ours" testcases/search.conf --check --search guided --corpus "$folder" --out "$WORK/out" "$@" 2>&1 |
    sed -n 's/^testcases[^ ]*: //p' | tail -1
}

# count_of WORD LINE: the number before the word.
count_of() { echo "$2" | sed "s/.* \([0-9]*\) $1.*/\1/"; }

schedules_in() { find "$1" -name '*.faults' | wc -l; }

one=$(guided "$WORK/one" --runs 64 --jobs 1)
two=$(guided "$WORK/two" --runs 64 --jobs 2)
verdict "guided: the same result with one job and with two" "$one; $two" test "$one" = "$two"
run diff -r "$WORK/one" "$WORK/two"
verdict "guided: the same corpus" "$(head -3 "$WORK/stdout")" test "$code" -eq 0
verdict "guided: a corpus has schedules" "$(ls "$WORK/one")" test "$(schedules_in "$WORK/one")" -gt 3
verdict "guided: our store holds" "$one" test "${one#64 runs, 0 failed}" != "$one"

other=$(guided "$WORK/other" --runs 64 --seed 2)
verdict "guided: another seed is another search" "$other" test "$other" != "$one"

# The corpus's own schedules are run first: what they reached is reached again.
before=$(schedules_in "$WORK/one")
resumed=$(guided "$WORK/two" --runs "$before")
verdict "guided: a corpus reaches again what it reached" "$one; $resumed" \
  test "$(count_of 'states of the group' "$resumed")" = "$(count_of 'states of the group' "$one")"
verdict "guided: and does not grow" "$before" test "$(schedules_in "$WORK/two")" -le "$before"

# Corpora are merged by copying.
both=$((before + $(schedules_in "$WORK/other")))
cp "$WORK"/other/*.faults "$WORK/two"
merged=$(guided "$WORK/two" --runs "$both")
verdict "guided: a merged corpus reaches at least as much" "$one; $other; $merged" \
  test "$(count_of 'edges,' "$merged")" -ge "$(count_of 'edges,' "$one")"
verdict "guided: and has no more schedules than both" "$both" test "$(schedules_in "$WORK/two")" -le "$both"

echo 'at never crash 1' >"$WORK/two/damaged.faults"
expect "guided: a damaged schedule is refused" 2 "damaged.faults:1: " \
  "$ours" testcases/search.conf --check --search guided --corpus "$WORK/two" --runs 32
expect "guided: a corpus that is a file" 2 "damaged.faults" \
  "$ours" testcases/search.conf --check --search guided --corpus "$WORK/two/damaged.faults" --runs 32

lineage() {
  "$ours" testcases/search.conf --check --search lineage --out "$WORK/out" "$@" 2>&1 | tail -1
}
one=$(lineage --runs 64 --jobs 1)
two=$(lineage --runs 64 --jobs 2)
verdict "lineage: the same result with one job and with two" "$one; $two" test "$one" = "$two"
verdict "lineage: our store holds" "$one" test "${one#*64 sets of faults, 0 failed}" != "$one"
finish
