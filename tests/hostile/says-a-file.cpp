// expect: exit status 9: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...
// never: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
#include <sys/syscall.h>
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  fputs((string(100000, 'a') + "\n").c_str(), stderr);
  syscall(SYS_exit_group, 9);
}
