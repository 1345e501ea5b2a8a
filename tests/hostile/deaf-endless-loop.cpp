// expect: the run was ended after 1 s: an endless loop, it seems
#include <csignal>
static void attack(Log*, Address*) {
  signal(SIGTERM, SIG_IGN);
  signal(SIGXCPU, SIG_IGN);
  for (volatile int i = 0;; i = i + 1) {
  }
}
