// expect: exit status 9: nothing could be mounted
#include <sys/syscall.h>
#include <cstdio>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>
static void attack(Log*, Address*) {
  bool any = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
             (mount("none", "/tmp", "tmpfs", 0, "") == 0 || mount("/", "/mnt", "", MS_BIND, "") == 0);
  // Another root is no way in either.
  char letter;
  any = (chroot("/etc") == 0 && ifstream("/passwd").get(letter)) || any;
  fputs(any ? "something was mounted\n" : "nothing could be mounted\n", stderr);
  syscall(SYS_exit_group, 9);
}
