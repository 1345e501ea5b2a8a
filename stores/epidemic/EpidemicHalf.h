// The epidemic as the membership half of a peer.
#pragma once

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "stores/PeerHalves.h"

// Made for good: see makePeerNodes. Borrows its arguments.
MembershipHalf makeEpidemicMembership(Params* params, EmulNet* net, Log* log, Address* address);
