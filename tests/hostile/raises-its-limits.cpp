// expect: the run was ended after 1 s: an endless loop, it seems
#include <sys/resource.h>
static void attack(Log*, Address*) {
  rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
  for (auto limit : {RLIMIT_CPU, RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_NPROC}) setrlimit(limit, &all);
  for (volatile int i = 0;; i = i + 1) {
  }
}
