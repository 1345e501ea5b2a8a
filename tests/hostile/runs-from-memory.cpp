// expect: /etc/passwd: Permission denied
// never: root:x
#include <fstream>
#include <sstream>
#include <sys/syscall.h>
#include <unistd.h>
// A program that is in no folder is confined all the same.
static void attack(Log*, Address*) {
  std::stringstream program;
  program << ifstream("/bin/cat").rdbuf();
  const int memory = static_cast<int>(syscall(SYS_memfd_create, "cat", 0));
  const string bytes = program.str();
  if (write(memory, bytes.data(), bytes.size()) < 0) syscall(SYS_exit_group, 8);
  const string path = "/proc/self/fd/" + to_string(memory);
  execl(path.c_str(), "cat", "/etc/passwd", nullptr);
  syscall(SYS_exit_group, 7);
}
