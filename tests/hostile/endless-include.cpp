// expect: it does not build
// lost: all
#include "/dev/zero"
static void attack(Log*, Address*) {}
