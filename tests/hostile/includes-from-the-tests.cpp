// expect: includes tests/submissions/modern2020/MP2Node.cpp, which is no header: look at it.
// expect: it does not build
// lost: all
#include "tests/submissions/modern2020/MP2Node.cpp"
static void attack(Log*, Address*) {}
