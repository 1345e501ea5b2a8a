// expect: the run was ended after 1 s: an endless loop, it seems
#include <csetjmp>
#include <csignal>
static sigjmp_buf start;
static void onSignal(int) { siglongjmp(start, 1); }
static void attack(Log*, Address*) {
  for (int number = 1; number < 32; ++number) signal(number, onSignal);
  sigsetjmp(start, 1);
  *static_cast<volatile int*>(nullptr) = 1;
}
