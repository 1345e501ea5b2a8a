#!/bin/sh
# embed.sh FOLDER: prints a C++ source with the files of the page, for report/PageFiles.h: page.html, and
# the files that `styles` and `scripts` list, a name a line, in that order.
set -e
cd "$1"
delimiter=kvpage

fail() {
  echo "$1" >&2
  exit 1
}

# literal FILE: prints the file as a raw string literal.
literal() {
  [ -f "$1" ] || fail "report/page/$1 is missing: page.html, styles and scripts name the page's files"
  if grep -qF ")$delimiter\"" "$1"; then fail "report/page/$1 has )$delimiter\" in it, which is not allowed"; fi
  printf 'R"%s(' "$delimiter"
  cat "$1"
  printf ')%s"' "$delimiter"
}

# literals LIST PATTERN: prints the files that LIST names, none of which may have PATTERN, a regular
# expression, in it: it would end the element that the file becomes.
literals() {
  [ -f "$1" ] || fail "report/page/$1 is missing: it lists files of the page, a name a line"
  while read -r file; do
    if grep -qiE "$2" "$file"; then fail "report/page/$file has $2 in it, which is not allowed"; fi
    printf '      '
    literal "$file"
    echo ','
  done <"$1"
}

cat <<'END_OF_HEAD'
#include "report/PageFiles.h"

namespace report {

const PageFiles& pageFiles() {
  static const PageFiles files = {
END_OF_HEAD
literal page.html
echo ', {'
literals styles '</style'
echo '  }, {'
literals scripts '</script|<!--'
cat <<'END_OF_TAIL'
  }};
  return files;
}

}  // namespace report
END_OF_TAIL
