#include <new>
#include <type_traits>

// What a submission's header defines must not reach these.
#include "lab/FreshMemory.h"
#include "sim/Prefetch.h"
#include "sim/UnsetFields.h"
#include "stores/CourseHalves.h"
#include "stores/Describer.h"

#include "MP1Node.h"

namespace {

class CourseMembershipNode : public MembershipNode {
 public:
  explicit CourseMembershipNode(MP1Node* node) : node_(node) {}

  Member* member() { return node_->getMemberNode(); }
  void start(char* joinAddress, short port) { node_->nodeStart(joinAddress, port); }
  void recvLoop() { node_->recvLoop(); }
  void nodeLoop() { node_->nodeLoop(); }
  void finish() { node_->finishUpThisNode(); }

 private:
  MP1Node* node_;
};

// The editions of 2014: the framework makes the Member.
template <typename Mp1>
Mp1* makeNode(std::true_type, Params* params, EmulNet* net, Log* log, Address* address) {
  return ::new (lab::freshMemory(sizeof(Mp1))) Mp1(new Member, params, net, log, address);
}

// The 2020 edition of MP1: the node makes its Member itself.
template <typename Mp1>
Mp1* makeNode(std::false_type, Params* params, EmulNet* net, Log* log, Address* address) {
  return ::new (lab::freshMemory(sizeof(Mp1))) Mp1(params, net, log, address);
}

}  // namespace

MembershipHalf makeCourseMembership(Params* params, EmulNet* net, Log* log, Address* address) {
#ifdef COURSE_EDITION_2020
  sim::zeroAddressBytes(true);
#endif
  typedef std::is_constructible<MP1Node, Member*, Params*, EmulNet*, Log*, Address*> TakesMember;
  MP1Node* const node = makeNode<MP1Node>(std::integral_constant<bool, TakesMember::value>(),
                                          params, net, log, address);
  MembershipHalf membership;
  membership.node = new CourseMembershipNode(node);
  membership.member = node->getMemberNode();
  membership.memory = sim::MemoryBlock(node, sizeof *node);
  membership.describe = describerOf<MP1Node>(0);
  return membership;
}
