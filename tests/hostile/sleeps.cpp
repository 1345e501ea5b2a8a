// expect: the run was ended after 1 s: an endless loop, it seems: interrupted at time 150 in MP2Node
#include <unistd.h>
static void attack(Log*, Address*) {
  while (true) pause();
}
