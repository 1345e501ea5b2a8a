// The two halves of a peer, made by its design.
#ifndef STORES_PEERNODES_H_
#define STORES_PEERNODES_H_

#include <array>

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "sim/Disk.h"
#include "sim/Event.h"
#include "sim/Prefetch.h"
#include "stores/Design.h"
#include "stores/MembershipNode.h"
#include "stores/StoreNode.h"

struct PeerNodes {
  MembershipNode* membership;
  StoreNode* store;  // Null without a store network.
  // The objects behind the two, to be prefetched.
  sim::MemoryBlock membershipMemory;
  sim::MemoryBlock storeMemory;
  // What messages mean, by network. Null: the half does not say.
  std::array<DescribeMessage, sim::kNetworkCount> describe;
};

// Makes both halves of the peer with the given address; without a store if `storeNet` is null.
//
// They are never deleted. Some submissions delete their Member, others rely on the framework to do
// it, so tearing a peer down could delete it twice; the peers stay until the process ends, and
// their number is bounded by the runs that one process makes.
// `disk` is for a design that keeps one; it stays the peer's when the peer is made anew.
// Borrows the rest, which must stay while the peer is used.
PeerNodes makePeerNodes(const PeerDesign& design, const Address& address, Params* params,
                        EmulNet* membershipNet, EmulNet* storeNet, Log* log,
                        sim::Disk* disk = nullptr);

#endif
