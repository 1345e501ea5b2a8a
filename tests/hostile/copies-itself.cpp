// expect: TOTAL GRADE: 90 / 90
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>
// The copy ends at once, with copies of all that is yet to be written: none of it may count.
static void attack(Log*, Address*) {
  const pid_t copy = fork();
  if (copy == 0) exit(0);
  if (copy > 0) waitpid(copy, nullptr, 0);
}
