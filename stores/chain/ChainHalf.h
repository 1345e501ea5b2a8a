// The store half of a peer with chain replication.
#pragma once

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "stores/PeerHalves.h"

// Made for good: see makePeerNodes. Borrows its arguments.
StoreHalf makeChainStore(Member* member, Params* params, EmulNet* net, Log* log, Address* address);
