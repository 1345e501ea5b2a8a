// MP2Node's messages: any bytes, valid messages with some bits flipped, and several messages one
// after the other with whatever fields, but right checksums. None crashes the peer, and a message
// that is damaged never reaches the store.
#include <cstdlib>

#include "MP2Node.h"
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

// As docs/wire.md has it, but for what the fields say: the magic, a type and the checksum.
std::string wellFormed(std::string bytes) {
  constexpr size_t kTypes = 7;
  if (bytes.size() < 2) bytes.resize(2);
  bytes[0] = '\xa3';
  bytes[1] = static_cast<char>(static_cast<uint8_t>(bytes[1]) % kTypes);
  return sealedAsStore(bytes);
}

// A message a tick, to a peer that holds a key and knows two others, and ticks without one.
void converse(const std::vector<std::string>& messages) {
  constexpr int kTicksAfterwards = 60;
  FuzzedPeer peer;
  for (int id = 1; id <= 3; ++id) peer.member.memberList.push_back(MemberListEntry(id, 0, 0, 0));
  peer.member.inited = peer.member.inGroup = true;
  MP2Node node(&peer.member, &peer.params, &peer.net, &peer.log, &peer.address);
  const int ticks = static_cast<int>(messages.size()) + kTicksAfterwards;
  for (int tick = 0; tick < ticks; ++tick) {
    peer.params.globaltime = tick;
    node.updateRing();
    if (tick == 0) node.clientCreate("key", "value");
    if (static_cast<size_t>(tick) < messages.size()) {
      peer.deliver(wellFormed(messages[static_cast<size_t>(tick)]));
    }
    node.recvLoop();
    node.checkMessages();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string request = validRequest();
  requireSealed(request, sealedAsStore);
  feed(std::string(reinterpret_cast<const char*>(data), size), false);
  const std::string damaged = damagedCopy(request, data, size);
  feed(damaged, damaged != request);
  converse(messagesIn(data, size));
  return 0;
}
