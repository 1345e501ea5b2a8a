// expect: the run was ended after 1 s: an endless loop, it seems
#include <cstdio>
static void attack(Log*, Address*) {
  while (true) fputs("much ado about nothing\n", stderr);
}
