// expect: exit status 9: our program cannot be run
// lost: all
#include <sys/syscall.h>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
// Before main() reads anything: our program would find all that this one was given.
__attribute__((constructor)) static void becomeOurs(int, char** arguments) {
  char path[4096] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) syscall(SYS_exit_group, 8);
  string program = path;
  program = program.substr(0, program.find("/build/submissions/"));
  execv((program + "/build/nodes/Application").c_str(), arguments);
  execv((program + "/Application").c_str(), arguments);
  fputs("our program cannot be run\n", stderr);
  syscall(SYS_exit_group, 9);
}
static void attack(Log*, Address*) {}
