// The key-value half of a peer, as PeerGroup drives it.
#ifndef STORES_STORENODE_H_
#define STORES_STORENODE_H_

#include "stdincludes.h"
#include "Node.h"

class StoreNode {
 public:
  virtual ~StoreNode() {}

  // Takes over the membership list as it is now. Called each tick while the peer is in the group.
  virtual void updateRing() = 0;

  // Moves what has arrived from the network into the member's queue.
  virtual void recvLoop() = 0;

  // Handles the queue.
  virtual void checkMessages() = 0;

  // The client calls: this peer becomes the coordinator. The result comes by way of Log.
  virtual void clientCreate(const string& key, const string& value) = 0;
  virtual void clientRead(const string& key) = 0;
  virtual void clientUpdate(const string& key, const string& value) = 0;
  virtual void clientDelete(const string& key) = 0;

  // The key's replicas as this peer sees them now: primary, secondary, tertiary.
  virtual vector<Node> findNodes(const string& key) = 0;

  // While the peer, as the coordinator, logs the result of a read: whether the answers decided it,
  // and not a time-out. False if the store cannot tell, as most cannot.
  virtual bool isReadDecided(int /*transID*/) const { return false; }
};

#endif
