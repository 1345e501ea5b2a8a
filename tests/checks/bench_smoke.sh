# The benchmarks run with small inputs and end in their table. The check ignores the measurements. And the
# prefetch hints are in the optimised code: without them a run of 10,000 peers takes a quarter longer.
. tests/tools/checking.sh

cat >"$WORK/turns.cpp" <<'EOF'
#include "sim/TurnPrefetcher.h"

void look(const sim::TurnPrefetcher& turns, const sim::TurnPrefetcher::Places& places) {
  turns.beforeReceiving(1, 100, [&](int) { return places; });
}
EOF
for file in "$WORK/turns.cpp" sim/MessageQueues.cpp; do
  $CXX -std=c++20 -O2 -I. -S "$file" -o "$WORK/code.s"
  # As x86 and ARM have it.
  verdict "$(basename "$file") prefetches" "the compiler has removed some" \
    test "$(grep -c 'prefetch[nt]\|prfm' "$WORK/code.s")" -ge 4
done

if ! echo '#include <benchmark/benchmark.h>' | $CXX -std=c++20 -x c++ -fsyntax-only - 2>/dev/null; then
  skip "make bench-smoke" "no Google Benchmark"
  finish
fi
run make BUILD="$BUILD" CXX="$CXX" bench-smoke
verdict "make bench-smoke ends well" "$(cat "$WORK/stderr")" test "$code" -eq 0
for line in "machine: " "compiler: " "seed: " ", digest " "EmulNetPlain/10000 " "DbgLogJoined" \
  "64-byte messages, 10 peers " "course run, 10 peers, --check " "100 peers, the course's read test "; do
  verdict "make bench-smoke prints \`$line\`" "$(cat "$WORK/stdout")" \
    grep -qF -e "$line" "$WORK/stdout"
done
finish
