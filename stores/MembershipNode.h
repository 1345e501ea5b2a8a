// The membership half of a peer, as PeerGroup drives it.
#ifndef STORES_MEMBERSHIPNODE_H_
#define STORES_MEMBERSHIPNODE_H_

#include "Member.h"

class MembershipNode {
 public:
  virtual ~MembershipNode() {}

  // The state that both halves of the peer share.
  virtual Member* member() = 0;

  // Joins the group; called once, at the tick of the peer's introduction.
  virtual void start(char* joinAddress, short port) = 0;

  // Moves what has arrived from the network into the member's queue.
  virtual void recvLoop() = 0;

  // Handles the queue, and what the protocol does each tick.
  virtual void nodeLoop() = 0;

  // Winds up: the peer leaves, or the run is over.
  virtual void finish() = 0;
};

#endif
