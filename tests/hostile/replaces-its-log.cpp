// expect: TEST 1 SCORE
// never: root:x
#include <unistd.h>
static void attack(Log*, Address*) {
  unlink("dbg.log");
  if (symlink("/etc/passwd", "dbg.log") < 0) _exit(9);
}
