// expect: the run ended with
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  kill(getppid(), SIGUSR1);
  kill(0, SIGKILL);
  _exit(9);
}
