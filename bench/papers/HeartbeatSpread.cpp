#include "bench/papers/HeartbeatSpread.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/Check.h"
#include "sim/Random.h"

namespace papers {

namespace {

// For each member, by id: the largest of its heartbeats that all members have.
std::vector<long> sharedHeartbeats(const MembershipGroup& group) {
  const size_t size = static_cast<size_t>(group.size());
  std::vector<long> shared(size + 1, std::numeric_limits<long>::max());
  std::vector<size_t> listed(size + 1, 0);
  for (int observer = 1; observer <= group.size(); ++observer) {
    for (const MemberListEntry& entry : group.member(observer).memberList) {
      const size_t id = static_cast<size_t>(entry.id);
      shared[id] = std::min(shared[id], entry.heartbeat);
      ++listed[id];
    }
  }
  for (size_t id = 1; id <= size; ++id) {
    if (listed[id] < size) shared[id] = 0;  // A member has removed it and knows no heartbeat.
  }
  return shared;
}

// A member increments its heartbeat each tick. So for a heartbeat that takes `age` ticks or more,
// at each smaller age there is a later heartbeat that was late as well.
void countAge(long age, std::vector<long>* laterThan) {
  if (laterThan->size() <= static_cast<size_t>(age))
    laterThan->resize(static_cast<size_t>(age) + 1);
  for (size_t t = 0; t < static_cast<size_t>(age); ++t) ++(*laterThan)[t];
}

// Runs until all peers that are up have removed `id`, and notes when.
void awaitRemoval(MembershipGroup* group, int id, DetectionTimes* times) {
  constexpr int kLimitTicks = 1000;
  const int crashed = group->now();
  Average ticks;
  int first = 0;
  int last = 0;
  for (int i = 0; i < kLimitTicks && ticks.count() < group->size() - 1; ++i) {
    group->tick();
    for (const MembershipGroup::Removal& removal : group->takeRemovals()) {
      if (removal.member != id) {
        ++times->liveRemoved;
        continue;
      }
      last = removal.tick - crashed;
      if (ticks.count() == 0) first = last;
      ticks.add(last);
    }
  }
  times->first.add(first);
  times->mean.add(ticks.mean());
  times->last.add(last);
}

}  // namespace

long HeartbeatSpread::late(int ticks) const {
  const size_t index = static_cast<size_t>(ticks);
  return index < laterThan.size() ? laterThan[index] : 0;
}

double HeartbeatSpread::mistakeAfter(int ticks) const {
  return members * static_cast<double>(late(ticks)) / static_cast<double>(heartbeats);
}

int HeartbeatSpread::ticksForShare(double share) const {
  int ticks = 0;
  while (mistakeAfter(ticks) > members * (1 - share)) ++ticks;
  return ticks;
}

// If k events were counted and k is small, the expected number is at most about k + 3 at 95 %
// confidence (the "rule of three").
constexpr long kUnseen = 3;

bool HeartbeatSpread::isMeasured(int ticks, double mistake) const {
  const double share = static_cast<double>(late(ticks) + kUnseen) / static_cast<double>(heartbeats);
  return members * share <= mistake;
}

// Each tick leaves a smaller share of the late heartbeats than the tick before it: the more members
// have one, the rarer are those that lack it. So the last share that could be counted bounds all
// later ones.
double HeartbeatSpread::shareBound(int ticks) const {
  constexpr long kEnough = 100;
  int counted = 0;
  while (counted < ticks && late(counted + 1) >= kEnough) ++counted;
  const double left =
      static_cast<double>(late(counted + 1) + kUnseen) / static_cast<double>(late(counted));
  return static_cast<double>(late(counted)) / static_cast<double>(heartbeats) *
         std::pow(left, ticks - counted);
}

int HeartbeatSpread::ticksForMistake(double mistake) const {
  int ticks = 0;
  while (!isMeasured(ticks, mistake) && members * shareBound(ticks) > mistake) ++ticks;
  return ticks;
}

HeartbeatSpread measureSpread(MembershipGroup* group, int ticks) {
  CHECK(group->isWhole());
  HeartbeatSpread spread;
  spread.members = group->size();
  for (int i = 0; i < ticks; ++i) {
    group->tick();
    const std::vector<long> shared = sharedHeartbeats(*group);
    for (int id = 1; id <= group->size(); ++id) {
      countAge(group->member(id).heartbeat - shared[static_cast<size_t>(id)], &spread.laterThan);
      ++spread.heartbeats;
    }
  }
  return spread;
}

DetectionTimes measureDetection(MembershipGroup* group, int crashes, unsigned long long seed) {
  CHECK(group->isWhole());
  constexpr int kLimitTicks = 1000;
  sim::Random random(seed, "crashes");
  DetectionTimes times;
  group->takeRemovals();
  for (int i = 0; i < crashes; ++i) {
    const int id = static_cast<int>(random.between(2, group->size()));
    group->crash(id);
    awaitRemoval(group, id, &times);
    group->restart(id);
    group->runUntilWhole(kLimitTicks);
  }
  return times;
}

}  // namespace papers
