#include "stores/CourseNodes.h"

#include <type_traits>

#include "MP1Node.h"
#include "MP2Node.h"
#include "sim/Prefetch.h"

namespace {

// What stands first in a node, as a rule.
constexpr size_t kPointersBytes = sim::kCacheLineBytes;
constexpr size_t kPointersAndRingBytes = 3 * sim::kCacheLineBytes;

class CourseMembershipNode : public MembershipNode {
 public:
  explicit CourseMembershipNode(MP1Node* node) : node_(node) {}

  Member* member() { return node_->getMemberNode(); }
  void start(char* joinAddress, short port) { node_->nodeStart(joinAddress, port); }
  void recvLoop() { node_->recvLoop(); }
  void nodeLoop() { node_->nodeLoop(); }
  void prefetchToReceive() const { sim::prefetch(node_, kPointersBytes); }
  void prefetchToAct() const { sim::prefetch(node_, sizeof *node_); }
  void finish() { node_->finishUpThisNode(); }

 private:
  MP1Node* node_;
};

class CourseStoreNode : public StoreNode {
 public:
  explicit CourseStoreNode(MP2Node* node) : node_(node) {}

  void updateRing() { node_->updateRing(); }
  void recvLoop() { node_->recvLoop(); }
  void checkMessages() { node_->checkMessages(); }
  void prefetchToReceive() const { sim::prefetch(node_, kPointersAndRingBytes); }
  void prefetchToAct() const { sim::prefetch(node_, sizeof *node_); }
  void clientCreate(const string& key, const string& value) { node_->clientCreate(key, value); }
  void clientRead(const string& key) { node_->clientRead(key); }
  void clientUpdate(const string& key, const string& value) { node_->clientUpdate(key, value); }
  void clientDelete(const string& key) { node_->clientDelete(key); }
  vector<Node> findNodes(const string& key) { return node_->findNodes(key); }

 private:
  MP2Node* node_;
};

// The 2014 edition: the framework makes the Member.
template <typename Mp1>
Mp1* makeMembership(std::true_type, Params* params, EmulNet* net, Log* log, Address* address) {
  return new Mp1(new Member, params, net, log, address);
}

// The 2020 edition of MP1: the node makes its Member itself.
template <typename Mp1>
Mp1* makeMembership(std::false_type, Params* params, EmulNet* net, Log* log, Address* address) {
  return new Mp1(params, net, log, address);
}

// All peers that were ever made: see makeCourseNodes.
struct Immortal {
  Address* address;
  MP1Node* mp1;
  MP2Node* mp2;
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
  typedef std::is_constructible<MP1Node, Member*, Params*, EmulNet*, Log*, Address*> TakesMember;
  Immortal peer;
  peer.address = new Address(address);
  peer.mp1 = makeMembership<MP1Node>(std::integral_constant<bool, TakesMember::value>(), params,
                                     membershipNet, log, peer.address);
  peer.member = peer.mp1->getMemberNode();
  peer.mp2 = nullptr;
  if (storeNet != nullptr) {
    peer.mp2 = new MP2Node(peer.member, params, storeNet, log, peer.address);
  }
  peer.nodes.membership = new CourseMembershipNode(peer.mp1);
  peer.nodes.store = peer.mp2 == nullptr ? nullptr : new CourseStoreNode(peer.mp2);
  immortals().push_back(peer);
  return peer.nodes;
}
