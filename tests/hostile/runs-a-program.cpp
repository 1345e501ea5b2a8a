// expect: it tried to start more than 16 processes, and was refused
#include <cstdlib>
static void attack(Log*, Address*) {
  for (int i = 0; i < 20; ++i) {
    if (system("true") != 0) return;
  }
}
