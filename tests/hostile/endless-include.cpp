// expect: it does not build
#include "/dev/zero"
static void attack(Log*, Address*) {}
