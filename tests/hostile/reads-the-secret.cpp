// expect: exit status 9: nothing is known
#include <sys/syscall.h>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>
// What seals the lines was read from stdin; the grader has it in its memory.
static void attack(Log*, Address*) {
  char byte;
  bool any = read(0, &byte, 1) > 0;
  for (const string& process : {to_string(getppid()), string("1"), to_string(getpid() - 1), to_string(getpid() - 2)}) {
    for (const char* file : {"/mem", "/environ", "/maps", "/cmdline", "/fd/0"}) {
      any = open(("/proc/" + process + file).c_str(), O_RDONLY) >= 0 || any;
    }
  }
  fputs(any ? "something is known\n" : "nothing is known\n", stderr);
  syscall(SYS_exit_group, 9);
}
