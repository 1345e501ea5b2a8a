// The emulated network: every byte between peers passes here.
//
// Messages wait in a queue for each receiver until the receiver fetches them. Any number of peers,
// any id. Loss and delay are drawn from the network's own random stream, so that equal seeds lose
// and delay equal messages. Units: bytes and ticks (Params::globaltime).
#ifndef _EMULNET_H_
#define _EMULNET_H_

// The course's limits. MAX_NODES and MAX_TIME no longer limit anything; ENBUFFSIZE is the number of
// messages that may wait for one receiver.
#define MAX_NODES 1000
#define MAX_TIME 3600
#define ENBUFFSIZE 30000

#include <memory>

#include "stdincludes.h"
#include "Params.h"
#include "Member.h"
#include "EnMsg.h"

namespace lab {
class NetworkFaults;
}  // namespace lab

namespace sim {
class EventStream;
enum class NetworkId : unsigned char;
}  // namespace sim

// A handle: copies share one network. Borrows Params, which must outlive all copies.
class EmulNet {
 public:
  EmulNet(Params* p);
  EmulNet(const EmulNet& anotherEmulNet);
  EmulNet& operator=(const EmulNet& anotherEmulNet);
  virtual ~EmulNet();

  // Gives *myaddr the next id, 1, 2, 3 …, and port 0. Returns myaddr.
  void* ENinit(Address* myaddr, short port);

  // Queues a copy of the message; the caller keeps its buffer. Returns the size, or 0 if it was not
  // sent: size + sizeof(en_msg) must be below MAX_MSG_SIZE (CourseRules.h), fewer than ENBUFFSIZE
  // messages must wait for the receiver, and while dropmsg is set chance (MSG_DROP_PROB) decides.
  // A message to a failed peer counts as sent.
  int ENsend(Address* myaddr, Address* toaddr, string data);
  int ENsend(Address* myaddr, Address* toaddr, char* data, int size);

  // Hands every message that has arrived for myaddr to enq(queue, buffer, size), in the order that
  // RECV_ORDER says. The buffer comes from malloc and belongs to enq's side from then on.
  // Returns 0. `t` and `times` are not used.
  int ENrecv(Address* myaddr, int (*enq)(void*, char*, int), struct timeval* t, int times,
             void* queue);

  // The end of the run: discards what is in flight; later messages are refused. Returns 0.
  int ENcleanup();

  // For the framework: which of the run's networks this is (it names the random stream), and where
  // its events go. Begins afresh: call it before anything else.
  void connect(const sim::EventStream* events, sim::NetworkId id);

  // For the framework: the peer has failed. What waits for it is lost, and what is sent to it.
  void stopReceiving(const Address& address);

  // For the framework: it receives again. What was sent to it in between is lost.
  void startReceiving(const Address& address);

  // For the framework: what the schedule does to messages that the course's own checks let pass.
  // The sender of a lost one is not told: it counts as sent. Borrowed until connect(); null = none.
  void setFaults(lab::NetworkFaults* faults);

 private:
  struct Network;
  shared_ptr<Network> network;
};

#endif
