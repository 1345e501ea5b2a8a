// MP1Node's messages: any bytes, and valid messages with some bits flipped. Neither crashes the
// peer, and a message that is damaged never changes its list.
#include <cstdlib>

#include "../../MP1Node.h"
#include "NodeWire.h"

namespace {

// What peer 2 sends to join.
std::string validRequest() {
  FuzzedPeer peer;
  Address second;
  peer.net.ENinit(&second, 0);
  Member member;
  MP1Node node(&member, &peer.params, &peer.net, &peer.log, &second);
  char joinAddress[] = "1:0";
  node.nodeStart(joinAddress, 0);
  return peer.receive();
}

void feed(const std::string& bytes, bool mustBeDamaged) {
  FuzzedPeer peer;
  MP1Node node(&peer.member, &peer.params, &peer.net, &peer.log, &peer.address);
  char joinAddress[] = "1:0";
  node.nodeStart(joinAddress, 0);
  if (!peer.deliver(bytes)) return;
  node.recvLoop();
  node.checkMessages();
  if (!mustBeDamaged) return;
  if (node.getDamagedMessages() != 1 || peer.member.memberList.size() != 1) abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string request = validRequest();
  feed(std::string(reinterpret_cast<const char*>(data), size), false);
  const std::string damaged = damagedCopy(request, data, size);
  feed(damaged, damaged != request);
  return 0;
}
