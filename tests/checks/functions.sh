# No function of ours has more than 60 lines. The tests, with their submissions, are left out.
. tests/tools/checking.sh

limit=60
sources=$(find . \( -path ./build -o -path ./tests -o -path ./starter \) -prune -o \
  \( -name '*.cpp' -o -name '*.h' \) -print)
# shellcheck disable=SC2086  # A list of files.
long=$(awk -v limit=$limit -f tests/tools/long_functions.awk $sources)
verdict "no function has more than $limit lines" "$(echo "$long" | head -n 5 | tr '\n' ' ')" [ -z "$long" ]

# The script finds functions with their lengths.
cat >"$WORK/short.cpp" <<'END'
int f(int a,
      int b) {
  return a + b;
}
struct S {
  S(int a)
      : a(a) {
    if (a > 0) {
      a = 0;
    }
  }
  int a;
};
const int kTable[] = {
    f(1, 2),
};
END
found=$(awk -v limit=0 -f tests/tools/long_functions.awk "$WORK/short.cpp" | sed 's/.*\.cpp://; s/: [^:]*$//')
verdict "functions are found, with their lengths" "$found" [ "$found" = '1: 4 lines
6: 6 lines' ]
finish
