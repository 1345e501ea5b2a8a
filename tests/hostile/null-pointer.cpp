// expect: the run ended with signal 11: crashed (signal 11, Segmentation fault) at time 150 in MP2Node
static void attack(Log*, Address*) { *static_cast<volatile int*>(nullptr) = 1; }
