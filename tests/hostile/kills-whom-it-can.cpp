// expect: the run ended with
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  kill(getppid(), SIGUSR1);
  kill(-1, SIGKILL);
  _exit(9);
}
