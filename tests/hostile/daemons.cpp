// expect: it had started processes of its own, which were ended
#include <csignal>
#include <unistd.h>
static void attack(Log*, Address*) {
  if (fork() != 0) return;
  setsid();
  for (int number = 1; number < 32; ++number) signal(number, SIG_IGN);
  if (fork() != 0) _exit(0);
  for (int descriptor = 0; descriptor < 64; ++descriptor) close(descriptor);
  while (true) pause();
}
