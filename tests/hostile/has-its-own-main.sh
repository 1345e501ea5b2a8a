# expect: it does not build
# lost: all
printf '\nint main() { return 0; }\n' >>"$1/MP2Node.cpp"
