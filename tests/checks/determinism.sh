# The same seed gives the same bytes: in two runs of one program, and in a program that another compiler
# has built. `make determinism` has all four of g++ and clang++, -O0 and -O3.
. tests/tools/determinism.sh

write_runs "$BUILD/nodes/Application" "$WORK/again"
compare "equal bytes and digests when run twice" "$WORK/again"

# Objects that score, check, record traces and read the command line do not influence a run. Copying them
# saves more than half of the time.
folder=$WORK/clang
mkdir -p "$folder/host"
cp -pR "$BUILD/grading" "$BUILD/check" "$BUILD/cli" "$BUILD/report" "$BUILD/main.o" "$folder/"
for part in Arguments JobPool ProgressBar; do cp -p "$BUILD/host/$part.o" "$folder/host/"; done
compare_build clang++ -O0 "$folder"

other=$("$BUILD/nodes/Application" testcases/update.conf --seed 11 --out "$WORK/other" | grep digest)
verdict "another seed, another digest" "$other" \
  test "${other##* }" != "$(grep digest "$WORK/reference/update.stdout" | sed 's/.* //')"
finish
