// MP1Node's messages: any bytes, valid messages with some bits flipped, and several messages one
// after the other with whatever fields, but right sizes and checksums. None crashes the peer, and a
// message that is damaged never changes its list.
#include <cstdlib>

#include "MP1Node.h"
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

// As docs/wire.md has it, but for what the fields say: the magic, a type, the numbers of entries
// such that they fill the message, and the checksum.
std::string wellFormed(std::string bytes) {
  constexpr size_t kHeadBytes = 33;
  constexpr size_t kEntryBytes = 10;
  constexpr size_t kTypes = 5;
  constexpr size_t kCountsAt = 12;
  if (bytes.size() < kHeadBytes) bytes.resize(kHeadBytes);
  const size_t entryBytes = bytes.size() - kHeadBytes;
  const size_t most = entryBytes / kEntryBytes;
  const size_t joined = static_cast<uint8_t>(bytes[kCountsAt + 2]) % (most + 1);
  const size_t left = static_cast<uint8_t>(bytes[kCountsAt + 4]) % (most - joined + 1);
  const size_t counts[] = {entryBytes - kEntryBytes * (joined + left), joined, left};
  bytes[0] = '\xa1';
  bytes[1] = static_cast<char>(static_cast<uint8_t>(bytes[1]) % kTypes);
  for (size_t i = 0; i < 3; ++i) {
    bytes[kCountsAt + 2 * i] = static_cast<char>(counts[i]);
    bytes[kCountsAt + 2 * i + 1] = static_cast<char>(counts[i] >> 8);
  }
  return sealedAsMembership(bytes);
}

// A message a tick, and some ticks without one: what was believed then times out.
void converse(const std::vector<std::string>& messages) {
  constexpr int kTicksAfterwards = 60;
  FuzzedPeer peer;
  MP1Node node(&peer.member, &peer.params, &peer.net, &peer.log, &peer.address);
  char joinAddress[] = "1:0";
  node.nodeStart(joinAddress, 0);
  const int ticks = static_cast<int>(messages.size()) + kTicksAfterwards;
  for (int tick = 0; tick < ticks; ++tick) {
    peer.params.globaltime = tick;
    if (static_cast<size_t>(tick) < messages.size()) {
      peer.deliver(wellFormed(messages[static_cast<size_t>(tick)]));
    }
    node.recvLoop();
    node.nodeLoop();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string request = validRequest();
  requireSealed(request, sealedAsMembership);
  feed(std::string(reinterpret_cast<const char*>(data), size), false);
  const std::string damaged = damagedCopy(request, data, size);
  feed(damaged, damaged != request);
  converse(messagesIn(data, size));
  return 0;
}
