// expect: exit status 9: ?txet
// never: ‮
#include <sys/syscall.h>
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  fputs("\xe2\x80\xaetxet\n", stderr);
  syscall(SYS_exit_group, 9);
}
