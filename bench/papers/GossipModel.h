// The equations of van Renesse, Minsky, Hayden (A Gossip-Style Failure Detection Service, 1998):
// how long a heartbeat may take before its absence means a failure.
//
// In a round, one member, drawn from all, sends its list to one other. A heartbeat that k members
// have reaches another one with probability
//   P_inc(k) = k/n * (n-f-k)/(n-1) * P_arrival.
// P_mistake(r) <= (n-f) * P(not all n-f live members have it after r rounds).
#pragma once

namespace papers {

struct GossipGroup {
  int members = 2;  // n, at least 2.
  int failed = 1;   // f, below n - 1: they are chosen as others are, but neither send nor receive.
  double arrival = 1;  // P_arrival: a message arrives with this probability, above 0.

  int live() const { return members - failed; }
};

// The first round after which the bound on P_mistake is at most `mistake`. REQUIRES: mistake > 0.
int modelRounds(const GossipGroup& group, double mistake);

// The lists that a member sends in `rounds` rounds: T_fail in units of T_gossip.
double gossipsPerMember(const GossipGroup& group, double rounds);

// The paper's T_gossip: each member may send 250 bytes a second, and an entry of the list takes 8.
double secondsForGossips(const GossipGroup& group, double gossips);

}  // namespace papers
