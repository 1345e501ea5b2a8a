// expect: the run ended with exit status 9
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  kill(getppid(), SIGKILL);
  _exit(9);
}
