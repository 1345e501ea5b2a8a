// expect: the run left nothing that could be scored
#include <sys/syscall.h>
#include <cstring>
#include <unistd.h>
static void attack(Log*, Address*) {
  const char text[] = "131\n 1.0.0.0:0 [150] read success\n";
  for (int descriptor = 1; descriptor < 20; ++descriptor) {
    if (write(descriptor, text, strlen(text)) < 0) continue;
  }
  syscall(SYS_exit_group, 0);
}
