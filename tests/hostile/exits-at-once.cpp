// expect: the run ended with exit status 0 before its last tick
#include <unistd.h>
static void attack(Log*, Address*) { _exit(0); }
