// expect: the run ended with signal 11: crashed (signal 11, Segmentation fault) at time 150 in MP2Node
static int deeper(volatile int* depth) { return *depth == 0 ? 0 : 1 + deeper(depth); }
static void attack(Log*, Address*) {
  volatile int depth = 1;
  deeper(&depth);
}
