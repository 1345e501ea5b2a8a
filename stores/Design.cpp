#include "stores/Design.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "stores/CourseHalves.h"
#include "stores/chain/ChainHalf.h"
#include "stores/epidemic/EpidemicHalf.h"
#include "stores/twophase/TwoPhaseNode.h"

namespace {

template <typename Design>
const Design& named(const std::string& name, const std::vector<Design>& designs) {
  const auto found = std::find_if(designs.begin(), designs.end(),
                                  [&](const Design& design) { return design.name == name; });
  if (found == designs.end()) throw std::invalid_argument("no design is called " + name);
  return *found;
}

}  // namespace

const std::vector<MembershipDesign>& membershipDesigns() {
  static const std::vector<MembershipDesign> designs = {
      {"MP1",
       {"MP1Node::nodeStart", "MP1Node::recvLoop", "MP1Node::nodeLoop",
        "MP1Node::finishUpThisNode"},
       makeCourseMembership},
      {"EPIDEMIC",
       {"EpidemicNode::start", "EpidemicNode::recvLoop", "EpidemicNode::nodeLoop",
        "EpidemicNode::finish"},
       makeEpidemicMembership}};
  return designs;
}

const std::vector<StoreDesign>& storeDesigns() {
  static const std::vector<StoreDesign> designs = {
      {"QUORUM",
       check::kQuorumDesign,
       {"MP2Node::updateRing",
        "MP2Node::recvLoop",
        "MP2Node::checkMessages",
        {"MP2Node::clientCreate", "MP2Node::clientRead", "MP2Node::clientUpdate",
         "MP2Node::clientDelete"},
        "MP2Node::findNodes"},
       makeCourseStore},
      {"CHAIN",
       check::kChainDesign,
       {"ChainNode::updateRing",
        "ChainNode::recvLoop",
        "ChainNode::checkMessages",
        {"ChainNode::clientCreate", "ChainNode::clientRead", "ChainNode::clientUpdate",
         "ChainNode::clientDelete"},
        "ChainNode::findNodes"},
       makeChainStore},
      {"TWO_PHASE",
       check::kTwoPhaseDesign,
       {"TwoPhaseNode::updateRing",
        "TwoPhaseNode::recvLoop",
        "TwoPhaseNode::checkMessages",
        {"TwoPhaseNode::clientCreate", "TwoPhaseNode::clientRead", "TwoPhaseNode::clientUpdate",
         "TwoPhaseNode::clientDelete"},
        "TwoPhaseNode::findNodes"},
       nullptr,
       twophase::makeTwoPhaseStore}};
  return designs;
}

std::vector<const char*> callsOf(const PeerDesign& design, bool hasStore) {
  const MembershipCalls& membership = design.membership.calls;
  std::vector<const char*> calls = {membership.start, membership.recvLoop, membership.nodeLoop,
                                    membership.finish};
  if (!hasStore) return calls;
  const StoreCalls& store = design.store.calls;
  calls.insert(calls.end(), {store.updateRing, store.recvLoop, store.checkMessages});
  calls.insert(calls.end(), store.client.begin(), store.client.end());
  calls.push_back(store.findNodes);
  return calls;
}

PeerDesign designOf(const Params& params) {
  return {named(params.MEMBERSHIP, membershipDesigns()), named(params.REPLICATION, storeDesigns())};
}
