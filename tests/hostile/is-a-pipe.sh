# expect: MP2Node.cpp was refused: it is no regular file.
# lost: all
rm "$1/MP2Node.cpp"
mkfifo "$1/MP2Node.cpp"
