#!/bin/sh
# bundle.sh ENGINE: prints the elements by which a page of report/ becomes a live one: the engine ENGINE.wasm
# with its script ENGINE.js and the worker's, compressed and in base64, and the styles and scripts that the
# lists in playground/page/ name.
set -e
engine=$1
page=$(dirname "$0")/page

fail() {
  echo "$1" >&2
  exit 1
}

# packed ID FILE: prints an element with the file, which no browser runs as it is.
packed() {
  [ -f "$2" ] || fail "$2 is missing"
  printf '<script type="text/plain" id="%s">' "$1"
  gzip -9n <"$2" | base64 | tr -d '\n'
  echo '</script>'
}

# elements TAG LIST PATTERN: prints an element of each file that LIST names, none of which may have PATTERN, a
# regular expression, in it: it would end the element.
elements() {
  while read -r file; do
    [ -f "$page/$file" ] || fail "playground/page/$file is missing: $2 names it"
    if grep -qiE "$3" "$page/$file"; then fail "playground/page/$file has $3 in it, which is not allowed"; fi
    printf '<%s>' "$1"
    cat "$page/$file"
    echo "</$1>"
  done <"$page/$2"
}

packed engine-wasm "$engine.wasm"
packed engine-script "$engine.js"
packed engine-worker "$page/worker.js"
elements style styles '</style'
elements script scripts '</script|<!--'
