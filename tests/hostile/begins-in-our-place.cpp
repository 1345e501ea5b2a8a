// expect: the run left nothing that could be scored
// lost: all
#include <sys/syscall.h>
#include <cstring>
#include <unistd.h>
// What calls main() otherwise.
extern "C" int __libc_start_main(int (*)(int, char**, char**), int, char**, void (*)(), void (*)(), void (*)(), void*) {
  const char text[] = "131\n 1.0.0.0:0 [150] read success\n";
  syscall(SYS_exit_group, write(3, text, strlen(text)) > 0 ? 0 : 1);
}
static void attack(Log*, Address*) {}
