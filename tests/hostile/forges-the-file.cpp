// expect: the run left nothing that could be scored
#include <sys/syscall.h>
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  FILE* file = fopen("dbg.log", "w");
  if (file != nullptr) fputs("131\n 1.0.0.0:0 [150] read success\n", file), fclose(file);
  syscall(SYS_exit_group, 0);
}
