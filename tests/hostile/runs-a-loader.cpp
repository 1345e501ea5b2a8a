// expect: exit status 127: 
// never: 180 of 180
// lost: all
#include <sys/syscall.h>
#include <cstdio>
#include <unistd.h>
// The loader is a program of the system; what it loads is a file as any other.
__attribute__((constructor)) static void becomeOurs(int, char** arguments) {
  char path[4096] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) syscall(SYS_exit_group, 8);
  string program = path;
  program = program.substr(0, program.find("/build/submissions/")) + "/build/nodes/Application";
  for (const char* loader : {"/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"}) {
    char* given[] = {const_cast<char*>(loader), const_cast<char*>(program.c_str()), arguments[1], nullptr};
    execv(loader, given);
  }
  syscall(SYS_exit_group, 9);
}
static void attack(Log*, Address*) {}
