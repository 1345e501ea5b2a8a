// expect: TOTAL GRADE: 90 / 90
// never: ‮
static void attack(Log* log, Address* self) { log->logReadFail(self, true, 1, "\xe2\x80\xaeyek"); }
