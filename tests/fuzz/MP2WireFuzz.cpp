// MP2Node's messages: any bytes, and valid messages with some bits flipped. Neither crashes the
// peer, and a message that is damaged never reaches the store.
#include <cstdlib>

#include "../../MP2Node.h"
#include "NodeWire.h"

namespace {

// A create that the peer, alone on its ring, sends to itself.
std::string validRequest() {
  FuzzedPeer peer;
  MP2Node node(&peer.member, &peer.params, &peer.net, &peer.log, &peer.address);
  peer.member.inited = peer.member.inGroup = true;
  node.updateRing();
  node.clientCreate("key", "value");
  return peer.receive();
}

void feed(const std::string& bytes, bool mustBeDamaged) {
  FuzzedPeer peer;
  MP2Node node(&peer.member, &peer.params, &peer.net, &peer.log, &peer.address);
  peer.member.inited = peer.member.inGroup = true;
  node.updateRing();
  if (!peer.deliver(bytes)) return;
  node.recvLoop();
  node.checkMessages();
  MP2Node::Record record;
  if (!mustBeDamaged) return;
  if (node.getDamagedMessages() != 1 || node.readKey("key", &record)) abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string request = validRequest();
  feed(std::string(reinterpret_cast<const char*>(data), size), false);
  const std::string damaged = damagedCopy(request, data, size);
  feed(damaged, damaged != request);
  return 0;
}
