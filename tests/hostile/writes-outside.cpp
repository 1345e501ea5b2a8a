// expect: exit status 9: nothing could be written; it tried to write outside of its folder, to ../hostile, and was refused
#include <sys/syscall.h>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>
static void attack(Log*, Address*) {
  const char* places[] = {"../hostile", "../../MP1Node.cpp.hostile", "/tmp/hostile", "/var/tmp/hostile"};
  bool any = false;
  for (const char* place : places) any = fopen(place, "w") != nullptr || any;
  fputs(any ? "something was written\n" : "nothing could be written\n", stderr);
  syscall(SYS_exit_group, 9);
}
