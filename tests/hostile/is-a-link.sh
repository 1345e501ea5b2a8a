# expect: MP2Node.cpp was refused: it is a link.
# expect: MP2Node.cpp is missing
# lost: all
ln -sf "$PWD/MP2Node.cpp" "$1/MP2Node.cpp"
