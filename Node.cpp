#include "Node.h"

#include "Endpoints.h"
#include "sim/UnsetFields.h"

Node::Node() : nodeHashCode(0), hashFunc() {
  sim::fillUnset(sim::UnsetField::NodeHash, &nodeHashCode, sizeof nodeHashCode);
}

Node::Node(Address address) : nodeAddress(address), nodeHashCode(0), hashFunc() {
  computeHashCode();
}

bool Node::operator<(const Node& another) const {
  if (nodeHashCode != another.nodeHashCode) return nodeHashCode < another.nodeHashCode;
  return endpointOf(nodeAddress) < endpointOf(another.nodeAddress);
}

void Node::computeHashCode() {
  string idBytes(nodeAddress.addr, sizeof(int));
  while (!idBytes.empty() && idBytes.back() == '\0') idBytes.pop_back();
  nodeHashCode = hashFunc(idBytes) % RING_SIZE;
}
