// expect: TEST 3 PART 1 SCORE..................: 0 / 9
#include <sys/syscall.h>
#include <cstring>
#include <unistd.h>
// So many true lines that some must have been handed over; then false ones behind them.
static void attack(Log* log, Address* self) {
  for (int i = 0; i < 10000; ++i) log->logReadSuccess(self, false, 1, "another", "value");
  const char text[] =
      "\n 1.0.0.0:0 [175] READ OPERATION KEY: k VALUE: v at time: 175\n"
      " 1.0.0.0:0 [225] READ OPERATION KEY: k VALUE: v at time: 225\n"
      " 1.0.0.0:0 [226] coordinator: read fail at time 226, transID=1, key=k\n"
      " 1.0.0.0:0 [275] READ OPERATION KEY: k VALUE: v at time: 275\n";
  if (write(3, text, strlen(text)) > 0) syscall(SYS_exit_group, 0);
}
