# The commands of the course's own scripts work here: `make clean`, `make`, `./Application
# ./testcases/X.conf`, then greps on dbg.log. The check runs in a copy, because it ends with `make clean`.
# The copy includes the objects, except for the nodes and main.o; ./quickstart.sh builds a clean clone.
. tests/tools/checking.sh

mkdir -p "$WORK/tree/build"
tar -cf - --exclude=./build --exclude=./.git --exclude=./Application . | (cd "$WORK/tree" && tar -xf -)
cp -Rp build/host build/notation build/sim build/report build/lab build/probe build/stores build/playground build/grading build/check build/cli build/*.o build/*.d "$WORK/tree/build"
cd "$WORK/tree" || exit 1
unset BUILD SUBMISSION
find build -exec touch {} +
rm build/main.o

run make
verdict "make" "$(cat "$WORK/stderr")" test "$code" -eq 0 -a -x Application
verdict "make, a line for each step" "$(cat "$WORK/stdout")" \
  test -z "$(grep -v '^\(compile\|link\) [^ ]*$' "$WORK/stdout")" -a -s "$WORK/stdout"
verdict "make, without a warning" "$(cat "$WORK/stderr")" test ! -s "$WORK/stderr"

scenario() {
  rm -f dbg.log
  run ./Application "./testcases/$1.conf"
  verdict "$1 runs" "status $code: $(cat "$WORK/stderr")" test "$code" -eq 0 -a -s dbg.log
}

lines() { grep -ic "$1" dbg.log; }

# Of each key, four result lines: those of three replicas and the coordinator.
four_of_each() {  # OPERATION KEYS
  for key in $2; do
    [ "$(grep -i "$1 success" dbg.log | grep -c "$key")" -eq 4 ] || return 1
  done
}

# ---- The key-value grader: creates and deletes.

scenario create
verdict "create: as many results as operations want" "$(lines 'create success') lines" \
  test "$(lines 'create success')" -eq $((4 * $(lines 'CREATE OPERATION'))) -a "$(lines 'CREATE OPERATION')" -eq 100
keys=$(grep -i 'CREATE OPERATION' dbg.log | cut -d ' ' -f 7)
verdict "create: four for each key" "not for all" four_of_each create "$keys"

scenario delete
verdict "delete: as many results as operations want" "$(lines 'delete success') lines" \
  test "$(lines 'delete success')" -eq $((4 * ($(lines 'DELETE OPERATION') - 1)))
keys=$(grep -i 'DELETE OPERATION' dbg.log | cut -d ' ' -f 7 | grep -v invalidKey)
verdict "delete: four for each key" "not for all" four_of_each delete "$keys"
verdict "delete: four failures for the invalid key" "$(lines 'delete fail')" \
  test "$(grep -i 'delete fail' dbg.log | grep -c invalidKey)" -eq 4

scenario read
times=$(grep -i 'READ OPERATION' dbg.log | cut -d ' ' -f 3 | tr -d '[]\n')
verdict "read: its times" "$times" test "$times" = 150175225275285285

# ---- The membership grader: join, completeness, accuracy.

membership() {
  scenario "$1"
  joins=$(grep joined dbg.log | cut -d ' ' -f 2,4- | sort -u | wc -l)
  verdict "$1: all join" "$joins different lines" test "$joins" -eq 100
  failed=$(grep 'Node failed at time' dbg.log | cut -d ' ' -f 2 | sort -u)
  verdict "$1: $2 fail" "$failed" test "$(echo "$failed" | wc -l)" -eq "$2"
  for node in $failed; do
    removals=$(grep removed dbg.log | grep -F "Node $node" | sort -u | wc -l)
    verdict "$1: the others remove $node" "$removals lines" test "$removals" -eq $((10 - $2))
  done
  if [ "$2" -eq 1 ]; then
    verdict "$1: nobody else is removed" "$(grep removed dbg.log)" \
      test "$(grep removed dbg.log | grep -vcF "$failed")" -eq 0
  fi
}
membership singlefailure 1
membership multifailure 5

run make clean
verdict "make clean" "$(cat "$WORK/stderr")" test "$code" -eq 0
run make clean
verdict "make clean, with nothing there" "$(cat "$WORK/stderr")" test "$code" -eq 0
verdict "make clean removes what was made" "$(ls)" \
  test ! -e Application -a ! -e dbg.log -a ! -e build -a -e MP2Node.cpp
finish
