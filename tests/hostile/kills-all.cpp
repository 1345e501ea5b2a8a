// expect: the run ended with exit status 9
#include <sys/syscall.h>
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  kill(getppid(), SIGKILL);
  syscall(SYS_exit_group, 9);
}
