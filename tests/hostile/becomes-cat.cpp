// expect: /MP2Node.cpp: Permission denied
// never: class MP2Node
#include <sys/syscall.h>
#include <cstdlib>
#include <unistd.h>
static void attack(Log*, Address*) {
  char path[4096] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) syscall(SYS_exit_group, 8);
  string file = path;
  file = file.substr(0, file.find("/build/submissions/")) + "/MP2Node.cpp";
  execl("/bin/cat", "cat", file.c_str(), nullptr);
}
