#!/bin/sh
# unreached.sh FOLDER CONF CORPUS: replays the schedules of CORPUS, which a guided search of CONF has kept, with
# FOLDER/Application, whose nodes g++ has compiled with --coverage. Prints for each of the nodes' files how
# many of its lines ran, and by function the lines that did not.
#
# Exit status: 0; 1 if a run failed; 2 if something is missing.
folder=$1 conf=$2 corpus=$3

cannot() {
  echo "unreached: $1" >&2
  exit 2
}

command -v gcov >/dev/null 2>&1 || cannot "needs gcov, which comes with g++"
[ -n "$corpus" ] || cannot "CORPUS is missing: the folder that --search guided --corpus has written"
set -- "$corpus"/*.faults
[ -f "$1" ] || cannot "$corpus has no schedules (*.faults)"

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
rm -f "$folder"/*.gcda
failed=0
for schedule in "$@"; do
  "$folder/Application" "$conf" --set "FAULTS=$schedule" --check --quiet --out "$work" >"$work/said" 2>&1 || {
    failed=$((failed + 1))
    echo "unreached: $schedule: $(tail -n 1 "$work/said")" >&2
  }
done
echo "$# schedules of $corpus, $failed failed"

# list FILE: reads gcov's text of it, whose lines are COUNT:NUMBER:SOURCE. A function begins with a line that
# is not indented and has a parenthesis.
list() {
  awk -F : -v file="$1" '
    {
      count = $1
      gsub(/[ *]/, "", count)
      number = $2 + 0
      source = substr($0, index($0, ":") + 1)
      source = substr(source, index(source, ":") + 1)
    }
    source ~ /^[A-Za-z].*\(/ { function_line = source }
    # Variants of a function, such as the two forms of a destructor, come again after all of them together.
    count == "-" || number == 0 || seen[number]++ { next }
    { ++lines }
    count !~ /^#+$/ { next }
    {
      ++unreached
      if (function_line != shown) { text = text "  " function_line "\n"; shown = function_line }
      text = text sprintf("    %d: %s\n", number, source)
    }
    END { printf "%s: %d of %d lines ran\n%s", file, lines - unreached, lines, text }'
}

for node in MP1Node MP2Node; do
  data=
  for candidate in "$folder/$node.gcda" "$folder"/*"$node"*.gcda; do
    if [ -f "$candidate" ]; then data=$candidate && break; fi
  done
  [ -n "$data" ] || cannot "no run has counted the lines of $node"
  # gcov prints the text of headers, too.
  gcov -t "$data" 2>/dev/null | awk -v name="$node.cpp" '
    / 0:Source:/ { shown = ($0 ~ name "$") }
    shown { print }' | list "$node.cpp"
done
[ "$failed" -eq 0 ]
