// MP1Node and MP2Node behind the surfaces that Application drives.
#ifndef STORES_COURSENODES_H_
#define STORES_COURSENODES_H_

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "sim/Prefetch.h"
#include "stores/MembershipNode.h"
#include "stores/StoreNode.h"

struct CourseNodes {
  MembershipNode* membership;
  StoreNode* store;  // Null without a store network.
  // The student's objects behind the two, to be prefetched.
  sim::MemoryBlock membershipMemory;
  sim::MemoryBlock storeMemory;
};

// Makes both halves of the peer with the given address; without MP2Node if `storeNet` is null.
//
// They are never deleted. Some submissions delete their Member, others rely on the framework to do
// it, so tearing a peer down could delete it twice; the peers stay until the process ends, and
// their number is bounded by the runs that one process makes.
// Borrows the rest, which must stay while the peer is used.
CourseNodes makeCourseNodes(const Address& address, Params* params, EmulNet* membershipNet,
                            EmulNet* storeNet, Log* log);

#endif
