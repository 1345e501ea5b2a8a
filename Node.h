// A peer's place on the ring: its address and the hash code of it.
#ifndef NODE_H_
#define NODE_H_

#include "stdincludes.h"
#include "Member.h"

// A plain value. A ring is a sorted vector of these, and all peers sort it alike.
class Node {
 public:
  Address nodeAddress;
  size_t nodeHashCode;  // 0 ... RING_SIZE-1, unless set otherwise by hand.
  std::hash<string> hashFunc;

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
