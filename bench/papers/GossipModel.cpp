#include "bench/papers/GossipModel.h"

#include <cstddef>
#include <vector>

#include "host/Check.h"

namespace papers {

namespace {

std::vector<double> spreadProbabilities(const GossipGroup& group) {
  std::vector<double> increase(static_cast<size_t>(group.live()) + 1);
  for (int k = 1; k <= group.live(); ++k) {
    increase[static_cast<size_t>(k)] = static_cast<double>(k) / group.members * (group.live() - k) /
                                       (group.members - 1) * group.arrival;
  }
  return increase;
}

}  // namespace

int modelRounds(const GossipGroup& group, double mistake) {
  CHECK(mistake > 0);
  const std::vector<double> increase = spreadProbabilities(group);
  const size_t all = static_cast<size_t>(group.live());
  std::vector<double> informed(all + 1);  // P(k members have the heartbeat).
  informed[1] = 1;
  for (int round = 0;; ++round) {
    // Added up directly, because 1 - informed[all] would lose all digits of a small difference.
    double notAll = 0;
    for (size_t k = 1; k < all; ++k) notAll += informed[k];
    if (group.live() * notAll <= mistake) return round;
    for (size_t k = all; k > 1; --k) {
      informed[k] = increase[k - 1] * informed[k - 1] + (1 - increase[k]) * informed[k];
    }
    informed[1] *= 1 - increase[1];
  }
}

double gossipsPerMember(const GossipGroup& group, double rounds) { return rounds / group.members; }

double secondsForGossips(const GossipGroup& group, double gossips) {
  constexpr double kEntryBytes = 8;
  constexpr double kBytesPerSecond = 250;
  return gossips * kEntryBytes * group.members / kBytesPerSecond;
}

}  // namespace papers
