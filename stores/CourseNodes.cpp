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
  peer.nodes.store = nullptr;
  if (storeNet != nullptr) {
    peer.nodes.store = makeCourseStore(peer.member, params, storeNet, log, peer.address);
  }
  immortals().push_back(peer);
  return peer.nodes;
}
