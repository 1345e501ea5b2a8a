# expect: has .incbin, by which
# expect: it does not build
# lost: all
printf '\nasm(".section .rodata\\n.incbin \\"%s/MP2Node.cpp\\"\\n.text");\n' "$PWD" >>"$1/MP2Node.cpp"
