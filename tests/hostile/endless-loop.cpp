// expect: the run was ended after 1 s: an endless loop, it seems, at tick 150, in peer
static void attack(Log*, Address*) {
  for (volatile int i = 0;; i = i + 1) {
  }
}
