// The timing of the epidemic: derived from the number of servers and the loss, as mp1::GossipPlan
// is from the size of a group.
#pragma once

#include "Params.h"

namespace epidemic {

// What the time-out depends on.
struct Conditions {
  int servers = 1;     // Of the fixed list, at least 1.
  int period = 1;      // Ticks from one push to the next, at least 1.
  double loss = 0;     // Probability that a message is lost, 0 … kMaxLoss.
  int delayTicks = 0;  // The longest time that a message is on its way, at least 0.
};

constexpr double kMaxLoss = 0.9;  // The time-out is in proportion to 1 / (1 - loss).

struct EpidemicPlan {
  int period = 1;   // Ticks.
  int timeout = 1;  // A server whose stamp is older than this, in ticks, is dead.

  // With the time-out after which a live server's stamp is older with a probability of at most
  // 1e-6, as the paper on gossip-style failure detection asks for. REQUIRES: servers >= 1; period
  // >= 1; loss in 0 … kMaxLoss; delayTicks >= 0.
  static EpidemicPlan derive(const Conditions& conditions);

  // By the conf: EPIDEMIC_PERIOD; EPIDEMIC_TIMEOUT or, if that is 0, the derived time-out for
  // EPIDEMIC_LOSS or MSG_DROP_PROB, whichever is larger, but at most kMaxLoss.
  static EpidemicPlan of(const Params& params);
};

}  // namespace epidemic
