// expect: the run was ended: it wrote more than 64 MB to a file, at tick 150, in peer
static void attack(Log* log, Address* self) {
  while (true) log->LOG(self, "%01000d", 1);
}
