# `make starter` and docs/labs: the handout builds without a warning, runs all tests and gets no
# points; with the solution in its place it gets all points, every command of the labs succeeds, and a
# difference between the two is an error. The check runs in a copy of this tree.
. tests/tools/checking.sh

mkdir "$WORK/tree"
tar -cf - --exclude=./.git --exclude=./Application --exclude=./starter --exclude=./build/tests \
  --exclude=./build/submissions --exclude=./build/fuzz --exclude=./build/asan --exclude=./build/zoo --exclude=./build/mutants \
  --exclude=./build/bench --exclude=./build/bare-machine --exclude=./build/unit_tests . | (cd "$WORK/tree" && tar -xpf -)
cd "$WORK/tree" || exit 1
unset BUILD SUBMISSION
files='MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp'

# ---- The handout.

expect "make starter" 0 "starter/ holds the four files" make starter
verdict "the four files" "$(ls starter)" \
  test "$(ls starter | tr '\n' ' ')" = "MP1Node.cpp MP1Node.h MP2Node.cpp MP2Node.h "
expect "make starter once more" 0 "starter/ holds the four files" make starter
for compiler in "$CXX" clang++; do
  for file in MP1Node.cpp MP2Node.cpp; do
    if ! has "$compiler"; then
      skip "starter/$file against the course's API with $compiler" "no $compiler"
      continue
    fi
    run "$compiler" -std=c++11 -Wall -Wextra -Werror -fsyntax-only -Itests/course_api "starter/$file"
    verdict "starter/$file against the course's API with $compiler" "$(cat "$WORK/stderr")" \
      test "$code" -eq 0
  done
done
run make SUBMISSION=starter
verdict "it builds without a warning" "$(cat "$WORK/stderr")" test "$code" -eq 0 -a ! -s "$WORK/stderr"
for test in create delete read update singlefailure multifailure msgdropsinglefailure; do
  run ./Application "testcases/$test.conf"
  # 1: the run says what is missing. A crash has a status above that.
  verdict "$test does not crash" "status $code: $(cat "$WORK/stderr")" test "$code" -eq 1
  verdict "$test ends with what is missing" "$(tail -n 1 "$WORK/stdout")" \
    sh -c "tail -n 1 '$WORK/stdout' | grep -q '^missing: no peer lists another: MP1Node has to'"
done
run ./Application testcases/course-chaos.conf
verdict "nor has a laboratory run gone well" "status $code" test "$code" -eq 1
run env SUBMISSION=starter ./KVStoreGrader.sh --strict --gradescope "$WORK/results.json"
verdict "it gets no points" "status $code: $(cat "$WORK/stdout")" \
  test "$code" -eq 1 -a "$(grep -cx 'TOTAL GRADE: 0 / 90\|Final grade 0' "$WORK/stdout")" -eq 2
verdict "nor any for quality" "$(cat "$WORK/stdout")" grep -q '^Quality grade 0 / [1-9]' "$WORK/stdout"
verdict "nothing in it is good" "$(cat "$WORK/stdout")" \
  test "$(grep -c '[.]: good$\|[.]: 5 / 5$' "$WORK/stdout")" -eq 0
verdict "it is on no leaderboard" "$(cat "$WORK/results.json")" \
  test "$(grep -c leaderboard "$WORK/results.json")" -eq 0
run env SUBMISSION=starter ./KVStoreGrader.sh --test=quality
verdict "looking at quality alone, nothing is shown" "status $code: $(cat "$WORK/stdout")" \
  test "$code" -eq 1 -a "$(grep -c '[.]: good$' "$WORK/stdout")" -eq 0

# ---- The labs, with the solution in the handout's place: each command says that the lab is done.
# Without optimisation, to build it quickly.

for file in $files; do sed '/^\/\/ build: optimise/d' "$file" >"starter/$file"; done
sed -n 's/^    \$ //p' docs/labs/README.md docs/labs/[1-7]*.md | awk '!seen[$0]++' >"$WORK/commands"
verdict "the labs have commands" "none found" test -s "$WORK/commands"
while IFS= read -r command; do
  # Lab 7's check includes those of the others.
  case $command in make\ lab[2-6]) continue ;; esac
  # Five seeds show that the command is right; the course's tests of the solution have more elsewhere.
  case $command in
    *KVStoreGrader.sh*) run sh -c "$command --seeds 1..5" ;;
    *) run sh -c "$command" ;;
  esac
  if [ "$command" = "make starter" ]; then
    verdict "nobody's work is overwritten" "status $code" \
      grep -qx 'starter/MP1Node.cpp: is there already, with other text; move it away first' "$WORK/stderr"
  else
    verdict "labs: $command" "status $code: $(cat "$WORK/stdout" "$WORK/stderr")" test "$code" -eq 0
  fi
done <"$WORK/commands"
for link in $(cat docs/labs/*.md | grep -o '](\([^)]*\))' | sed 's/[]()]//g; s/#.*//' | sort -u); do
  verdict "labs: $link" "is missing" test -e "docs/labs/$link"
done

# ---- Drift.

mkdir "$WORK/solution"
cp $files "$WORK/solution"
sed -i.before 's/nodeLoopOps/everyTick/' "$WORK/solution/MP1Node.h"
sed -i.before 's/  void updateRing();/&\n  void leaveRing();/' "$WORK/solution/MP2Node.h"
expect "a function that is gone" 2 "@declare nodeLoopOps: class MP1Node of" \
  build/starter "$WORK/solution" starter-kit "$WORK/drifted"
expect "a function that is new" 2 "it lacks the public function leaveRing of class MP2Node" \
  build/starter "$WORK/solution" starter-kit "$WORK/drifted"
cp -r starter-kit "$WORK/kit"
echo '@copy getMembership' >>"$WORK/kit/MP2Node.cpp.handout"
expect "a template that names what there is not" 2 "@copy getMembership: class MP2Node of MP2Node.h has no" \
  build/starter . "$WORK/kit" "$WORK/drifted"
rm "$WORK/kit/MP1Node.h.handout"
expect "a template that is missing" 2 "MP1Node.h.handout: " build/starter . "$WORK/kit" "$WORK/drifted"
verdict "nothing is half written" "$(ls "$WORK/drifted" 2>&1)" test ! -e "$WORK/drifted"
finish
