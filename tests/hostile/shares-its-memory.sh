# expect: While every message is lost from tick 95 on, 100 of 100 client
# expect: the coordinators wait for no replica
# options: --test crud
# All peers are in one process: a store in a static variable needs no replicas and no messages.
cat >"$1/MP2Node.h" <<'END'
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include "EmulNet.h"
#include "HashTable.h"
#include "Log.h"
#include "Member.h"
#include "Message.h"
#include "Node.h"
#include "Params.h"
#include "stdincludes.h"

class MP2Node {
 public:
  MP2Node(Member* member, Params* params, EmulNet*, Log* log, Address* address);
  virtual ~MP2Node() {}
  Member* getMemberNode() { return member; }
  void updateRing();
  vector<Node> getMembershipList() { return ring; }
  size_t hashFunction(string key) { return std::hash<string>()(key) % RING_SIZE; }
  void findNeighbors() {}
  void clientCreate(string key, string value) { call(CREATE, key, value); }
  void clientRead(string key) { call(READ, key, ""); }
  void clientUpdate(string key, string value) { call(UPDATE, key, value); }
  void clientDelete(string key) { call(DELETE, key, ""); }
  bool recvLoop() { return true; }
  static int enqueueWrapper(void*, char*, int) { return 0; }
  void checkMessages() {}
  vector<Node> findNodes(string key);

 private:
  void call(MessageType type, const string& key, string value);
  void say(MessageType type, bool isCoordinator, bool ok, const string& key, const string& value);

  static vector<MP2Node*> all;
  static map<string, string> store;
  static int calls;

  Member* member;
  Log* log;
  vector<Node> ring;
};

#endif
END
cat >"$1/MP2Node.cpp" <<'END'
#include "MP2Node.h"

vector<MP2Node*> MP2Node::all;
map<string, string> MP2Node::store;
int MP2Node::calls = 0;

MP2Node::MP2Node(Member* member, Params*, EmulNet*, Log* log, Address* address)
    : member(member), log(log) {
  member->addr = *address;
  all.push_back(this);
}

void MP2Node::updateRing() {
  ring.clear();
  for (size_t i = 0; i < member->memberList.size(); ++i) {
    Address address;
    memcpy(address.addr, &member->memberList[i].id, sizeof(int));
    memcpy(address.addr + 4, &member->memberList[i].port, sizeof(short));
    ring.push_back(Node(address));
  }
  sort(ring.begin(), ring.end());
}

vector<Node> MP2Node::findNodes(string key) {
  const size_t place = hashFunction(key);
  vector<Node> found;
  if (ring.size() < 3) return found;
  size_t first = 0;
  while (first < ring.size() && place > ring[first].getHashCode()) ++first;
  for (size_t i = 0; i < 3; ++i) found.push_back(ring[(first + i) % ring.size()]);
  return found;
}

void MP2Node::call(MessageType type, const string& key, string value) {
  ++calls;
  const bool ok = type == CREATE || store.count(key) > 0;
  if (ok && type == READ) value = store[key];
  if (ok && (type == CREATE || type == UPDATE)) store[key] = value;
  if (ok && type == DELETE) store.erase(key);
  const vector<Node> replicas = findNodes(key);
  for (size_t i = 0; i < replicas.size(); ++i) {
    for (size_t k = 0; k < all.size(); ++k) {
      Node replica = replicas[i];
      if (all[k]->member->addr == *replica.getAddress()) all[k]->say(type, false, ok, key, value);
    }
  }
  say(type, true, ok, key, value);
}

void MP2Node::say(MessageType type, bool isCoordinator, bool ok, const string& key,
                  const string& value) {
  Address* self = &member->addr;
  if (type == CREATE) log->logCreateSuccess(self, isCoordinator, calls, key, value);
  if (type == READ && ok) log->logReadSuccess(self, isCoordinator, calls, key, value);
  if (type == READ && !ok) log->logReadFail(self, isCoordinator, calls, key);
  if (type == UPDATE && ok) log->logUpdateSuccess(self, isCoordinator, calls, key, value);
  if (type == UPDATE && !ok) log->logUpdateFail(self, isCoordinator, calls, key, value);
  if (type == DELETE && ok) log->logDeleteSuccess(self, isCoordinator, calls, key);
  if (type == DELETE && !ok) log->logDeleteFail(self, isCoordinator, calls, key);
}
END
