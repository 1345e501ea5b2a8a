#include "bench/papers/MembershipGroup.h"

#include <algorithm>

#include "MP1Node.h"
#include "sim/TurnOrder.h"
#include "stores/epidemic/EpidemicNode.h"

namespace papers {

namespace {

class Mp1Member : public MembershipNode {
 public:
  Mp1Member(Params* params, EmulNet* net, Log* log, Address* address)
      : node_(&member_, params, net, log, address) {}

  Member* member() override { return &member_; }
  void start(char* joinAddress, short port) override { node_.nodeStart(joinAddress, port); }
  void recvLoop() override { node_.recvLoop(); }
  void nodeLoop() override { node_.nodeLoop(); }
  void finish() override { node_.finishUpThisNode(); }

 private:
  Member member_;
  MP1Node node_;
};

class EpidemicMember : public MembershipNode {
 public:
  EpidemicMember(Params* params, EmulNet* net, Log* log, Address* address)
      : node_(&member_, params, net, log, *address) {}

  Member* member() override { return &member_; }
  void start(char* /*joinAddress*/, short /*port*/) override { node_.start(); }
  void recvLoop() override { node_.recvLoop(); }
  void nodeLoop() override { node_.nodeLoop(); }
  void finish() override { node_.finish(); }

 private:
  Member member_;
  epidemic::EpidemicNode node_;
};

}  // namespace

MembershipGroup::MembershipGroup(int size, unsigned long long seed, Design design)
    : log_(&params_), net_(&params_) {
  params_.MAX_NNB = params_.EN_GPSZ = size;
  params_.SEED = seed;
  events_.add(this);
  log_.connect(&events_);
  net_.connect(&events_, sim::NetworkId::Membership);
  peers_.resize(static_cast<size_t>(size));
  for (Peer& peer : peers_) {
    net_.ENinit(&peer.address, 0);
    if (design == Design::Mp1) {
      peer.node = std::make_unique<Mp1Member>(&params_, &net_, &log_, &peer.address);
    } else {
      peer.node = std::make_unique<EpidemicMember>(&params_, &net_, &log_, &peer.address);
    }
    peer.member = peer.node->member();
  }
}

bool MembershipGroup::form() {
  for (Peer& peer : peers_) start(&peer);
  return runUntilWhole(1000);
}

void MembershipGroup::start(Peer* peer) {
  char joinAddress[] = "1:0";
  peer->node->start(joinAddress, 0);
}

void MembershipGroup::loseMessages(double probability) {
  params_.MSG_DROP_PROB = probability;
  params_.dropmsg = probability > 0;
}

void MembershipGroup::tick() {
  ++params_.globaltime;
  const auto at = [this](int peer) -> Peer& { return peers_[static_cast<size_t>(peer) - 1]; };
  const auto receive = [&](int peer) {
    if (!at(peer).member->bFailed) at(peer).node->recvLoop();
  };
  const auto act = [&](int peer) {
    if (!at(peer).member->bFailed) at(peer).node->nodeLoop();
  };
  sim::takeTurns(static_cast<int>(peers_.size()), receive, act);
}

bool MembershipGroup::runUntilWhole(int limitTicks) {
  for (int i = 0; i < limitTicks && !isWhole(); ++i) tick();
  return isWhole();
}

bool MembershipGroup::isWhole() const {
  size_t up = 0;
  for (const Peer& peer : peers_) up += peer.member->bFailed ? 0 : 1;
  return std::all_of(peers_.begin(), peers_.end(), [&](const Peer& peer) {
    const std::vector<MemberListEntry>& list = peer.member->memberList;
    return peer.member->bFailed ||
           (list.size() == up && std::all_of(list.begin(), list.end(),
                                             [&](const auto& entry) { return isUp(entry.id); }));
  });
}

void MembershipGroup::crash(int id) {
  at(id).member->bFailed = true;
  net_.stopReceiving(at(id).address);
}

void MembershipGroup::restart(int id) {
  net_.startReceiving(at(id).address);
  start(&at(id));
}

void MembershipGroup::onEvent(const sim::Event& event) {
  if (event.kind != sim::EventKind::MemberRemoved) return;
  removals_.push_back({event.node.id, event.other.id, event.tick});
}

std::vector<MembershipGroup::Removal> MembershipGroup::takeRemovals() {
  std::vector<Removal> removals;
  removals.swap(removals_);
  return removals;
}

}  // namespace papers
