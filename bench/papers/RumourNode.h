// One site of Demers et al. (Epidemic Algorithms for Replicated Database Maintenance, 1987) that
// spreads a rumour: push, over EmulNet.
//
// Each cycle a site that is hot sends the rumour to a random other one, and may lose interest:
//   feedback and counter   after k useless contacts in a row; the receiver answers whether it knew
//   blind and coin         after each contact with probability 1/k, whatever the receiver knew
// A contact is useless if the receiver knew the rumour when the cycle began.
//
// A message is a byte, `r` for the rumour, `u` and `n` for an answer (useful, not), and the six of
// the sender's address.
#pragma once

#include "EmulNet.h"
#include "Member.h"
#include "sim/Random.h"

namespace papers {

enum class LossOfInterest { FeedbackAndCounter, BlindAndCoin };

struct RumourRules {
  LossOfInterest loss = LossOfInterest::FeedbackAndCounter;
  int k = 1;  // At least 1.
};

// In a cycle, the phases are called for all sites one after the other: spread, receive (the
// rumours), receive (the answers), endCycle.
class RumourNode {
 public:
  // Borrows the network and the random stream, and takes the network's next id.
  RumourNode(const RumourRules& rules, EmulNet* net, sim::Random* random);

  // This site has the rumour from the start.
  void begin() { knows_ = hot_ = true; }

  // If the site is hot: sends the rumour to one of the sites 1 ... sites other than itself, and
  // returns true.
  bool spread(int sites);
  // Handles what has arrived.
  void receive();
  // A rumour received in this cycle is known from the next one on. Returns true if it is new.
  bool endCycle();

  bool isHot() const { return hot_; }
  bool knows() const { return knows_; }

 private:
  static int takeMessage(void* node, char* data, int size);
  void onRumour(Address from);
  void onAnswer(bool useful);
  void send(char kind, Address* to);

  RumourRules rules_;
  EmulNet* net_;
  sim::Random* random_;
  Address address_;
  bool knows_ = false;
  bool heard_ = false;  // A rumour was received in this cycle.
  bool hot_ = false;
  int uselessContacts_ = 0;  // In a row.
};

// The spread of one rumour that one site of `sites` had at first.
struct RumourOutcome {
  double residue = 0;  // The share of the sites that never received it.
  double traffic = 0;  // Rumours sent, per site; answers do not count.
  int lastCycle = 0;   // The cycle in which the last site received it.
};

// Runs until no site is hot. REQUIRES: sites >= 2.
RumourOutcome playRumour(const RumourRules& rules, int sites, sim::Random* random);

}  // namespace papers
