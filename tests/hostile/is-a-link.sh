# expect: MP2Node.cpp was refused: it is a link.
# lost: all
ln -sf "$PWD/MP2Node.cpp" "$1/MP2Node.cpp"
