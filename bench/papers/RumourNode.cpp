#include "bench/papers/RumourNode.h"

#include <cstdlib>
#include <cstring>
#include <vector>

#include "Endpoints.h"
#include "Params.h"
#include "host/Check.h"

namespace papers {

namespace {

constexpr char kRumour = 'r';
constexpr char kUseful = 'u';
constexpr char kUseless = 'n';

}  // namespace

RumourNode::RumourNode(const RumourRules& rules, EmulNet* net, sim::Random* random)
    : rules_(rules), net_(net), random_(random) {
  net_->ENinit(&address_, 0);
}

bool RumourNode::spread(int sites) {
  if (!hot_) return false;
  const int ownId = endpointOf(address_).id;
  const int other = static_cast<int>(random_->between(1, sites - 1));
  Address target = addressOf({other < ownId ? other : other + 1, 0});
  send(kRumour, &target);
  if (rules_.loss == LossOfInterest::BlindAndCoin) hot_ = !random_->chance(1.0 / rules_.k);
  return true;
}

void RumourNode::receive() { net_->ENrecv(&address_, takeMessage, nullptr, 1, this); }

int RumourNode::takeMessage(void* node, char* data, int) {
  RumourNode* const self = static_cast<RumourNode*>(node);
  if (data[0] == kRumour) {
    Address from;
    std::memcpy(from.addr, data + 1, sizeof from.addr);
    self->onRumour(from);
  } else {
    self->onAnswer(data[0] == kUseful);
  }
  std::free(data);
  return 0;
}

void RumourNode::onRumour(Address from) {
  heard_ = true;
  if (rules_.loss != LossOfInterest::FeedbackAndCounter) return;
  send(knows_ ? kUseless : kUseful, &from);
}

void RumourNode::onAnswer(bool useful) {
  uselessContacts_ = useful ? 0 : uselessContacts_ + 1;
  if (uselessContacts_ >= rules_.k) hot_ = false;
}

void RumourNode::send(char kind, Address* to) {
  char message[1 + sizeof address_.addr] = {kind};
  std::memcpy(message + 1, address_.addr, sizeof address_.addr);
  net_->ENsend(&address_, to, message, static_cast<int>(sizeof message));
}

bool RumourNode::endCycle() {
  const bool isNews = heard_ && !knows_;
  if (isNews) knows_ = hot_ = true;
  heard_ = false;
  return isNews;
}

RumourOutcome playRumour(const RumourRules& rules, int sites, sim::Random* random) {
  CHECK(sites >= 2);
  Params params;
  EmulNet net(&params);
  std::vector<RumourNode> nodes;
  for (int i = 0; i < sites; ++i) nodes.emplace_back(rules, &net, random);
  nodes[0].begin();

  RumourOutcome outcome;
  long sent = 0;
  int informed = 1;
  std::vector<RumourNode*> senders;
  do {
    ++params.globaltime;
    senders.clear();
    for (RumourNode& node : nodes) {
      if (node.spread(sites)) senders.push_back(&node);
    }
    sent += static_cast<long>(senders.size());
    for (RumourNode& node : nodes) node.receive();
    for (RumourNode* sender : senders) sender->receive();
    for (RumourNode& node : nodes) {
      if (!node.endCycle()) continue;
      ++informed;
      outcome.lastCycle = params.globaltime;
    }
  } while (!senders.empty());
  outcome.residue = static_cast<double>(sites - informed) / sites;
  outcome.traffic = static_cast<double>(sent) / sites;
  return outcome;
}

}  // namespace papers
