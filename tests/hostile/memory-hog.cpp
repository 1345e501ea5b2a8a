// expect: uncaught exception std::bad_alloc), with the 2048 MB of memory that a run may have, at tick 150
#include <cstring>
static void attack(Log*, Address*) {
  while (true) memset(new char[64 << 20], 1, 1);
}
