#include "stores/CourseNodes.h"

#include "stores/CourseHalves.h"

namespace {

// All peers that were ever made: see makeCourseNodes.
struct Immortal {
  Address* address;
  Member* member;
  CourseNodes nodes;
};

vector<Immortal>& immortals() {
  static vector<Immortal>* peers = new vector<Immortal>;
  return *peers;
}

}  // namespace

CourseNodes makeCourseNodes(const Address& address, Params* params, EmulNet* membershipNet,
                            EmulNet* storeNet, Log* log) {
  Immortal peer;
  peer.address = new Address(address);
  const CourseMembership membership =
      makeCourseMembership(params, membershipNet, log, peer.address);
  peer.member = membership.member;
  peer.nodes.membership = membership.node;
  peer.nodes.membershipMemory = membership.memory;
  peer.nodes.store = nullptr;
  if (storeNet != nullptr) {
    const CourseStore store = makeCourseStore(peer.member, params, storeNet, log, peer.address);
    peer.nodes.store = store.node;
    peer.nodes.storeMemory = store.memory;
  }
  immortals().push_back(peer);
  return peer.nodes;
}
