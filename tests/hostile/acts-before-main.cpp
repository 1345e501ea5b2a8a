// expect: the run left nothing that could be scored
// lost: all
#include <sys/syscall.h>
#include <cstring>
#include <unistd.h>
__attribute__((constructor)) static void answerBeforeMain() {
  const char text[] = "131\n 1.0.0.0:0 [150] read success\n";
  if (write(3, text, strlen(text)) > 0) syscall(SYS_exit_group, 0);
}
static void attack(Log*, Address*) {}
