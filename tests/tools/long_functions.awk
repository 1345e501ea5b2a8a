# Prints `FILE:LINE: N lines: FIRST LINE` for each function of more than LIMIT lines (-v limit=60), from
# the first line of its signature to its closing brace. Reads sources as clang-format writes them: a
# function ends at the first `}` that has the indentation of its first line. A lambda counts as a part
# of the function around it.

function indentation(line) {
  match(line, /^ */)
  return RLENGTH
}

# Whether a statement that ends in `{` opens a function's body: it does, except after these first words.
function opens_function(statement) {
  if (statement !~ /\)/ || statement ~ /= *\{$/) return 0
  return statement !~ /^ *(inline )?(namespace|class|struct|union|enum|extern|typedef)([^a-zA-Z0-9_]|$)/
}

FNR == 1 { inside = 0; statement = "" }

inside {
  if ($0 ~ /^ *\}/ && indentation($0) == depth) {
    lines = FNR - start + 1
    if (lines > limit) printf "%s:%d: %d lines: %s\n", FILENAME, start, lines, first
    inside = 0
  }
  next
}

/^ *\/\// || /^#/ || /^ *template <.*>$/ { next }

{
  if (statement == "") {
    start = FNR
    depth = indentation($0)
    first = $0
    sub(/^ */, "", first)
  }
  statement = statement $0
}

/\{$/ { inside = opens_function(statement) }
/^$/ || /[;{}:]$/ || /\/\/ / { statement = "" }
