// expect: exit status 9: the network is out of reach; it tried to use the network, and was refused
#include <sys/syscall.h>
#include <cstdio>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
static void attack(Log*, Address*) {
  const int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in place = {};
  place.sin_family = AF_INET;
  place.sin_port = htons(53);
  inet_pton(AF_INET, "192.0.2.1", &place.sin_addr);
  const bool able = connect(descriptor, reinterpret_cast<sockaddr*>(&place), sizeof place) == 0;
  fputs(able ? "the network is there\n" : "the network is out of reach\n", stderr);
  syscall(SYS_exit_group, 9);
}
