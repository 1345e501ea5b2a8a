// expect: MP2Node.cpp line 3 uses the framework's inside (host/)
// expect: TEST 1 SCORE
#include "host/Sealed.h"
static void attack(Log*, Address*) {}
