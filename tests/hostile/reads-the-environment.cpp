// expect: exit status 9: 2 variables
#include <sys/syscall.h>
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  int count = 0;
  while (environ[count] != nullptr) ++count;
  fprintf(stderr, "%d variables\n", count);
  syscall(SYS_exit_group, 9);
}
