// expect: the run ended with
#include <sys/syscall.h>
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  kill(getppid(), SIGUSR1);
  kill(0, SIGKILL);
  syscall(SYS_exit_group, 9);
}
