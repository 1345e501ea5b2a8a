// expect: the run ended with exit status 1: exit() was called at tick 150, in peer
#include <cstdlib>
static void attack(Log*, Address*) { exit(0); }
