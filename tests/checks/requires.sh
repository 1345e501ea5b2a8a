#!/bin/sh
# What a header's REQUIRES says is checked or is a known duty of the caller: a function has as many
# CHECKs at the start of its definition, and rows in docs/duties.md, as its REQUIRES has clauses, which
# are separated by semicolons. A definition is in the header or in a .cpp file of its folder.
# MP1Node.h and MP2Node.h, which know the course's API alone, have a means of their own.
. tests/tools/checking.sh

# clauses_of HEADER: `HEADER FUNCTION CLAUSES` for each REQUIRES, FUNCTION `?` if it is of none.
clauses_of() {
  awk '
    function done() {
      name = "?"
      if (match(head, /\(\*[A-Za-z_0-9]+\)/)) {
        name = substr(head, RSTART + 2, RLENGTH - 3)
      } else if (match(head, /[A-Za-z_0-9]+\(/)) {
        name = substr(head, RSTART, RLENGTH - 1)
      }
      sub(/REQUIRES:/, "", text)
      if (match(text, /\.( |$)/)) text = substr(text, 1, RSTART - 1)
      print FILENAME, name, split(text, parts, ";")
      text = head = ""
    }
    /^ *\/\// && head == "" {
      line = $0
      sub(/^ *\/\/ */, "", line)
      if (text != "") text = text " " line
      else if (match(line, /REQUIRES[,:]/)) text = substr(line, RSTART)
      next
    }
    text != "" {
      head = head " " $0
      if ($0 ~ /[(;{#]/) done()
    }
    END { if (text != "") done() }
  ' "$1"
}

# checks_in FUNCTION FILE...: the most CHECKs that a definition of FUNCTION begins with.
checks_in() {
  name=$1
  shift
  awk -v name="$name" '
    # In a .cpp file definitions stand in the first column, in a class of a header two further.
    FNR == 1 { depth = FILENAME ~ /\.h$/ ? "^( ? ?)[^ ]" : "^[^ ]"; state = "" }
    state == "" && $0 ~ depth && $0 ~ ("(^|[^A-Za-z_0-9])" name "\\(") { state = "head" }
    state == "head" {
      if ($0 ~ /[;}]$/) state = ""
      if ($0 ~ /\{$/) { state = "body"; count = 0; next }
    }
    state == "body" && /^ *CHECK\(/ { ++count; state = "check" }
    state == "check" { if ($0 ~ /;$/) state = "body"; next }
    state == "body" { if (count > most) most = count; state = "" }
    END { print most + 0 }
  ' "$@"
}

# rows_of HEADER FUNCTION: how many rows the list has for it.
rows_of() { grep -c "^| \`$1\` | \`$2\` | [^|]* | [^|]* |\$" docs/duties.md; }

# is_met: whether that adds up. A REQUIRES that is of no function cannot be checked.
is_met() { [ "$function" != '?' ] && [ $((checks + rows)) -eq "$clauses" ]; }

headers=$(find . -name '*.h' ! -path './build/*' ! -path './tests/*' ! -path './starter/*' \
  ! -name 'MP[12]Node.h' | sed 's|^\./||' | sort)
for header in $(grep -l REQUIRES $headers); do clauses_of "$header"; done >"$WORK/clauses"

while read -r header function clauses; do
  checks=$(checks_in "$function" "$header" $(ls "${header%/*}"/*.cpp ./"${header%.h}".cpp 2>"$WORK/nowhere" | sort -u))
  rows=$(rows_of "$header" "$function")
  verdict "$header: $function" \
    "REQUIRES has $clauses clauses; the function begins with $checks CHECKs, and docs/duties.md has $rows rows" \
    is_met
done <"$WORK/clauses"

# The list has no row for what is no longer required.
sed -n 's/^| `\([^`]*\)` | `\([^`]*\)` |.*/\1 \2/p' docs/duties.md | sort -u >"$WORK/listed"
while read -r header function; do
  verdict "docs/duties.md: $header, $function" "no REQUIRES of that function is there" \
    grep -q "^$header $function " "$WORK/clauses"
done <"$WORK/listed"
finish
