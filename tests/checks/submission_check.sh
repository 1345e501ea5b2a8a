# The four submitted files compile as C++11, without a warning, against the course's API alone.
# They are copied first: a quoted include would find the root's headers beside the originals.
: "${CXX:=g++}"
copies=$(mktemp -d) || exit 2
trap 'rm -rf "$copies"' EXIT
cp MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp "$copies"
for compiler in "$CXX" clang++; do
  for file in MP1Node.cpp MP2Node.cpp; do
    what="$file against the course's API with $compiler"
    if ! command -v "$compiler" >/dev/null 2>&1; then
      echo "skip $what: no $compiler"
    elif "$compiler" -std=c++11 -Wall -Wextra -Werror -fsyntax-only -Itests/course_api \
        "$copies/$file"; then
      echo "ok $what"
    else
      echo "not ok $what: see above"
      status=1
    fi
  done
done
exit ${status:-0}
