// Tests of lab/SwarmFaults.h: the rules of docs/schedules.md, one by one, over many seeds.
#include "lab/SwarmFaults.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "lab/ScheduleText.h"

namespace sim {
namespace {

constexpr uint64_t kSeeds = 2000;
constexpr int kLargestGroup = 9;

using Faults = std::vector<lab::Fault>;

lab::SwarmSettings settingsOf(lab::SwarmKind kind, int peers) {
  lab::SwarmSettings settings;
  settings.kind = kind;
  settings.peers = peers;
  return settings;
}

// For a failure's message.
std::string textOf(const Faults& faults) {
  std::string text;
  for (const lab::Fault& fault : faults) text += faultText(fault) + "\n";
  return text;
}

// Calls check(settings, faults) for the schedule of each seed and size; stops at the first failure.
void forEachSwarm(lab::SwarmKind kind,
                  const std::function<void(const lab::SwarmSettings&, const Faults&)>& check) {
  for (int peers = 1; peers <= kLargestGroup; ++peers) {
    const lab::SwarmSettings settings = settingsOf(kind, peers);
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Faults faults = lab::drawFaults(seed, settings);
      check(settings, faults);
      if (testing::Test::HasFailure()) {
        FAIL() << "seed " << seed << ", " << peers << " peers:\n" << textOf(faults);
      }
    }
  }
}

bool isPeerEvent(lab::FaultKind kind) {
  return kind == lab::FaultKind::Crash || kind == lab::FaultKind::Restart ||
         kind == lab::FaultKind::Join || kind == lab::FaultKind::Leave;
}

bool isInterruption(const lab::Fault& fault) {
  return fault.kind == lab::FaultKind::Partition || fault.kind == lab::FaultKind::Pause;
}

bool isLateness(const lab::Fault& fault) {
  return fault.kind == lab::FaultKind::Delay || fault.kind == lab::FaultKind::Reorder ||
         fault.kind == lab::FaultKind::Slow;
}

// Of those that `isMeant`, by tick: the least ticks from one's end to the next one's beginning.
Tick leastGap(const Faults& faults, const std::function<bool(const lab::Fault&)>& isMeant) {
  Tick least = 1000000;
  const lab::Fault* before = nullptr;
  for (const lab::Fault& fault : faults) {
    if (!isMeant(fault)) continue;
    if (before != nullptr) least = std::min(least, fault.first - before->last);
    before = &fault;
  }
  return least;
}

bool overlap(const lab::Fault& a, const lab::Fault& b) {
  return a.first < b.last && b.first < a.last;
}

// Follows who is up, from the start of the run. Fails for what cannot happen.
class Members {
 public:
  Members(int peers, const Faults& faults) {
    for (PeerId peer = 1; peer <= peers; ++peer) up_.insert(peer);
    for (const lab::Fault& fault : faults) {
      if (fault.kind == lab::FaultKind::Join) up_.erase(fault.peer);
    }
  }

  void apply(const lab::Fault& fault) {
    switch (fault.kind) {
      case lab::FaultKind::Crash:
        EXPECT_EQ(1u, up_.erase(fault.peer));
        down_.insert(fault.peer);
        break;
      case lab::FaultKind::Restart:
        EXPECT_EQ(1u, down_.erase(fault.peer));
        up_.insert(fault.peer);
        break;
      case lab::FaultKind::Leave: EXPECT_EQ(1u, up_.erase(fault.peer)); break;
      case lab::FaultKind::Join: EXPECT_TRUE(up_.insert(fault.peer).second); break;
      default: break;
    }
  }

  const std::set<PeerId>& up() const { return up_; }

 private:
  std::set<PeerId> up_;
  std::set<PeerId> down_;
};

bool isRestartedIn(const Faults& faults, const lab::Fault& crash) {
  return std::any_of(faults.begin(), faults.end(), [&](const lab::Fault& fault) {
    return fault.kind == lab::FaultKind::Restart && fault.peer == crash.peer &&
           fault.first > crash.first;
  });
}

// ---- Of both.

TEST(SwarmFaultsTest, both_equalSeedsEqualSchedules) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    std::set<std::string> texts;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Faults faults = lab::drawFaults(seed, settingsOf(kind, 5));
      ASSERT_EQ(faults, lab::drawFaults(seed, settingsOf(kind, 5)));
      texts.insert(textOf(faults));
    }
    EXPECT_GT(texts.size(), kSeeds * 9 / 10);
  }
}

TEST(SwarmFaultsTest, both_scheduleTextReadsBack) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    forEachSwarm(kind, [](const lab::SwarmSettings& settings, const Faults& faults) {
      const lab::Schedule schedule{settings.peers, faults, {}};
      std::vector<std::string> errors;
      EXPECT_EQ(schedule, lab::readScheduleText(lab::scheduleText(schedule), "s", 1, &errors));
      EXPECT_TRUE(errors.empty()) << errors[0];
    });
  }
}

TEST(SwarmFaultsTest, both_sortedWithinThePeriodAndHealedAtItsEnd) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    forEachSwarm(kind, [](const lab::SwarmSettings& settings, const Faults& faults) {
      EXPECT_TRUE(std::is_sorted(
          faults.begin(), faults.end(),
          [](const lab::Fault& a, const lab::Fault& b) { return a.first < b.first; }));
      EXPECT_GE(faults.size(), 2u) << "at least one fault";
      EXPECT_EQ("at 450 heal", faultText(faults.back()));
      for (const lab::Fault& fault : faults) {
        if (fault.kind == lab::FaultKind::Heal) continue;
        EXPECT_GE(fault.first, settings.start);
        EXPECT_LT(fault.first, settings.stop);
        EXPECT_LE(fault.last, settings.stop);
        EXPECT_TRUE(!isLasting(fault.kind) || fault.first < fault.last);
      }
    });
  }
}

TEST(SwarmFaultsTest, both_anyPeriod) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    for (const Tick length : {1, 2, 3, 5, 9, 10, 11, 15, 20, 50, 2000}) {
      for (uint64_t seed = 0; seed < 300; ++seed) {
        lab::SwarmSettings settings = settingsOf(kind, static_cast<int>(seed % 7) + 1);
        settings.start = 0;
        settings.stop = length;
        for (const lab::Fault& fault : drawFaults(seed, settings)) {
          ASSERT_LE(0, fault.first);
          ASSERT_LE(fault.last, length);
          ASSERT_TRUE(!isLasting(fault.kind) || fault.first < fault.last);
        }
      }
    }
  }
}

TEST(SwarmFaultsTest, both_everyKindOccursAndIsLeftOut) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    std::map<lab::FaultKind, int> seeds;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      std::set<lab::FaultKind> kinds;
      for (const lab::Fault& fault : lab::drawFaults(seed, settingsOf(kind, 6)))
        kinds.insert(fault.kind);
      for (const lab::FaultKind each : kinds) ++seeds[each];
    }
    for (const lab::FaultKind each : lab::drawnKinds()) {
      EXPECT_GT(seeds[each], 300) << static_cast<int>(each);
      EXPECT_LT(seeds[each], 1600) << static_cast<int>(each);
    }
    for (const lab::FaultKind each :
         {lab::FaultKind::Message, lab::FaultKind::FullDisk, lab::FaultKind::CorruptDisk}) {
      EXPECT_EQ(0, seeds[each]);
    }
  }
}

TEST(SwarmFaultsTest, both_onlyTheKindsAllowed) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    lab::SwarmSettings settings = settingsOf(kind, 6);
    settings.kinds = {lab::FaultKind::Drop, lab::FaultKind::Crash};
    std::set<lab::FaultKind> kinds;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      for (const lab::Fault& fault : drawFaults(seed, settings)) kinds.insert(fault.kind);
    }
    EXPECT_EQ((std::set<lab::FaultKind>{lab::FaultKind::Drop, lab::FaultKind::Crash,
                                        lab::FaultKind::Heal}),
              kinds);
  }
}

TEST(SwarmFaultsTest, both_kindsThatTheGroupIsTooSmallForDrawNothing) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    lab::SwarmSettings settings = settingsOf(kind, 1);
    settings.kinds = {lab::FaultKind::Partition, lab::FaultKind::Join};
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      EXPECT_EQ(1u, lab::drawFaults(seed, settings).size()) << seed;  // The heal.
    }
  }
}

TEST(SwarmFaultsTest, readFaultKinds) {
  const std::vector<lab::FaultKind> both = {lab::FaultKind::Crash, lab::FaultKind::Drop};
  EXPECT_EQ(both, lab::readFaultKinds("crash,drop"));
  EXPECT_EQ(both, lab::readFaultKinds(" crash ,\tdrop "));
  for (const char* text : {"", " ", ",", "crash,", "crash drop", "crsh", "heal", "Crash"}) {
    EXPECT_EQ(std::nullopt, lab::readFaultKinds(text)) << text;
  }
}

TEST(SwarmFaultsTest, both_allShapesOfPartitions) {
  for (const lab::SwarmKind kind : {lab::SwarmKind::Guaranteed, lab::SwarmKind::Wild}) {
    std::set<std::string> shapes;
    forEachSwarm(kind, [&](const lab::SwarmSettings& settings, const Faults& faults) {
      for (const lab::Fault& fault : faults) {
        if (fault.kind != lab::FaultKind::Partition) continue;
        EXPECT_EQ(2u, fault.groups.size());
        std::multiset<PeerId> all;
        for (const auto& group : fault.groups) {
          EXPECT_FALSE(group.empty());
          all.insert(group.begin(), group.end());
        }
        const int bridges = static_cast<int>(all.size()) - settings.peers;
        EXPECT_TRUE(bridges == 0 || (bridges == 1 && !fault.oneWay));
        EXPECT_EQ(static_cast<size_t>(settings.peers), std::set(all.begin(), all.end()).size());
        shapes.insert(fault.oneWay                  ? "one way"
                      : bridges == 1                ? "bridge"
                      : fault.groups[0].size() == 1 ? "isolated"
                                                    : "two groups");
      }
    });
    EXPECT_EQ(4u, shapes.size());
  }
}

// ---- Guaranteed.

TEST(SwarmFaultsTest, guaranteed_rangesOfMessageFaults) {
  forEachSwarm(lab::SwarmKind::Guaranteed,
               [](const lab::SwarmSettings& settings, const Faults& faults) {
                 for (const lab::Fault& fault : faults) {
                   switch (fault.kind) {
                     case lab::FaultKind::Drop:
                       EXPECT_LE(fault.probability, settings.peers <= 3 ? 0.2 : 0.3);
                       break;
                     case lab::FaultKind::Duplicate: EXPECT_LE(fault.probability, 0.5); break;
                     case lab::FaultKind::Corrupt: EXPECT_LE(fault.probability, 0.1); break;
                     case lab::FaultKind::Delay:
                     case lab::FaultKind::Reorder:
                       EXPECT_LE(fault.probability, 0.5);
                       EXPECT_LE(fault.ticksMax, 3);
                       break;
                     case lab::FaultKind::Slow: EXPECT_LE(fault.ticksMin, 2); break;
                     default: break;
                   }
                   EXPECT_GT(fault.probability, 0);
                 }
               });
}

TEST(SwarmFaultsTest, guaranteed_oneLossAndOneLatenessAtATime) {
  forEachSwarm(lab::SwarmKind::Guaranteed, [](const lab::SwarmSettings&, const Faults& faults) {
    EXPECT_GT(leastGap(faults, isLateness), 0);
    EXPECT_GT(leastGap(faults,
                       [](const lab::Fault& fault) { return fault.kind == lab::FaultKind::Drop; }),
              0);
  });
}

TEST(SwarmFaultsTest, guaranteed_interruptionsAreShortFarApartAndNotUnderHeavyLoss) {
  forEachSwarm(lab::SwarmKind::Guaranteed, [](const lab::SwarmSettings&, const Faults& faults) {
    EXPECT_GE(leastGap(faults, isInterruption), 12);
    for (const lab::Fault& fault : faults) {
      if (!isInterruption(fault)) continue;
      EXPECT_GE(fault.last - fault.first, 2);
      EXPECT_LE(fault.last - fault.first, 6);
      for (const lab::Fault& drop : faults) {
        const bool isHeavy = drop.kind == lab::FaultKind::Drop && drop.probability > 0.15;
        EXPECT_FALSE(isHeavy && overlap(drop, fault));
      }
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_pausesOfPeersThatAreThere) {
  forEachSwarm(lab::SwarmKind::Guaranteed,
               [](const lab::SwarmSettings& settings, const Faults& faults) {
                 for (const lab::Fault& pause : faults) {
                   if (pause.kind != lab::FaultKind::Pause) continue;
                   Members members(settings.peers, faults);
                   for (const lab::Fault& fault : faults) {
                     if (!isPeerEvent(fault.kind)) continue;
                     if (fault.first > pause.first) {
                       EXPECT_TRUE(fault.peer != pause.peer || fault.first >= pause.last);
                     } else {
                       members.apply(fault);
                     }
                   }
                   EXPECT_EQ(1u, members.up().count(pause.peer));
                 }
               });
}

TEST(SwarmFaultsTest, guaranteed_peerEventsOneAfterTheOther) {
  forEachSwarm(lab::SwarmKind::Guaranteed,
               [](const lab::SwarmSettings& settings, const Faults& faults) {
                 const lab::Fault* before = nullptr;
                 for (const lab::Fault& fault : faults) {
                   if (!isPeerEvent(fault.kind)) continue;
                   EXPECT_LE(fault.first, settings.stop - 10);
                   if (fault.kind == lab::FaultKind::Restart) {
                     ASSERT_TRUE(before != nullptr && before->kind == lab::FaultKind::Crash);
                     EXPECT_EQ(before->peer, fault.peer);
                     EXPECT_GE(fault.first - before->first, 5);
                     EXPECT_LE(fault.first - before->first, 60);
                   } else if (before != nullptr) {
                     EXPECT_GE(fault.first - before->first, 15) << "the rest is the guard's";
                   }
                   before = &fault;
                 }
               });
}

TEST(SwarmFaultsTest, guaranteed_threePeersStayAndTheIntroducerComesBack) {
  forEachSwarm(lab::SwarmKind::Guaranteed, [](const lab::SwarmSettings& settings,
                                              const Faults& faults) {
    Members members(settings.peers, faults);
    for (const lab::Fault& fault : faults) {
      members.apply(fault);
      const bool isForGood = fault.kind == lab::FaultKind::Leave ||
                             (fault.kind == lab::FaultKind::Crash && !isRestartedIn(faults, fault));
      if (!isForGood) continue;
      EXPECT_GE(members.up().size(), 3u);
      EXPECT_NE(1, fault.peer);
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_joinOfTheLastPeerWhileTheIntroducerIsThere) {
  forEachSwarm(lab::SwarmKind::Guaranteed,
               [](const lab::SwarmSettings& settings, const Faults& faults) {
                 int joins = 0;
                 for (const lab::Fault& join : faults) {
                   if (join.kind != lab::FaultKind::Join) continue;
                   ++joins;
                   EXPECT_GE(settings.peers, 4);
                   EXPECT_EQ(settings.peers, join.peer);
                   for (const lab::Fault& fault : faults) {
                     if (!isPeerEvent(fault.kind) || fault.peer != 1) continue;
                     EXPECT_GE(std::abs(fault.first - join.first), 15) << "the rest is the guard's";
                   }
                 }
                 EXPECT_LE(joins, 1);
               });
}

TEST(SwarmFaultsTest, guaranteed_smallGroupsKeepTheirPeersAndLinks) {
  forEachSwarm(lab::SwarmKind::Guaranteed,
               [](const lab::SwarmSettings& settings, const Faults& faults) {
                 for (const lab::Fault& fault : faults) {
                   if (settings.peers >= 3) return;
                   EXPECT_FALSE(isPeerEvent(fault.kind) || fault.kind == lab::FaultKind::Partition);
                 }
               });
}

// ---- Wild.

// Peer 1 and one other may be down at a time; all come back.
// In groups of nine: two crash in the same tick, or one after the other before the copies recover.
TEST(SwarmFaultsTest, guaranteed_twoCrashesAtOnceWhereTheDesignBearsThem) {
  lab::SwarmSettings settings = settingsOf(lab::SwarmKind::Guaranteed, kLargestGroup);
  settings.limits.crashesAtOnce = 2;
  int inOneTick = 0;
  int soon = 0;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    std::vector<lab::Fault> crashes;
    for (const lab::Fault& fault : lab::drawFaults(seed, settings)) {
      if (fault.kind == lab::FaultKind::Crash) crashes.push_back(fault);
      if (fault.kind == lab::FaultKind::Restart) crashes.pop_back();
    }
    ASSERT_LE(crashes.size(), static_cast<size_t>(kLargestGroup - 3));
    for (size_t i = 1; i < crashes.size(); ++i) {
      inOneTick += crashes[i].first == crashes[i - 1].first ? 1 : 0;
      soon += crashes[i].first - crashes[i - 1].first <= 60 ? 1 : 0;
    }
  }
  EXPECT_GT(inOneTick, 100);
  EXPECT_GT(soon, 2 * inOneTick);
}

TEST(SwarmFaultsTest, guaranteed_aFixedGroupHasOutagesAlone) {
  bool overlap = false;
  for (int peers = 3; peers <= kLargestGroup; ++peers) {
    lab::SwarmSettings settings = settingsOf(lab::SwarmKind::Guaranteed, peers);
    settings.limits.hasFixedGroup = true;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Faults faults = lab::drawFaults(seed, settings);
      std::set<PeerId> down;
      for (const lab::Fault& fault : faults) {
        ASSERT_NE(lab::FaultKind::Join, fault.kind);
        ASSERT_NE(lab::FaultKind::Leave, fault.kind);
        if (fault.kind == lab::FaultKind::Crash) {
          ASSERT_TRUE(down.insert(fault.peer).second);
        }
        if (fault.kind == lab::FaultKind::Restart) {
          ASSERT_EQ(1u, down.erase(fault.peer));
        }
        ASSERT_LE(down.size() - down.count(1), 1u) << seed << ":\n" << textOf(faults);
        if (down.size() == 2) overlap = true;
      }
      ASSERT_TRUE(down.empty());
    }
  }
  EXPECT_TRUE(overlap);
}

TEST(SwarmFaultsTest, wild_ranges) {
  forEachSwarm(lab::SwarmKind::Wild, [](const lab::SwarmSettings& settings, const Faults& faults) {
    for (const lab::Fault& fault : faults) {
      const Tick length = fault.last - fault.first;
      switch (fault.kind) {
        case lab::FaultKind::Drop: EXPECT_LE(fault.probability, 0.6); break;
        case lab::FaultKind::Pause: EXPECT_LE(length, 60); break;
        case lab::FaultKind::Partition: EXPECT_TRUE(length >= 10 && length <= 100); break;
        case lab::FaultKind::Join: EXPECT_EQ(settings.peers, fault.peer); break;
        default: break;
      }
    }
  });
}

TEST(SwarmFaultsTest, wild_onePeerStaysAndSeveralCrashAtOnce) {
  bool areSeveralDown = false;
  bool staysDown = false;
  bool overlaps = false;
  forEachSwarm(lab::SwarmKind::Wild, [&](const lab::SwarmSettings& settings, const Faults& faults) {
    Members members(settings.peers, faults);
    std::map<Tick, int> crashes;
    for (const lab::Fault& fault : faults) {
      members.apply(fault);
      EXPECT_GE(members.up().size(), 1u);
      if (fault.kind == lab::FaultKind::Crash) {
        areSeveralDown = areSeveralDown || ++crashes[fault.first] >= 3;
        staysDown = staysDown || !isRestartedIn(faults, fault);
      }
    }
    overlaps = overlaps || leastGap(faults, isInterruption) < 0;
  });
  EXPECT_TRUE(areSeveralDown);
  EXPECT_TRUE(staysDown);
  EXPECT_TRUE(overlaps);
}

TEST(SwarmFaultsTest, wild_theIntroducerStaysWhereSomebodyJoins) {
  forEachSwarm(lab::SwarmKind::Wild, [](const lab::SwarmSettings&, const Faults& faults) {
    const bool joins = std::any_of(faults.begin(), faults.end(), [](const lab::Fault& fault) {
      return fault.kind == lab::FaultKind::Join;
    });
    if (!joins) return;
    for (const lab::Fault& fault : faults) EXPECT_TRUE(!isPeerEvent(fault.kind) || fault.peer != 1);
  });
}

}  // namespace
}  // namespace sim
