#include "Node.h"

namespace {

// What nodes with equal hash codes are ordered by.
pair<int, short> idAndPort(const Address& address) {
  int id = 0;
  short port = 0;
  memcpy(&id, address.addr, sizeof(id));
  memcpy(&port, address.addr + sizeof(id), sizeof(port));
  return make_pair(id, port);
}

}  // namespace

Node::Node() : nodeHashCode(0), hashFunc() {}

Node::Node(Address address) : nodeAddress(address), nodeHashCode(0), hashFunc() {
  computeHashCode();
}

bool Node::operator<(const Node& another) const {
  if (nodeHashCode != another.nodeHashCode) return nodeHashCode < another.nodeHashCode;
  return idAndPort(nodeAddress) < idAndPort(another.nodeAddress);
}

void Node::computeHashCode() {
  string idBytes(nodeAddress.addr, sizeof(int));
  while (!idBytes.empty() && idBytes.back() == '\0') idBytes.pop_back();
  nodeHashCode = hashFunc(idBytes) % RING_SIZE;
}
