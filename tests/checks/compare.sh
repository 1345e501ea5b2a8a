# The comparison of the designs, with two seeds: it writes all its files, and its page is whole.
. tests/tools/checking.sh

make -s "$BUILD/compare_designs" CXX="$CXX" BUILD="$BUILD" >"$WORK/make" 2>&1
"$BUILD/compare_designs" --seeds 2 "$WORK" >"$WORK/printed" 2>"$WORK/errors"
verdict "the designs are compared" "exit status $?: $(head -n 3 "$WORK/errors")" [ -s "$WORK/tables.md" ]
verdict "each class of faults has a row for each design" "$(grep -c '| inside\|| outside' "$WORK/tables.md") rows" \
  [ "$(grep -c '|  *inside\||  *outside' "$WORK/tables.md")" -eq 60 ]
verdict "inside the limits each design is linearizable" "$(grep '|  *inside' "$WORK/tables.md" | grep -v linearizable | head -n 3)" \
  [ -z "$(grep '|  *inside' "$WORK/tables.md" | grep -v linearizable)" ]
verdict "the picture is whole" "it does not end in </svg>" grep -q '^</svg>$' "$WORK/designs.svg"
verdict "the page is whole and has no scripts" "it does not end in </html>, or has a script" \
  sh -c "grep -q '^</html>$' '$WORK/designs.html' && ! grep -q '<script' '$WORK/designs.html'"
"$BUILD/compare_designs" --seeds 0 "$WORK" >"$WORK/printed" 2>"$WORK/errors"
verdict "a wrong number of seeds is refused" "exit status $?" grep -q 'from 1 to 10000' "$WORK/errors"
finish
