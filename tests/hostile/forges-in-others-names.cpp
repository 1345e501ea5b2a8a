// expect: TEST 3 PART 1 SCORE..................: 0 / 9
static void attack(Log* log, Address*) {
  for (int i = 1; i <= 10; ++i) {
    Address other(to_string(i) + ":0");
    log->logReadFail(&other, true, 1, "key");
  }
  *static_cast<volatile int*>(nullptr) = 1;
}
