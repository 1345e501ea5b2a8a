// expect: exit status 9: nothing could be mounted
#include <cstdio>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>
static void attack(Log*, Address*) {
  const bool any = unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 && (mount("none", "/tmp", "tmpfs", 0, "") == 0 || mount("/", "/mnt", "", MS_BIND, "") == 0 || chroot("/etc") == 0);
  fputs(any ? "something was mounted\n" : "nothing could be mounted\n", stderr);
  _exit(9);
}
