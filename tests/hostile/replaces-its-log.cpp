// expect: TEST 1 SCORE
// never: root:x
#include <sys/syscall.h>
#include <unistd.h>
static void attack(Log*, Address*) {
  unlink("dbg.log");
  if (symlink("/etc/passwd", "dbg.log") < 0) syscall(SYS_exit_group, 9);
}
