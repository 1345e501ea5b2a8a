#include "Node.h"

#include <cstdint>

#include "Endpoints.h"
#include "sim/UnsetFields.h"

namespace {

constexpr uint64_t kFactor = 0xc6a4a7935bd1e995;
constexpr uint64_t kSeed = 0xc70f6907;

uint64_t mixed(uint64_t bits) { return bits ^ bits >> 47; }

// Up to eight bytes, the first one lowest.
uint64_t littleEndian(const char* bytes, size_t count) {
  uint64_t word = 0;
  for (size_t i = count; i-- > 0;) word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

// MurmurHash64A, by Austin Appleby.
uint64_t murmurHash(const string& text) {
  uint64_t hash = kSeed ^ text.size() * kFactor;
  const size_t whole = text.size() & ~size_t{7};
  for (size_t at = 0; at < whole; at += 8) {
    hash = (hash ^ mixed(littleEndian(text.data() + at, 8) * kFactor) * kFactor) * kFactor;
  }
  if (whole < text.size()) {
    hash = (hash ^ littleEndian(text.data() + whole, text.size() - whole)) * kFactor;
  }
  return mixed(mixed(hash) * kFactor);
}

}  // namespace

size_t RingHash::operator()(const string& text) const {
  return static_cast<size_t>(murmurHash(text));
}

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
