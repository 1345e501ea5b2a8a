// expect: the run ended with exit status 1: the program was ended at time 150 in MP2Node
#include <cstdlib>
static void attack(Log*, Address*) { exit(0); }
