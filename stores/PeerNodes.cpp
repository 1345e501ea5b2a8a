#include "stores/PeerNodes.h"

namespace {

// All peers that were ever made: see makePeerNodes.
struct LeakedPeer {
  Address* address;
  Member* member;
  PeerNodes nodes;
};

vector<LeakedPeer>& leakedPeers() {
  static vector<LeakedPeer>* peers = new vector<LeakedPeer>;
  return *peers;
}

}  // namespace

PeerNodes makePeerNodes(const PeerDesign& design, const Address& address, Params* params,
                        EmulNet* membershipNet, EmulNet* storeNet, Log* log, sim::Disk* disk) {
  LeakedPeer peer;
  peer.address = new Address(address);
  const MembershipHalf membership =
      design.membership.make(params, membershipNet, log, peer.address);
  peer.member = membership.member;
  peer.nodes.membership = membership.node;
  peer.nodes.membershipMemory = membership.memory;
  peer.nodes.store = nullptr;
  peer.nodes.describe = {membership.describe, nullptr};
  if (storeNet != nullptr) {
    const StoreDesign& kind = design.store;
    const StoreHalf store =
        kind.makeOnDisk != nullptr
            ? kind.makeOnDisk(peer.member, params, storeNet, log, peer.address, disk)
            : kind.make(peer.member, params, storeNet, log, peer.address);
    peer.nodes.store = store.node;
    peer.nodes.storeMemory = store.memory;
    peer.nodes.describe.back() = store.describe;
  }
  leakedPeers().push_back(peer);
  return peer.nodes;
}
