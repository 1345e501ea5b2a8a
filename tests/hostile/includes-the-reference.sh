# expect: MP1Node.cpp line 2 includes ../../../../MP1Node.cpp, a path that leads out of its folder
# expect: it does not build
# never: class MP1Node {
# lost: all
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do
  printf '// class %s\n#include "../../../../%s"\n' "${file%.*}" "$file" >"$1/$file"
done
