# The same seed gives the same bytes from g++ and clang++, at -O0 and -O3. `make determinism`.
. tests/tools/determinism.sh

for compiler in g++ clang++; do
  for optimisation in -O0 -O3; do
    compare_build "$compiler" "$optimisation" "$WORK/$compiler$optimisation"
  done
done
finish
