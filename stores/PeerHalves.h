// The two halves of a peer, as a design makes them. C++11: the files that make MP1Node and MP2Node
// include this.
#ifndef STORES_PEERHALVES_H_
#define STORES_PEERHALVES_H_

#include <string>

#include "Member.h"
#include "sim/Prefetch.h"
#include "stores/MembershipNode.h"
#include "stores/StoreNode.h"

// Says what one of the half's messages means, in a line. Null: its class offers no `describe`.
typedef std::string (*DescribeMessage)(const char* data, int size);

struct MembershipHalf {
  MembershipNode* node;
  Member* member;           // What both halves share.
  sim::MemoryBlock memory;  // The protocol's object behind `node`.
  DescribeMessage describe;
};

struct StoreHalf {
  StoreNode* node;
  sim::MemoryBlock memory;  // The store's object behind `node`.
  DescribeMessage describe;
};

#endif
