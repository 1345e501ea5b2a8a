# The same seed gives the same bytes from g++ and clang++, at -O0 and -O3, and the same digests from
# WebAssembly. `make determinism`.
. tests/tools/determinism.sh

for compiler in g++ clang++; do
  for optimisation in -O0 -O3; do
    compare_build "$compiler" "$optimisation" "$WORK/$compiler$optimisation"
  done
done
# The runs of the playground's engine, a line each: CONF SEED FAULTS.
engine_runs() {
  for conf in create read update delete singlefailure multifailure msgdropsinglefailure lossy delayed; do
    echo "testcases/$conf.conf 3 -"
  done
  for seed in 1 2 3 4 5 6 7 8 9 10; do
    for conf in chaos chain-chaos course-chaos chaos-wild small-rings; do echo "testcases/$conf.conf $seed -"; done
  done
  for lesson in testcases/lessons/*.faults; do echo "${lesson%.faults}.conf 1 $lesson"; done
}

# native_digests: reads such lines, and prints the digest of each run.
native_digests() {
  while read -r conf seed _; do
    "$BUILD/nodes/Application" "$conf" --seed "$seed" --check --out "$WORK/native" </dev/null 2>"$WORK/stderr" | sed -n 's/.* digest //p'
  done
}

compare_engine() {
  what="equal digests from WebAssembly" engine=$BUILD/nodes/wasm/engine
  if ! has em++; then
    skip "$what" "no emscripten"
  elif ! has node; then
    skip "$what" "no node"
  elif ! make BUILD="$BUILD" "$engine.js" >"$WORK/make" 2>&1; then
    cat "$WORK/make"
    not_ok "$what" "it does not build"
  else
    engine_runs >"$WORK/runs.txt"
    native_digests <"$WORK/runs.txt" >"$WORK/native.txt"
    node tests/playground/engine.mjs "$engine" <"$WORK/runs.txt" | cut -d ' ' -f 1 >"$WORK/wasm.txt"
    verdict "$what" "$(paste -d ' ' "$WORK/runs.txt" "$WORK/native.txt" "$WORK/wasm.txt" | awk '$4 != $5' | head -n 3)" \
      cmp -s "$WORK/native.txt" "$WORK/wasm.txt"
  fi
}

compare_engine
finish
