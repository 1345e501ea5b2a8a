// Tests of sim/SwarmFaults.h: the rules of docs/schedules.md, one by one, over many seeds.
#include "sim/SwarmFaults.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "sim/ScheduleText.h"

namespace sim {
namespace {

constexpr uint64_t kSeeds = 2000;
constexpr int kLargestGroup = 9;

using Faults = std::vector<Fault>;

SwarmSettings settingsOf(SwarmKind kind, int peers) {
  SwarmSettings settings;
  settings.kind = kind;
  settings.peers = peers;
  return settings;
}

// For a failure's message.
std::string textOf(const Faults& faults) {
  std::string text;
  for (const Fault& fault : faults) text += faultText(fault) + "\n";
  return text;
}

// Calls check(settings, faults) for the schedule of each seed and size; stops at the first failure.
void forEachSwarm(SwarmKind kind,
                  const std::function<void(const SwarmSettings&, const Faults&)>& check) {
  for (int peers = 1; peers <= kLargestGroup; ++peers) {
    const SwarmSettings settings = settingsOf(kind, peers);
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Faults faults = drawFaults(seed, settings);
      check(settings, faults);
      if (testing::Test::HasFailure()) {
        FAIL() << "seed " << seed << ", " << peers << " peers:\n" << textOf(faults);
      }
    }
  }
}

bool isPeerEvent(FaultKind kind) {
  return kind == FaultKind::Crash || kind == FaultKind::Restart || kind == FaultKind::Join ||
         kind == FaultKind::Leave;
}

bool isInterruption(const Fault& fault) {
  return fault.kind == FaultKind::Partition || fault.kind == FaultKind::Pause;
}

bool isLateness(const Fault& fault) {
  return fault.kind == FaultKind::Delay || fault.kind == FaultKind::Reorder ||
         fault.kind == FaultKind::Slow;
}

// Of those that `isMeant`, by tick: the least ticks from one's end to the next one's beginning.
Tick leastGap(const Faults& faults, const std::function<bool(const Fault&)>& isMeant) {
  Tick least = 1000000;
  const Fault* before = nullptr;
  for (const Fault& fault : faults) {
    if (!isMeant(fault)) continue;
    if (before != nullptr) least = std::min(least, fault.first - before->last);
    before = &fault;
  }
  return least;
}

bool overlap(const Fault& a, const Fault& b) { return a.first < b.last && b.first < a.last; }

// Follows who is up, from the start of the run. Fails for what cannot happen.
class Members {
 public:
  Members(int peers, const Faults& faults) {
    for (PeerId peer = 1; peer <= peers; ++peer) up_.insert(peer);
    for (const Fault& fault : faults) {
      if (fault.kind == FaultKind::Join) up_.erase(fault.peer);
    }
  }

  void apply(const Fault& fault) {
    switch (fault.kind) {
      case FaultKind::Crash:
        EXPECT_EQ(1u, up_.erase(fault.peer));
        down_.insert(fault.peer);
        break;
      case FaultKind::Restart:
        EXPECT_EQ(1u, down_.erase(fault.peer));
        up_.insert(fault.peer);
        break;
      case FaultKind::Leave: EXPECT_EQ(1u, up_.erase(fault.peer)); break;
      case FaultKind::Join: EXPECT_TRUE(up_.insert(fault.peer).second); break;
      default: break;
    }
  }

  const std::set<PeerId>& up() const { return up_; }

 private:
  std::set<PeerId> up_;
  std::set<PeerId> down_;
};

bool isRestartedIn(const Faults& faults, const Fault& crash) {
  return std::any_of(faults.begin(), faults.end(), [&](const Fault& fault) {
    return fault.kind == FaultKind::Restart && fault.peer == crash.peer &&
           fault.first > crash.first;
  });
}

// ---- Of both.

TEST(SwarmFaultsTest, both_equalSeedsEqualSchedules) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    std::set<std::string> texts;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      const Faults faults = drawFaults(seed, settingsOf(kind, 5));
      ASSERT_EQ(faults, drawFaults(seed, settingsOf(kind, 5)));
      texts.insert(textOf(faults));
    }
    EXPECT_GT(texts.size(), kSeeds * 9 / 10);
  }
}

TEST(SwarmFaultsTest, both_scheduleTextReadsBack) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    forEachSwarm(kind, [](const SwarmSettings& settings, const Faults& faults) {
      const Schedule schedule{settings.peers, faults, {}};
      std::vector<std::string> errors;
      EXPECT_EQ(schedule, readScheduleText(scheduleText(schedule), "s", 1, &errors));
      EXPECT_TRUE(errors.empty()) << errors[0];
    });
  }
}

TEST(SwarmFaultsTest, both_sortedWithinThePeriodAndHealedAtItsEnd) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    forEachSwarm(kind, [](const SwarmSettings& settings, const Faults& faults) {
      EXPECT_TRUE(std::is_sorted(faults.begin(), faults.end(),
                                 [](const Fault& a, const Fault& b) { return a.first < b.first; }));
      EXPECT_GE(faults.size(), 2u) << "at least one fault";
      EXPECT_EQ("at 450 heal", faultText(faults.back()));
      for (const Fault& fault : faults) {
        if (fault.kind == FaultKind::Heal) continue;
        EXPECT_GE(fault.first, settings.start);
        EXPECT_LT(fault.first, settings.stop);
        EXPECT_LE(fault.last, settings.stop);
        EXPECT_TRUE(!isLasting(fault.kind) || fault.first < fault.last);
      }
    });
  }
}

TEST(SwarmFaultsTest, both_anyPeriod) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    for (const Tick length : {1, 2, 3, 5, 9, 10, 11, 15, 20, 50, 2000}) {
      for (uint64_t seed = 0; seed < 300; ++seed) {
        SwarmSettings settings = settingsOf(kind, static_cast<int>(seed % 7) + 1);
        settings.start = 0;
        settings.stop = length;
        for (const Fault& fault : drawFaults(seed, settings)) {
          ASSERT_LE(0, fault.first);
          ASSERT_LE(fault.last, length);
          ASSERT_TRUE(!isLasting(fault.kind) || fault.first < fault.last);
        }
      }
    }
  }
}

TEST(SwarmFaultsTest, both_everyKindOccursAndIsLeftOut) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    std::map<FaultKind, int> seeds;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      std::set<FaultKind> kinds;
      for (const Fault& fault : drawFaults(seed, settingsOf(kind, 6))) kinds.insert(fault.kind);
      for (const FaultKind each : kinds) ++seeds[each];
    }
    for (int each = 0; each < static_cast<int>(FaultKind::Heal); ++each) {
      EXPECT_GT(seeds[static_cast<FaultKind>(each)], 300) << each;
      EXPECT_LT(seeds[static_cast<FaultKind>(each)], 1600) << each;
    }
    EXPECT_EQ(0, seeds[FaultKind::Message]);
  }
}

TEST(SwarmFaultsTest, both_onlyTheKindsAllowed) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    SwarmSettings settings = settingsOf(kind, 6);
    settings.kinds = {FaultKind::Drop, FaultKind::Crash};
    std::set<FaultKind> kinds;
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      for (const Fault& fault : drawFaults(seed, settings)) kinds.insert(fault.kind);
    }
    EXPECT_EQ((std::set<FaultKind>{FaultKind::Drop, FaultKind::Crash, FaultKind::Heal}), kinds);
  }
}

TEST(SwarmFaultsTest, both_kindsThatTheGroupIsTooSmallForDrawNothing) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    SwarmSettings settings = settingsOf(kind, 1);
    settings.kinds = {FaultKind::Partition, FaultKind::Join};
    for (uint64_t seed = 0; seed < kSeeds; ++seed) {
      EXPECT_EQ(1u, drawFaults(seed, settings).size()) << seed;  // The heal.
    }
  }
}

TEST(SwarmFaultsTest, readFaultKinds) {
  const std::vector<FaultKind> both = {FaultKind::Crash, FaultKind::Drop};
  EXPECT_EQ(both, readFaultKinds("crash,drop"));
  EXPECT_EQ(both, readFaultKinds(" crash ,\tdrop "));
  for (const char* text : {"", " ", ",", "crash,", "crash drop", "crsh", "heal", "Crash"}) {
    EXPECT_EQ(std::nullopt, readFaultKinds(text)) << text;
  }
}

TEST(SwarmFaultsTest, both_allShapesOfPartitions) {
  for (const SwarmKind kind : {SwarmKind::Guaranteed, SwarmKind::Wild}) {
    std::set<std::string> shapes;
    forEachSwarm(kind, [&](const SwarmSettings& settings, const Faults& faults) {
      for (const Fault& fault : faults) {
        if (fault.kind != FaultKind::Partition) continue;
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
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    for (const Fault& fault : faults) {
      switch (fault.kind) {
        case FaultKind::Drop: EXPECT_LE(fault.probability, settings.peers <= 3 ? 0.2 : 0.3); break;
        case FaultKind::Duplicate: EXPECT_LE(fault.probability, 0.5); break;
        case FaultKind::Corrupt: EXPECT_LE(fault.probability, 0.1); break;
        case FaultKind::Delay:
        case FaultKind::Reorder:
          EXPECT_LE(fault.probability, 0.5);
          EXPECT_LE(fault.ticksMax, 3);
          break;
        case FaultKind::Slow: EXPECT_LE(fault.ticksMin, 2); break;
        default: break;
      }
      EXPECT_GT(fault.probability, 0);
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_oneLossAndOneLatenessAtATime) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings&, const Faults& faults) {
    EXPECT_GT(leastGap(faults, isLateness), 0);
    EXPECT_GT(leastGap(faults, [](const Fault& fault) { return fault.kind == FaultKind::Drop; }),
              0);
  });
}

TEST(SwarmFaultsTest, guaranteed_interruptionsAreShortFarApartAndNotUnderHeavyLoss) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings&, const Faults& faults) {
    EXPECT_GE(leastGap(faults, isInterruption), 12);
    for (const Fault& fault : faults) {
      if (!isInterruption(fault)) continue;
      EXPECT_GE(fault.last - fault.first, 2);
      EXPECT_LE(fault.last - fault.first, 6);
      for (const Fault& drop : faults) {
        const bool isHeavy = drop.kind == FaultKind::Drop && drop.probability > 0.15;
        EXPECT_FALSE(isHeavy && overlap(drop, fault));
      }
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_pausesOfPeersThatAreThere) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    for (const Fault& pause : faults) {
      if (pause.kind != FaultKind::Pause) continue;
      Members members(settings.peers, faults);
      for (const Fault& fault : faults) {
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
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    const Fault* before = nullptr;
    for (const Fault& fault : faults) {
      if (!isPeerEvent(fault.kind)) continue;
      EXPECT_LE(fault.first, settings.stop - 10);
      if (fault.kind == FaultKind::Restart) {
        ASSERT_TRUE(before != nullptr && before->kind == FaultKind::Crash);
        EXPECT_EQ(before->peer, fault.peer);
        EXPECT_GE(fault.first - before->first, 5);
        EXPECT_LE(fault.first - before->first, 60);
      } else if (before != nullptr) {
        EXPECT_GE(fault.first - before->first, 90);
      }
      before = &fault;
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_threePeersStayAndTheIntroducerComesBack) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    Members members(settings.peers, faults);
    for (const Fault& fault : faults) {
      members.apply(fault);
      const bool isForGood = fault.kind == FaultKind::Leave ||
                             (fault.kind == FaultKind::Crash && !isRestartedIn(faults, fault));
      if (!isForGood) continue;
      EXPECT_GE(members.up().size(), 3u);
      EXPECT_NE(1, fault.peer);
    }
  });
}

TEST(SwarmFaultsTest, guaranteed_joinOfTheLastPeerWhileTheIntroducerIsThere) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    int joins = 0;
    for (const Fault& join : faults) {
      if (join.kind != FaultKind::Join) continue;
      ++joins;
      EXPECT_GE(settings.peers, 4);
      EXPECT_EQ(settings.peers, join.peer);
      for (const Fault& fault : faults) {
        if (!isPeerEvent(fault.kind) || fault.peer != 1) continue;
        EXPECT_GE(std::abs(fault.first - join.first), 90);
      }
    }
    EXPECT_LE(joins, 1);
  });
}

TEST(SwarmFaultsTest, guaranteed_smallGroupsKeepTheirPeersAndLinks) {
  forEachSwarm(SwarmKind::Guaranteed, [](const SwarmSettings& settings, const Faults& faults) {
    for (const Fault& fault : faults) {
      if (settings.peers >= 3) return;
      EXPECT_FALSE(isPeerEvent(fault.kind) || fault.kind == FaultKind::Partition);
    }
  });
}

// ---- Wild.

TEST(SwarmFaultsTest, wild_ranges) {
  forEachSwarm(SwarmKind::Wild, [](const SwarmSettings& settings, const Faults& faults) {
    for (const Fault& fault : faults) {
      const Tick length = fault.last - fault.first;
      switch (fault.kind) {
        case FaultKind::Drop: EXPECT_LE(fault.probability, 0.6); break;
        case FaultKind::Pause: EXPECT_LE(length, 60); break;
        case FaultKind::Partition: EXPECT_TRUE(length >= 10 && length <= 100); break;
        case FaultKind::Join: EXPECT_EQ(settings.peers, fault.peer); break;
        default: break;
      }
    }
  });
}

TEST(SwarmFaultsTest, wild_onePeerStaysAndSeveralCrashAtOnce) {
  bool areSeveralDown = false;
  bool staysDown = false;
  bool overlaps = false;
  forEachSwarm(SwarmKind::Wild, [&](const SwarmSettings& settings, const Faults& faults) {
    Members members(settings.peers, faults);
    std::map<Tick, int> crashes;
    for (const Fault& fault : faults) {
      members.apply(fault);
      EXPECT_GE(members.up().size(), 1u);
      if (fault.kind == FaultKind::Crash) {
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
  forEachSwarm(SwarmKind::Wild, [](const SwarmSettings&, const Faults& faults) {
    const bool joins = std::any_of(faults.begin(), faults.end(), [](const Fault& fault) {
      return fault.kind == FaultKind::Join;
    });
    if (!joins) return;
    for (const Fault& fault : faults) EXPECT_TRUE(!isPeerEvent(fault.kind) || fault.peer != 1);
  });
}

}  // namespace
}  // namespace sim
