#include "stores/epidemic/EpidemicHalf.h"

#include "stores/epidemic/EpidemicNode.h"

namespace {

class EpidemicMembershipNode : public MembershipNode {
 public:
  explicit EpidemicMembershipNode(epidemic::EpidemicNode* node) : node_(node) {}

  Member* member() override { return node_->member(); }
  // The list of servers is fixed: nobody has to be asked for it.
  void start(char* /*joinAddress*/, short /*port*/) override { node_->start(); }
  void recvLoop() override { node_->recvLoop(); }
  void nodeLoop() override { node_->nodeLoop(); }
  void finish() override { node_->finish(); }

 private:
  epidemic::EpidemicNode* const node_;
};

}  // namespace

MembershipHalf makeEpidemicMembership(Params* params, EmulNet* net, Log* log, Address* address) {
  Member* const member = new Member;
  auto* const node = new epidemic::EpidemicNode(member, params, net, log, *address);
  MembershipHalf half;
  half.node = new EpidemicMembershipNode(node);
  half.member = member;
  half.memory = sim::MemoryBlock(node, sizeof *node);
  half.describe = &epidemic::describe;
  return half;
}
