// expect: lines name another peer than the one that logged them
// As in the course, such lines count; whoever grades has to be told of them.
static void attack(Log* log, Address*) {
  for (int i = 1; i <= 10; ++i) {
    Address other(to_string(i) + ":0");
    log->logReadFail(&other, true, 1, "key");
  }
}
