// expect: the run ended with exit status 1: exit() was called at tick 150, in peer
#include <unistd.h>
static void attack(Log*, Address*) { _exit(0); }
