// expect: it tried to start more than 16 processes, and was refused; it had started processes of its own, which were ended
#include <unistd.h>
static void attack(Log*, Address*) {
  for (int i = 0; i < 20; ++i) {
    if (fork() == 0) {
      setsid();
      while (true) pause();
    }
  }
}
