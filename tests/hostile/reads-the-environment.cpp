// expect: exit status 9: 2 variables
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  int count = 0;
  while (environ[count] != nullptr) ++count;
  fprintf(stderr, "%d variables\n", count);
  _exit(9);
}
