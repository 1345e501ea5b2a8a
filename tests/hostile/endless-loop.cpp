// expect: the run was ended after 1 s: an endless loop, it seems: interrupted at time 150 in MP2Node
static void attack(Log*, Address*) {
  for (volatile int i = 0;; i = i + 1) {
  }
}
