// expect: the run was ended after 1 s: an endless loop, it seems, at tick 150, in peer
#include <unistd.h>
static void attack(Log*, Address*) {
  while (true) pause();
}
