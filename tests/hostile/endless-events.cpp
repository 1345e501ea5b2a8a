// expect: the run was ended: it reported more than 32 MB, at tick 150, in peer
static void attack(Log* log, Address* self) {
  while (true) log->logReadSuccess(self, false, 1, string(1000, 'k'), "value");
}
