# expect: was refused: its path leads out of the archive
# lost: all
tar -cf "$1.tar" -P --transform "s|^$1/MP1Node.cpp|../../../MP1Node.cpp|" "$1/MP1Node.cpp" "$1/MP1Node.h" "$1/MP2Node.h" "$1/MP2Node.cpp"
printf '%s' "$1.tar"
