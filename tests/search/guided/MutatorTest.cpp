// Tests of search/guided/Mutator.h.
#include "search/guided/Mutator.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "lab/ScheduleText.h"

namespace search {
namespace {

using lab::Fault;
using lab::FaultKind;
using lab::Schedule;

constexpr sim::Tick kStart = 150;
constexpr sim::Tick kStop = 300;

MutationSettings settings() {
  MutationSettings settings;
  settings.start = kStart;
  settings.stop = kStop;
  settings.replicasOf = [](int peers, const std::string&, sim::PeerId) {
    std::vector<sim::PeerId> replicas;
    for (sim::PeerId peer = 1; peer <= std::min(peers, 3); ++peer) replicas.push_back(peer);
    return replicas;
  };
  return settings;
}

Schedule scheduleOf(const std::string& text) {
  std::vector<std::string> errors;
  Schedule schedule = lab::readScheduleText(text, "s", 5, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  return schedule;
}

const char kBase[] =
    "peers 5\n"
    "at 110 client 1 on 1 create k1 v1\n"
    "at 160 client 1 on 1 update k1 v2\n"
    "from 162 to 170 drop 0.2\n"
    "from 180 to 186 pause 2\n"
    "at 200 client 2 on 3 read k1\n"
    "at 210 crash 4\n"
    "at 220 restart 4\n"
    "at 250 crash 5\n"
    "at 310 client 1 on 1 read k1\n";

// What a mutant must not touch: the faults that the membership protocol feels.
std::multiset<std::string> faultsOfBothNetworks(const Schedule& schedule) {
  std::multiset<std::string> faults;
  for (const Fault& fault : schedule.faults) {
    const bool isOfMessages = sim::isLasting(fault.kind) && !fault.onlyNetwork;
    if (isOfMessages) faults.insert(lab::faultText(fault));
  }
  return faults;
}

void expectSoundOutages(const Schedule& schedule) {
  std::map<sim::PeerId, sim::Tick> down;
  for (const Fault& fault : schedule.faults) {
    if (fault.kind == FaultKind::Crash) {
      EXPECT_TRUE(down.emplace(fault.peer, fault.first).second) << lab::scheduleText(schedule);
    } else if (fault.kind == FaultKind::Restart) {
      const auto crash = down.find(fault.peer);
      ASSERT_NE(down.end(), crash) << lab::scheduleText(schedule);
      EXPECT_GE(fault.first - crash->second, 5);
      EXPECT_LE(fault.first - crash->second, 60);
      down.erase(crash);
    }
  }
  EXPECT_EQ(0u, down.count(1)) << "the introducer stays";
}

TEST(MutatorTest, mutate_staysInsideTheGuarantee) {
  sim::Random dice(1, "test");
  Mutator mutator(settings(), &dice);
  const Schedule base = scheduleOf(kBase);
  const std::multiset<std::string> kept = faultsOfBothNetworks(base);
  Schedule schedule = base;
  for (int i = 0; i < 2000; ++i) {
    schedule = mutator.mutate(i % 20 == 0 ? base : schedule, base);
    EXPECT_TRUE(schedule.isGuarded);
    EXPECT_EQ(kept, faultsOfBothNetworks(schedule));
    expectSoundOutages(schedule);
    if (HasFailure()) return;
  }
}

TEST(MutatorTest, mutate_newEventsAreInTime) {
  sim::Random dice(2, "test");
  Mutator mutator(settings(), &dice);
  const Schedule base = scheduleOf("peers 5\nat 160 client 1 on 1 create k1 v1\n");
  for (int i = 0; i < 1000; ++i) {
    const Schedule schedule = mutator.mutate(base, base);
    for (const Fault& fault : schedule.faults) {
      EXPECT_GE(fault.first, kStart);
      EXPECT_LE(fault.last, kStop);
    }
    for (const lab::ClientOperation& call : schedule.operations) {
      EXPECT_GE(call.tick, kStart);
      EXPECT_LT(call.tick, kStop);
    }
  }
}

TEST(MutatorTest, mutate_sortedAndReadable) {
  sim::Random dice(3, "test");
  Mutator mutator(settings(), &dice);
  Schedule schedule = scheduleOf(kBase);
  for (int i = 0; i < 300; ++i) {
    schedule = mutator.mutate(schedule, scheduleOf(kBase));
    EXPECT_EQ(schedule, scheduleOf(lab::scheduleText(schedule)));
  }
}

TEST(MutatorTest, mutate_theSameDiceTheSameMutants) {
  sim::Random one(4, "test");
  sim::Random other(4, "test");
  Mutator first(settings(), &one);
  Mutator second(settings(), &other);
  const Schedule base = scheduleOf(kBase);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(first.mutate(base, base), second.mutate(base, base));
}

TEST(MutatorTest, mutate_aGroupOfTwoHasNoOutages) {
  sim::Random dice(5, "test");
  Mutator mutator(settings(), &dice);
  const Schedule base = scheduleOf("peers 2\nat 160 client 1 on 1 create k1 v1\n");
  for (int i = 0; i < 500; ++i) {
    for (const Fault& fault : mutator.mutate(base, base).faults) {
      EXPECT_NE(FaultKind::Crash, fault.kind);
    }
  }
}

}  // namespace
}  // namespace search
