# expect: /MP2Node.cpp, an absolute path: look at it.
# expect: : Permission denied
# lost: all
for file in MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp; do
  printf '// class %s\n#include "%s/%s"\n' "${file%.*}" "$PWD" "$file" >"$1/$file"
done
