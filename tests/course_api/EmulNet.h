// Declarations only: the network.
#ifndef COURSE_API_EMULNET_H_
#define COURSE_API_EMULNET_H_

#include "stdincludes.h"
#include "Params.h"
#include "Member.h"

#define MAX_NODES 1000
#define MAX_TIME 3600
#define ENBUFFSIZE 30000

#ifndef COURSE_EDITION_2014a  // There it is in Member.h.
struct en_msg {
  int size;
  Address from;
  Address to;
};
#endif

class EmulNet {
 public:
  EmulNet(Params* p);
  EmulNet(const EmulNet& anotherEmulNet);
  EmulNet& operator=(const EmulNet& anotherEmulNet);
  void* ENinit(Address* myaddr, short port);
  // Returns the size, or 0 when nothing was sent. The caller keeps `data`.
  int ENsend(Address* myaddr, Address* toaddr, string data);
  int ENsend(Address* myaddr, Address* toaddr, char* data, int size);
  // Calls enq(queue, buffer, size) for each waiting message; `buffer` comes from malloc and belongs
  // to the receiver. Returns 0. `t` and `times` are unused.
  int ENrecv(Address* myaddr, int (*enq)(void*, char*, int), struct timeval* t, int times,
             void* queue);
  int ENcleanup();
};

#endif  // COURSE_API_EMULNET_H_
