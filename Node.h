// A peer's place on the ring: its address and the hash code of it.
#ifndef NODE_H_
#define NODE_H_

#include "stdincludes.h"
#include "Member.h"

// Hashes a text to the value that std::hash has on x86-64 with libstdc++, for which the course was
// written. The standard leaves that value open, and other libraries have others: so the same keys
// have the same places everywhere. Where size_t has 32 bits it is the value's lower half, and its
// remainder by RING_SIZE is the same. Can stand for a std::hash<string>, as the member that the
// course declares.
struct RingHash : std::hash<string> {
  size_t operator()(const string& text) const;
};

// A plain value. A ring is a sorted vector of these, and all peers sort it alike.
class Node {
 public:
  Address nodeAddress;
  size_t nodeHashCode;  // 0 ... RING_SIZE-1, unless set otherwise by hand.
  RingHash hashFunc;

  // Address and hash code are as sim/UnsetFields.h says: by default 0:0 and 0.
  Node();
  // With the hash code computed.
  Node(Address address);
  Node(const Node& another) = default;
  Node& operator=(const Node& another) = default;

  // The order on the ring: by hash code, and then, so that peers with equal hash codes stand in one
  // order everywhere, by id and port.
  bool operator<(const Node& another) const;

  // Sets the hash code from the id in the address, without its trailing zero bytes. So an id below
  // 256 hashes as it does in the course; any two ids differ in what is hashed.
  void computeHashCode();

  size_t getHashCode() { return nodeHashCode; }
  Address* getAddress() { return &nodeAddress; }  // Lives as long as this Node.
  void setHashCode(size_t hashCode) { nodeHashCode = hashCode; }
  // Leaves the hash code as it was.
  void setAddress(Address address) { nodeAddress = address; }

  virtual ~Node() {}
};

#endif  // NODE_H_
