// expect: the stack is full: endless recursion, it seems) at tick 150, in peer
static int deeper(volatile int* depth) { return *depth == 0 ? 0 : 1 + deeper(depth); }
static void attack(Log*, Address*) {
  volatile int depth = 1;
  deeper(&depth);
}
