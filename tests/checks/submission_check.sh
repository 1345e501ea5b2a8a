# submission_check.sh [DIR]: checks that the four submitted files of DIR compile as C++11 against the
# course's API alone, in the edition for which they are written, or in EDITION. Shows warnings, as in the
# course. Without DIR, checks the files at the root, which must have no warning. Copies the files first,
# because a quoted include would find other headers beside the originals.
: "${CXX:=g++}"
folder=${1:-.}
if [ $# -gt 0 ]; then warnings=-Wall; else warnings='-Wall -Wextra -Werror'; fi
# What messages call it.
case $folder in .) shown='' ;; */) shown=$folder ;; *) shown=$folder/ ;; esac
copies=$(mktemp -d) || exit 2
trap 'rm -rf "$copies"' EXIT
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do
  cp "$folder/$file" "$copies" || exit 2
done
# For a replacement text of sed.
escaped=$(printf '%s' "$shown" | sed 's/[\\&|]/\\&/g')
for node in MP1Node MP2Node; do
  CXX=$CXX sh tests/tools/choose_edition.sh "$copies/$node.edition" "$copies" $node "$EDITION" tests/course_api ||
    exit 2
  { read -r standard edition; read -r why; } <"$copies/$node.edition"
  [ -z "$why" ] || echo "note: $shown$node.cpp gets the headers of the course's $edition edition: $why"
done
for compiler in "$CXX" clang++; do
  for file in MP1Node.cpp MP2Node.cpp; do
    what="$shown$file against the course's API with $compiler"
    read -r standard edition <"$copies/${file%.cpp}.edition"
    if ! command -v "${compiler%% *}" >/dev/null 2>&1; then
      echo "skip $what: no $compiler"
      continue
    fi
    verdict=ok
    # shellcheck disable=SC2086  # Both may be several words.
    $compiler -std=c++11 "-DCOURSE_EDITION_$edition" $warnings -fsyntax-only -Itests/course_api \
      "$copies/$file" \
      2>"$copies/said" || verdict='not ok'
    sed "s|$copies/|$escaped|g" "$copies/said"
    if [ "$verdict" = ok ]; then
      echo "ok $what"
    else
      echo "not ok $what: see above"
      status=1
    fi
  done
done
exit ${status:-0}
