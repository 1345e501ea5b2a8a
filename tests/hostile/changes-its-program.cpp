// expect: exit status 9: it stays; it tried to write outside of its folder
#include <sys/syscall.h>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
static void attack(Log*, Address*) {
  char path[4096] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) syscall(SYS_exit_group, 8);
  const bool any = unlink(path) == 0 || rename("dbg.log", path) == 0 || open(path, O_WRONLY) >= 0;
  fputs(any ? "it is another\n" : "it stays\n", stderr);
  syscall(SYS_exit_group, 9);
}
