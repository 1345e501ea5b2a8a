// expect: the run ended with signal 6: crashed (signal 6, Aborted) at time 150 in MP2Node
#include <cstring>
static void attack(Log*, Address*) {
  while (true) memset(new char[64 << 20], 1, 1);
}
