# Prints the public surface of headers as Markdown: each header's opening comment as prose, then its
# declarations with their comments, each class under a heading of its own. Leaves out what a caller does
# not need: private members, function bodies, definitions of members outside of their class, include
# guards, includes, forward declarations. Reads headers as clang-format writes them.

# ---- Output.

# Prints the text of a comment as prose. Indented lines become a block of code.
function print_prose(comment,   lines, count, i, was_set_in, is_set_in) {
  count = split(comment, lines, "\n")
  was_set_in = 1  # No blank line before the first.
  for (i = 1; i <= count; i++) {
    sub(/^ *\/\/ ?/, "", lines[i])
    is_set_in = lines[i] ~ /^  /
    if (is_set_in && !was_set_in) print ""
    print (is_set_in ? "    " : "") lines[i]
    was_set_in = is_set_in || lines[i] == ""
  }
}

function print_code(text) {
  if (!in_code) print "\n```cpp"
  if (in_code && blank_before) print ""
  in_code = 1
  blank_before = 0
  print text
}

function end_code() {
  if (in_code) print "```"
  in_code = 0
  blank_before = 0
}

# ---- A declaration, of one or more lines.

# Removes the body and the initialisers of members, and keeps a comment at the end of the line.
function without_body(text,   comment) {
  comment = ""
  if (match(text, /  \/\/ [^\n]*$/)) {
    comment = substr(text, RSTART)
    text = substr(text, 1, RSTART - 1)
  }
  if (match(text, /\)[ \n]+: [a-zA-Z_]+\(/) || match(text, /\)( const)? \{/)) {
    if (substr(text, RSTART, 7) == ") const") RSTART += 6
    text = substr(text, 1, RSTART) ";"
  }
  return text comment
}

function finish_declaration(   opens_body) {
  opens_body = declaration ~ /\)[^\n]* \{$/
  skipped_depth = opens_body ? depth : -1
  if (!hidden && declaration !~ /^inline [^;(]*::[^;]* = default;$/) {
    if (comment != "") print_code(comment)
    print_code(without_body(declaration))
  }
  comment = declaration = ""
}

# ---- The lines of a header.

BEGIN { skipped_depth = -1 }

FNR == 1 {
  end_code()
  printf "\n## `%s`\n\n", FILENAME
  comment = declaration = ""
  is_opening = 1
  hidden = conditions = 0
}

# The opening comment ends at the include guard.
is_opening {
  if (/^\/\//) {
    comment = comment (comment == "" ? "" : "\n") $0
    next
  }
  print_prose(comment)
  comment = ""
  is_opening = 0
}

# A function's body.
skipped_depth >= 0 {
  match($0, /^ */)
  if ($0 ~ /^ *\}/ && RLENGTH == skipped_depth) skipped_depth = -1
  next
}

# Forward declarations.
/^namespace / { in_namespace = 1 }
in_namespace {
  if (/^\}/) in_namespace = 0
  next
}

/^#(ifndef|define) [A-Z0-9_]+_H_$/ || /^#include/ || /^#pragma/ { next }
/^#if/ { conditions++ }
/^#endif/ && conditions-- == 0 { next }
/^#/ {
  if (hidden) next
  if (comment != "") print_code(comment)
  print_code($0)
  comment = ""
  next
}

/^ public:/ { hidden = 0; next }
/^ (private|protected):/ { hidden = 1; comment = ""; next }

/^class .*;$/ { comment = ""; next }
/^class .*\{$/ {
  end_code()
  name = $2
  printf "\n### class %s\n", name
  if (comment != "") {
    print ""
    print_prose(comment)
  }
  comment = ""
  print_code($0)
  next
}
/^\};/ && declaration == "" {
  hidden = 0
  comment = ""
  blank_before = 0
  print_code($0)
  end_code()
  next
}

declaration == "" && /^ *\/\// {
  comment = comment (comment == "" ? "" : "\n") $0
  next
}
/^$/ {
  if (comment != "" && !hidden) print_code(comment)  # One that belongs to several declarations.
  comment = ""
  blank_before = 1
  next
}

{
  if (declaration == "") {
    match($0, /^ */)
    depth = RLENGTH
  }
  declaration = declaration (declaration == "" ? "" : "\n") $0
  code_of_line = $0
  sub(/ *\/\/.*/, "", code_of_line)
}
# A declaration ends with a semicolon or a body; what is set between braces may hold several.
depth_of(declaration) == 0 && code_of_line ~ /[;}]$/ { finish_declaration() }
declaration ~ /\)( const)? \{$/ { finish_declaration() }

function depth_of(text) {
  gsub(/\/\/[^\n]*/, "", text)
  return gsub(/\{/, "", text) - gsub(/\}/, "", text)
}

END { end_code() }
