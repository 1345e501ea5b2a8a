// The designs that a peer's two halves can have. The conf chooses them: MEMBERSHIP and REPLICATION.
#ifndef STORES_DESIGN_H_
#define STORES_DESIGN_H_

#include <array>
#include <vector>

#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "check/base/Design.h"
#include "sim/Disk.h"
#include "stores/PeerHalves.h"

// How messages about a crash name the calls into a half: "MP1Node::recvLoop".
struct MembershipCalls {
  const char* start;
  const char* recvLoop;
  const char* nodeLoop;
  const char* finish;
};

struct StoreCalls {
  const char* updateRing;
  const char* recvLoop;
  const char* checkMessages;
  std::array<const char*, 4> client;  // By sim::Operation.
  const char* findNodes;
};

struct MembershipDesign {
  const char* name;  // As in the conf.
  MembershipCalls calls;
  // Makes the half of one peer, for good. It borrows its arguments.
  MembershipHalf (*make)(Params* params, EmulNet* net, Log* log, Address* address);
};

struct StoreDesign {
  const char* name;           // As in the conf.
  check::Design replication;  // What checks go by.
  StoreCalls calls;
  // Likewise; `member` is the other half's.
  StoreHalf (*make)(Member* member, Params* params, EmulNet* net, Log* log, Address* address);
  // In its place, if the store keeps a disk. It borrows that, too.
  StoreHalf (*makeOnDisk)(Member* member, Params* params, EmulNet* net, Log* log, Address* address,
                          sim::Disk* disk) = nullptr;
};

struct PeerDesign {
  const MembershipDesign& membership;
  const StoreDesign& store;
};

// All that there are. Params.cpp allows their names.
const std::vector<MembershipDesign>& membershipDesigns();
const std::vector<StoreDesign>& storeDesigns();

// The names of all calls into a peer of the design, its constructors' excepted. A peer without a
// store has those of the membership alone.
std::vector<const char*> callsOf(const PeerDesign& design, bool hasStore);

// The design that the conf asks for. Throws std::invalid_argument if a name is none of the above.
PeerDesign designOf(const Params& params);

#endif
