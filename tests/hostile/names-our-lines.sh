# expect: it does not build
# never: // build: optimise
# lost: all
printf '\n#line 1 "%s/MP2Node.cpp"\nstatic int a = "not a number";\n' "$PWD" >>"$1/MP2Node.cpp"
