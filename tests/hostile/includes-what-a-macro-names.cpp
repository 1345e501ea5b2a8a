// expect: MP2Node.cpp line 6 includes a file that a macro names: look at it.
// expect: it does not build
// never: root:x
// lost: all
#define PLACE "/etc/passwd"
#include PLACE
static void attack(Log*, Address*) {}
