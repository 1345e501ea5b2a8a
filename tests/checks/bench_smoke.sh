# The benchmarks run with small inputs and end in their table. The check ignores the measurements.
. tests/tools/checking.sh

if ! echo '#include <benchmark/benchmark.h>' | $CXX -std=c++20 -x c++ -fsyntax-only - 2>/dev/null; then
  skip "make bench-smoke" "no Google Benchmark"
  finish
fi
run make BUILD="$BUILD" CXX="$CXX" bench-smoke
verdict "make bench-smoke ends well" "$(cat "$WORK/stderr")" test "$code" -eq 0
for line in "machine: " "compiler: " "seed: " "digest of " "EmulNetPlain/10000 " "DbgLogJoined" \
  "64-byte messages, 10 peers " "course run, 10 peers, --check " "100 peers, the course's read test "; do
  verdict "make bench-smoke prints \`$line\`" "$(cat "$WORK/stdout")" \
    grep -qF -e "$line" "$WORK/stdout"
done
finish
