// expect: MP2Node.cpp:8. What lies there belongs to something else
// options: --sanitize
#include <unistd.h>
static int table[4];
static void attack(Log*, Address*) {
  close(1);
  close(2);
  *(volatile int*)(table + 7) = 1;
}
