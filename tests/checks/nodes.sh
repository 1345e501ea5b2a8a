# A program names its nodes, they are built once, and a failed build leaves no old program. The check runs
# in a copy of this tree, because it removes ./Application.
. tests/tools/checking.sh

mkdir "$WORK/tree"
tar -cf - --exclude=./.git --exclude=./starter --exclude=./build/tests --exclude=./build/submissions \
  --exclude=./build/fuzz --exclude=./build/asan --exclude=./build/clang --exclude=./build/zoo --exclude=./build/mutants --exclude=./build/bench \
  --exclude=./build/unit_tests . | (cd "$WORK/tree" && tar -xpf -)
cd "$WORK/tree" || exit 1
unset SUBMISSION
BUILD=build
sh tests/tools/name_own_nodes.sh --record >"$WORK/record"
verdict "our four files are on record" \
  "renew it: sh tests/tools/name_own_nodes.sh --record >tests/tools/own_nodes.cksum" \
  cmp -s "$WORK/record" tests/tools/own_nodes.cksum

mkdir 'my nodes'
cp tests/submissions/classic2014/MP* 'my nodes'
run make
expect "make with nothing to do" 0 "Application is up to date" make
verdict "and nothing else" "$(cat "$WORK/stdout")" test "$(wc -l <"$WORK/stdout")" -eq 1
expect "the nodes of a folder" 0 "compile my nodes/MP1Node.cpp" make SUBMISSION='my nodes'
verdict "a line for each step" "$(cat "$WORK/stdout")" \
  test -z "$(grep -v '^\(compile\|link\) [^-]*$' "$WORK/stdout")"
expect "a run names them" 0 "digest" ./Application testcases/create.conf
verdict "in its first line" "$(head -n 1 "$WORK/stdout")" \
  test "$(head -n 1 "$WORK/stdout")" = "nodes: my nodes/"
run ./Application testcases/create.conf --seeds 1..2
verdict "so does a sweep" "$(cat "$WORK/stdout")" \
  test "$(head -n 1 "$WORK/stdout")" = "nodes: my nodes/" -a "$(grep -c nodes: "$WORK/stdout")" -eq 1
run ./Application testcases/create.conf --quiet
verdict "not with --quiet" "$(cat "$WORK/stdout")" test ! -s "$WORK/stdout"

# The grader has them from that make, however they are named.
touch "$WORK/before"
for name in 'my nodes' './my nodes/' "$PWD/my nodes"; do
  expect "the grader takes $name as it is built" 0 "TOTAL GRADE: 22 / 22" \
    ./KVStoreGrader.sh --submission "$name" --test=crud --seeds 1..1
  verdict "and says so" "$(head -n 1 "$WORK/stdout")" \
    test "$(head -n 1 "$WORK/stdout")" = "nodes: ${name%/}/"
done
verdict "nothing is built twice" "$(find build/submissions -newer "$WORK/before" -name '*.o')" \
  test -z "$(find build/submissions -newer "$WORK/before" \( -name '*.o' -o -name Application \))"
verdict "./Application is still the one of make" "another" \
  cmp -s Application "$(application_of "$PWD/my nodes")"

echo 'int broken = ;' >>'my nodes/MP1Node.cpp'
run ./KVStoreGrader.sh --submission 'my nodes' --test=crud
verdict "a failed build of the grader leaves ./Application" "it is gone" test -x Application
verdict "and says where, in the student's folder" "$(cat "$WORK/stderr")" \
  grep -q '^my nodes/MP1Node.cpp:[0-9]*:[0-9]*: error' "$WORK/stderr"
expect "nodes that do not compile" 2 "my nodes/MP1Node.cpp:" make SUBMISSION='my nodes'
verdict "leave no program" "one is there" test ! -e Application
run make
for wrong in nowhere sim; do
  [ "$wrong" = nowhere ] || make >/dev/null
  verdict "a program before SUBMISSION=$wrong" "it is missing" test -x Application
  run make SUBMISSION=$wrong
  verdict "none after" "status $code" test "$code" -eq 2 -a ! -e Application
done

expect "V=1 shows the commands" 0 "std=c++20" make -n V=1 --always-make build/main.o
echo '// edited' >>MP2Node.h
# Without optimisation, to build them quickly.
sed -i.before '/^\/\/ build: optimise/d' MP1Node.cpp MP2Node.cpp
run make
expect "edited files at the root" 0 \
  "nodes: MP1Node.cpp, MP2Node.h and MP2Node.cpp here, which are not the ones that this project came with" \
  ./Application testcases/create.conf
finish
