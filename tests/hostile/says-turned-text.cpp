// expect: exit status 9: ?txet
// never: ‮
#include <cstdio>
#include <unistd.h>
static void attack(Log*, Address*) {
  fputs("\xe2\x80\xaetxet\n", stderr);
  _exit(9);
}
