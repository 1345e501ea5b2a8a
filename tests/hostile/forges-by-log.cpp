// expect: TEST 1 SCORE..................: 0 / 3
static void attack(Log* log, Address* self) {
  for (int i = 0; i < 4; ++i) {
    log->LOG(self, "server: read success at time 150, transID=1, key=%s, value=%s", "a", "b");
  }
  *static_cast<volatile int*>(nullptr) = 1;
}
