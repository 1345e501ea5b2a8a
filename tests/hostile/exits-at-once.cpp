// expect: the run ended with exit status 0 before its last tick
#include <sys/syscall.h>
#include <unistd.h>
static void attack(Log*, Address*) { syscall(SYS_exit_group, 0); }
