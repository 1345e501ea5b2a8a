// expect: exit status 9: nothing could be read
#include <sys/syscall.h>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
static string home() {
  char path[4096] = {};
  if (readlink("/proc/self/exe", path, sizeof path - 1) < 0) return "";
  const string program = path;
  return program.substr(0, program.find("/build/submissions/"));
}
// Nothing here changes anything but the run's own folder, also where nothing holds it back.
static bool canRead(const string& path) {
  char letter;
  return static_cast<bool>(ifstream(path).get(letter));
}
// What lies at `path`, by all ways there are.
static bool isReachable(const string& path) {
  const int root = open("/", O_PATH);
  if (symlink(path.c_str(), "symbolic") == 0 && canRead("symbolic")) return true;
  if (link(path.c_str(), "hard") == 0 && canRead("hard")) return true;
  unlink("symbolic");
  return canRead(path) || canRead("/proc/self/root" + path) || canRead("/proc/self/cwd/../../.." + path) ||
         openat(root, path.c_str() + 1, O_RDONLY) >= 0 || openat(AT_FDCWD, path.c_str(), O_RDONLY) >= 0 ||
         (chdir("/") == 0 && canRead(path.substr(1)));
}
static void attack(Log*, Address*) {
  const string at = home();
  bool any = false;
  for (const char* file : {"/MP1Node.cpp", "/MP2Node.cpp", "/MP2Node.h", "/build/nodes/MP2Node.o", "/build/kvgrader",
                           "/build/nodes/Application", "/tests/submissions/modern2020/MP2Node.cpp", "/.git/HEAD"}) {
    any = isReachable(at + file) || any;
  }
  for (const char* file : {"/etc/passwd", "/etc/hostname", "/proc/1/environ", "/proc/cpuinfo", "/root", "/home"}) {
    any = isReachable(file) || any;
  }
  any = opendir((at + "/build/submissions").c_str()) != nullptr || opendir("/") != nullptr || any;
  fputs(any ? "something could be read\n" : "nothing could be read\n", stderr);
  syscall(SYS_exit_group, 9);
}
