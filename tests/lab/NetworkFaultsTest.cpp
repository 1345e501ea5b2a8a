// Tests of lab/NetworkFaults.h.
#include "lab/NetworkFaults.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>
#include <string>

#include "lab/ScheduleText.h"
#include "tests/support/RandomSchedule.h"

namespace sim {
namespace {

constexpr int kPeers = 5;

std::vector<lab::Fault> faultsOf(const std::string& text) {
  std::vector<std::string> errors;
  lab::Schedule schedule = lab::readScheduleText(text, "s", kPeers, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  return schedule.faults;
}

// The fate of one message as a word: `lost`, `cut`, or the copies' delays, with the bytes if they
// are no longer those that were sent.
std::string send(Tick tick, PeerId from, PeerId to, lab::NetworkFaults* faults,
                 NetworkId network = NetworkId::Store) {
  const std::string kBytes = "abcdefgh";
  std::string bytes = kBytes;
  if (faults->isCalm(tick)) return "0";
  const lab::NetworkFaults::Fate fate = faults->decide(
      tick, network, {from, 0}, {to, 0}, bytes.data(), static_cast<int32_t>(bytes.size()));
  EXPECT_EQ(fate.corrupted, bytes != kBytes);
  if (fate.lost) return fate.cause == DropCause::Partition ? "cut" : "lost";
  std::string text = std::to_string(fate.delays[0]);
  if (fate.duplicated) text += "+" + std::to_string(fate.delays[1]);
  EXPECT_EQ(fate.delays[0] > 0 || fate.delays[1] > 0, fate.delayed);
  return fate.corrupted ? text + bytes : text;
}

// Of a network under the schedule `text`.
struct Lab {
  explicit Lab(const std::string& text, uint64_t seed = 1) : faults(seed, faultsOf(text)) {}
  std::string send(Tick tick, PeerId from, PeerId to, NetworkId network = NetworkId::Store) {
    return sim::send(tick, from, to, &faults, network);
  }
  lab::NetworkFaults faults;
};

// How often each fate occurs among `count` messages from 1 to 2 at tick 1.
std::map<std::string, int> countFates(const std::string& schedule, int count) {
  Lab lab(schedule);
  std::map<std::string, int> fates;
  for (int i = 0; i < count; ++i) ++fates[lab.send(1, 1, 2)];
  return fates;
}

int flippedBits(const std::string& fate) {
  int count = 0;
  for (int i = 0; i < 8; ++i) {
    count += std::popcount(
        static_cast<unsigned char>(fate[static_cast<size_t>(i) + 1] ^ ("abcdefgh"[i])));
  }
  return count;
}

// ---- Time.

TEST(NetworkFaultsTest, ofOneNetwork_sparesTheOther) {
  Lab lab("from 1 to 5 drop store 1 on 1 > 2\nfrom 5 to 9 delay membership 1 by 2\n");
  EXPECT_EQ("lost", lab.send(1, 1, 2));
  EXPECT_EQ("0", lab.send(1, 1, 2, NetworkId::Membership));
  EXPECT_EQ("0", lab.send(5, 1, 2));
  EXPECT_EQ("2", lab.send(5, 1, 2, NetworkId::Membership));
}

// Each message has the bytes "abcdefgh".
TEST(NetworkFaultsTest, ofContent_sparesWhatDoesNotHaveIt) {
  Lab lab(
      "from 1 to 5 drop 1 with cde\nfrom 5 to 9 drop 1 with xyz\n"
      "from 9 to 12 delay 1 by 2 without cde\nfrom 12 to 15 delay 1 by 2 without xyz\n");
  EXPECT_TRUE(lab.faults.needsBytes());
  EXPECT_EQ("lost", lab.send(1, 1, 2));
  EXPECT_EQ("0", lab.send(5, 1, 2));
  EXPECT_EQ("0", lab.send(9, 1, 2));
  EXPECT_EQ("2", lab.send(12, 1, 2));
  EXPECT_FALSE(Lab("from 1 to 5 drop 1\n").faults.needsBytes());
}

TEST(NetworkFaultsTest, isCalm_outsideOfAllThatConcernsMessages) {
  const Lab lab(
      "from 10 to 20 drop 0.5\nfrom 15 to 25 slow 1 by 1\nfrom 25 to 26 partition 1 | 2\n"
      "from 30 to 40 drop 0\nfrom 50 to 60 pause 3\nat 70 crash 1\nat 80 drop store message 1 > 2 "
      "#1\n"
      "from 90 to 100 corrupt 1\nat 95 heal\n");
  std::string busy;
  for (Tick tick = 0; tick < 110; ++tick) busy += lab.faults.isCalm(tick) ? '.' : 'x';
  std::string expected(110, '.');
  expected.replace(10, 16, 16, 'x').replace(80, 1, "x").replace(90, 5, 5, 'x');
  EXPECT_EQ(expected, busy);
  EXPECT_TRUE(Lab("").faults.isCalm(0));
}

TEST(NetworkFaultsTest, decide_fromFirstToBeforeLast) {
  Lab lab("from 10 to 12 drop 1\n");
  EXPECT_EQ("0", lab.send(9, 1, 2));
  EXPECT_EQ("lost", lab.send(10, 1, 2));
  EXPECT_EQ("lost", lab.send(11, 1, 2));
  EXPECT_EQ("0", lab.send(12, 1, 2));
}

TEST(NetworkFaultsTest, heal_endsWhatStandsBeforeIt) {
  Lab lab(
      "from 1 to 90 drop 1 on 1 > 2\nfrom 1 to 90 partition 1 | 3\nfrom 1 to 90 slow 4 by 2\n"
      "at 10 heal\nfrom 10 to 20 drop 1 on 2 > 1\n");
  EXPECT_EQ("lost", lab.send(9, 1, 2));
  EXPECT_EQ("cut", lab.send(9, 1, 3));
  EXPECT_EQ("2", lab.send(9, 1, 4));
  EXPECT_EQ("0", lab.send(10, 1, 2));
  EXPECT_EQ("0", lab.send(10, 1, 3));
  EXPECT_EQ("0", lab.send(10, 1, 4));
  EXPECT_EQ("lost", lab.send(10, 2, 1));
}

// ---- Each kind.

TEST(NetworkFaultsTest, links_sendersAndReceivers) {
  Lab lab("from 1 to 9 drop 1 on 1,2 > 3\n");
  EXPECT_EQ("lost", lab.send(1, 1, 3));
  EXPECT_EQ("lost", lab.send(1, 2, 3, NetworkId::Membership));
  EXPECT_EQ("0", lab.send(1, 3, 1));
  EXPECT_EQ("0", lab.send(1, 4, 3));
  Lab toOne("from 1 to 9 drop 1 on * > 3\n");
  EXPECT_EQ("lost", toOne.send(1, 4, 3));
  EXPECT_EQ("0", toOne.send(1, 3, 4));
}

TEST(NetworkFaultsTest, partition_groupsBridgesAndOutsiders) {
  Lab lab("from 1 to 9 partition 2,1 | 3,2 | 4\n");
  EXPECT_EQ("cut", lab.send(1, 1, 3));
  EXPECT_EQ("cut", lab.send(1, 4, 2));
  EXPECT_EQ("0", lab.send(1, 1, 2)) << "2 is a bridge";
  EXPECT_EQ("0", lab.send(1, 2, 3));
  EXPECT_EQ("0", lab.send(1, 5, 4)) << "5 is in no group";
  EXPECT_EQ("0", lab.send(1, 3, 3));
  Lab oneWay("from 1 to 9 partition 1,2 > 2,3\n");
  EXPECT_EQ("cut", oneWay.send(1, 1, 3));
  EXPECT_EQ("0", oneWay.send(1, 3, 1));
  EXPECT_EQ("0", oneWay.send(1, 2, 2));
}

TEST(NetworkFaultsTest, slow_sendsAndGetsLate) {
  Lab lab("from 1 to 9 slow 1 by 2\nfrom 1 to 9 slow 2 by 3\n");
  EXPECT_EQ("2", lab.send(1, 1, 3));
  EXPECT_EQ("2", lab.send(1, 3, 1));
  EXPECT_EQ("2", lab.send(1, 1, 1));
  EXPECT_EQ("5", lab.send(1, 1, 2));
  EXPECT_EQ("0", lab.send(1, 3, 4));
}

TEST(NetworkFaultsTest, order_partitionThenDropThenTheRest) {
  Lab lab(
      "from 1 to 9 delay 1 by 2\nfrom 1 to 9 duplicate 1\nfrom 1 to 9 reorder 1 by 1\n"
      "from 2 to 9 drop 1\nfrom 3 to 9 partition 1 | 2\n");
  EXPECT_EQ("3+3", lab.send(1, 1, 2));
  EXPECT_EQ("lost", lab.send(2, 1, 2));
  EXPECT_EQ("cut", lab.send(3, 1, 2));
}

TEST(NetworkFaultsTest, chance_asOftenAsAsked) {
  const auto fates = countFates("from 1 to 2 drop 0.3\n", 10000);
  EXPECT_NEAR(3000, fates.at("lost"), 200);
  EXPECT_NEAR(7000, fates.at("0"), 200);
}

TEST(NetworkFaultsTest, chance_delaysAreUniform) {
  const auto fates = countFates("from 1 to 2 delay 0.5 by 2..3\n", 10000);
  EXPECT_EQ(3u, fates.size());
  EXPECT_NEAR(2500, fates.at("2"), 200);
  EXPECT_NEAR(2500, fates.at("3"), 200);
}

TEST(NetworkFaultsTest, chance_copiesHaveDelaysOfTheirOwn) {
  const auto fates = countFates("from 1 to 2 duplicate 1\nfrom 1 to 2 reorder 1 by 2\n", 10000);
  for (const char* fate : {"1+1", "1+2", "2+1", "2+2"}) EXPECT_NEAR(2500, fates.at(fate), 200);
}

TEST(NetworkFaultsTest, corrupt_oneToEightBitsAnywhere) {
  std::set<int> counts;
  std::string changed(8, '.');
  Lab lab("from 1 to 2 corrupt 1\n");
  for (int i = 0; i < 1000; ++i) {
    const std::string fate = lab.send(1, 1, 2);
    counts.insert(flippedBits(fate));
    for (size_t at = 0; at < 8; ++at) {
      if (fate[at + 1] != "abcdefgh"[at]) changed[at] = 'x';
    }
  }
  EXPECT_EQ((std::set<int>{1, 2, 3, 4, 5, 6, 7, 8}), counts);
  EXPECT_EQ("xxxxxxxx", changed);
}

TEST(NetworkFaultsTest, corrupt_bitsAreAFunctionOfSeedAndName) {
  Lab lab("from 1 to 9 corrupt 1\n");
  const std::string first = lab.send(5, 1, 2);
  const std::string second = lab.send(5, 1, 2);
  EXPECT_NE(first, second);
  Lab alone("at 5 corrupt store message 1 > 2 #2\n");
  EXPECT_EQ("0", alone.send(5, 1, 2));
  alone.send(5, 2, 1);
  EXPECT_EQ(second, alone.send(5, 1, 2));
  EXPECT_NE(first, Lab("from 1 to 9 corrupt 1\n", 2).send(5, 1, 2));
}

TEST(NetworkFaultsTest, corrupt_emptyMessagesCannotBe) {
  Lab lab("from 1 to 9 corrupt 1\n");
  const lab::NetworkFaults::Fate fate =
      lab.faults.decide(1, NetworkId::Store, {1, 0}, {2, 0}, nullptr, 0);
  EXPECT_FALSE(fate.corrupted);
  EXPECT_FALSE(fate.lost);
  EXPECT_FALSE(fate.duplicated);
  EXPECT_FALSE(fate.delayed);
}

TEST(NetworkFaultsTest, message_namedByTickNetworkLinkAndOrdinal) {
  Lab lab("at 5 drop store message 1 > 2 #2\n");
  EXPECT_EQ("0", lab.send(4, 1, 2));
  EXPECT_EQ("0", lab.send(5, 1, 2));
  EXPECT_EQ("0", lab.send(5, 1, 2, NetworkId::Membership));
  EXPECT_EQ("0", lab.send(5, 2, 1));
  EXPECT_EQ("0", lab.send(5, 1, 3));
  EXPECT_EQ("lost", lab.send(5, 1, 2));
  EXPECT_EQ("0", lab.send(5, 1, 2));
}

TEST(NetworkFaultsTest, message_severalDecisionsInPlaceOfChance) {
  Lab lab(
      "from 1 to 9 drop 0.999999\nfrom 1 to 9 slow 1 by 1\n"
      "at 5 delay store message 1 > 2 #1 by 2\nat 5 duplicate store message 1 > 2 #1 by 4\n"
      "at 5 duplicate store message 1 > 3 #1\n");
  EXPECT_EQ("3+5", lab.send(5, 1, 2));
  EXPECT_EQ("1+1", lab.send(5, 1, 3));
  EXPECT_EQ("lost", lab.send(5, 1, 2));
}

// ---- Streams.

std::string fatesOf(const std::string& schedule, uint64_t seed = 1) {
  Lab lab(schedule, seed);
  std::string fates;
  for (int i = 0; i < 500; ++i) fates += lab.send(i / 10, i % 5 + 1, i % 3 + 1) + " ";
  return fates;
}

TEST(NetworkFaultsTest, streams_equalSeedsEqualFates) {
  const std::string kSchedule =
      "from 1 to 40 drop 0.3\nfrom 1 to 40 delay 0.5 by 1..3\nfrom 1 to 40 duplicate 0.3\n"
      "from 1 to 40 reorder 0.3 by 3\nfrom 1 to 40 corrupt 0.2\n";
  EXPECT_EQ(fatesOf(kSchedule), fatesOf(kSchedule));
  EXPECT_NE(fatesOf(kSchedule), fatesOf(kSchedule, 2));
}

TEST(NetworkFaultsTest, streams_oneKindDoesNotShiftAnother) {
  const std::string kDelays = "from 1 to 40 delay 0.5 by 1..3\n";
  Lab alone(kDelays);
  Lab together(kDelays + "from 1 to 40 drop 0.3\nfrom 1 to 40 duplicate 0.3\n" +
               "from 20 to 30 partition 1 | 2\n");
  int unchanged = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string fate = together.send(i / 10, 1, i % 3 + 1);
    const std::string expected = alone.send(i / 10, 1, i % 3 + 1);
    if (fate == "lost" || fate == "cut") continue;
    EXPECT_EQ(expected, fate.substr(0, fate.find('+'))) << i;
    ++unchanged;
  }
  EXPECT_GT(unchanged, 200);
}

TEST(NetworkFaultsTest, streams_drawnOnlyForMessagesConcerned) {
  Lab one("from 1 to 40 drop 0.5 on 1 > 2\n");
  Lab two("from 1 to 40 drop 0.5 on 1 > 2\nfrom 1 to 40 drop 1 on 3 > 4\n");
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ("0", one.send(1, 3, 5));
    EXPECT_EQ("lost", two.send(1, 3, 4));
    EXPECT_EQ(one.send(1, 1, 2), two.send(1, 1, 2));
  }
}

// ---- Records.

TEST(NetworkFaultsTest, isDecidedByChance_whatDraws) {
  const auto isChance = [](const std::string& event) {
    return lab::isDecidedByChance(faultsOf("from 1 to 2 " + event).at(0));
  };
  EXPECT_TRUE(isChance("drop 0.5"));
  EXPECT_FALSE(isChance("drop 1"));
  EXPECT_FALSE(isChance("drop 0"));
  EXPECT_TRUE(isChance("delay 1 by 1..2"));
  EXPECT_FALSE(isChance("delay 1 by 2"));
  EXPECT_TRUE(isChance("reorder 1 by 2"));
  EXPECT_FALSE(isChance("reorder 1 by 1"));
  EXPECT_FALSE(isChance("slow 1 by 1"));
  EXPECT_FALSE(isChance("isolate 1"));
}

TEST(NetworkFaultsTest, decisions_onlyWhatChanceDidWhileRecording) {
  Lab lab(
      "from 1 to 9 drop 1 on 1 > 3\nfrom 1 to 9 drop 0.999999 on 1 > 2\nfrom 1 to 9 slow 1 by 1\n"
      "from 1 to 9 drop 0.000001 on 2 > 1\nat 2 drop store message 1 > 2 #1\n");
  lab.send(1, 1, 2);
  EXPECT_TRUE(lab.faults.decisions().empty()) << "not recording";
  lab.faults.record(true);
  lab.send(2, 1, 2);
  lab.send(2, 1, 2);
  lab.send(2, 1, 3);
  lab.send(2, 2, 1);
  ASSERT_EQ(1u, lab.faults.decisions().size());
  EXPECT_EQ("at 2 drop store message 1 > 2 #2", lab::faultText(lab.faults.decisions()[0]));
}

// The fates of the same random messages under `faults`.
std::vector<std::string> fatesUnder(lab::NetworkFaults* faults, uint64_t seed) {
  Random draws(seed, "messages");
  std::vector<std::string> fates;
  for (Tick tick = 0; tick < 60; ++tick) {
    for (uint64_t left = draws.below(12); left > 0; --left) {
      const auto from = static_cast<PeerId>(draws.between(1, 3));
      const auto to = static_cast<PeerId>(draws.between(1, 3));
      const auto network = draws.chance(0.5) ? NetworkId::Store : NetworkId::Membership;
      fates.push_back(send(tick, from, to, faults, network));
    }
  }
  return fates;
}

TEST(NetworkFaultsTest, decisions_repeatTheFatesWithoutChance) {
  size_t recorded = 0;
  for (uint64_t seed = 0; seed < 500; ++seed) {
    RandomSchedule draws(seed, 3);
    std::vector<lab::Fault> faults;
    for (int i = 0; i < 12; ++i) faults.push_back(draws.drawFault());
    lab::NetworkFaults original(seed, faults);
    original.record(true);
    const std::vector<std::string> fates = fatesUnder(&original, seed);
    std::erase_if(faults, lab::isDecidedByChance);
    // Through the text, as a reader of the recorded schedule gets it.
    for (const lab::Fault& decision : original.decisions()) {
      faults.push_back(faultsOf(faultText(decision)).at(0));
    }
    recorded += original.decisions().size();
    lab::NetworkFaults replay(seed, faults);
    ASSERT_EQ(fates, fatesUnder(&replay, seed)) << "seed " << seed;
  }
  EXPECT_GT(recorded, 1000u);
}

// ---- Faults of a file that had no effect.

std::vector<std::string> ineffective(const Lab& lab) {
  std::vector<std::string> texts;
  for (const lab::IneffectiveEvent& event : lab.faults.ineffectiveFaults()) {
    const std::string& text = event.sentence;
    texts.push_back(std::to_string(event.line) + text.substr(text.rfind(':')));
  }
  return texts;
}
using Texts = std::vector<std::string>;

TEST(NetworkFaultsTest, ineffective_nothingOfWhatStruck) {
  for (const char* text :
       {"from 1 to 2 drop 1", "from 1 to 2 delay 1 by 2", "from 1 to 2 duplicate 1",
        "from 1 to 2 reorder 1 by 2", "from 1 to 2 corrupt 1", "from 1 to 2 partition 1 | 2",
        "from 1 to 2 isolate 2", "from 1 to 2 slow 2 by 1", "at 1 drop store message 1 > 2 #1",
        "at 1 delay store message 1 > 2 #1 by 2", "at 1 duplicate store message 1 > 2 #1"}) {
    Lab lab(text);
    EXPECT_NE("0", lab.send(1, 1, 2));
    EXPECT_EQ(Texts(), ineffective(lab)) << text;
  }
}

TEST(NetworkFaultsTest, ineffective_nothingWasSentWhereTheyAre) {
  Lab lab(
      "from 1 to 3 drop 1 on 1 > 2\n"
      "from 1 to 3 partition 1 > 2\n"
      "from 1 to 3 slow 4 by 1\n"
      "at 2 drop store message 2 > 1 #2\n"
      "from 8 to 9 corrupt 1\n");
  lab.send(2, 2, 1);
  lab.send(3, 1, 2);
  EXPECT_EQ(
      (Texts{"1: no message was sent on its links in this time",
             "2: no message was sent between its groups in this time",
             "3: peer 4 sent and was sent nothing in this time",
             "5: no message was sent on its links in this time", "4: this message was never sent"}),
      ineffective(lab));
}

TEST(NetworkFaultsTest, ineffective_whatIsLostIsNotChanged) {
  Lab lab(
      "from 1 to 2 partition 1 | 2\n"
      "from 1 to 2 drop 1 on 1 > 2\n"
      "at 1 delay store message 1 > 2 #1 by 3\n"
      "from 3 to 4 drop 1\n"
      "from 3 to 4 delay 1 by 2\n");
  EXPECT_EQ("cut", lab.send(1, 1, 2));
  EXPECT_EQ("lost", lab.send(3, 1, 2));
  EXPECT_EQ((Texts{"2: another fault stopped each message", "5: another fault stopped each message",
                   "3: another fault stopped this message"}),
            ineffective(lab));
}

TEST(NetworkFaultsTest, ineffective_chanceAndHeal) {
  Lab lab(
      "from 1 to 2 drop 1e-9\n"
      "from 1 to 2 drop 0\n"
      "from 5 to 9 drop 1\n"
      "at 5 heal\n");
  lab.send(1, 1, 2);
  EXPECT_EQ((Texts{"1: chance spared each message, or another fault stopped it",
                   "3: it was healed as soon as it began", "2: its probability is 0"}),
            ineffective(lab));
}

TEST(NetworkFaultsTest, add_laterMessagesOfTheRun) {
  Lab lab("at 5 drop store message 1 > 2 #1");
  EXPECT_EQ("0", lab.send(2, 1, 2));
  EXPECT_TRUE(lab.faults.isCalm(4));
  lab.faults.add(faultsOf("at 4 delay store message 1 > 2 #2 by 3\nat 4 crash 3"));
  EXPECT_FALSE(lab.faults.isCalm(4));
  EXPECT_EQ("0", lab.send(4, 1, 2));
  EXPECT_EQ("3", lab.send(4, 1, 2));
  EXPECT_EQ("lost", lab.send(5, 1, 2));
  EXPECT_EQ("0", lab.send(5, 1, 2));
}

TEST(NetworkFaultsDeathTest, add_nothingOfThePast) {
  Lab lab("at 5 drop store message 1 > 2 #1");
  lab.send(5, 1, 2);
  EXPECT_DEATH(lab.faults.add(faultsOf("at 5 drop store message 1 > 2 #2")), "check failed");
  EXPECT_DEATH(lab.faults.add(faultsOf("from 7 to 9 drop 1")),
               "check failed: .*affectsManyMessages");
}

TEST(NetworkFaultsDeathTest, valuesAreUsable) {
  using lab::FaultKind;
  const std::vector<lab::Fault> unusable = {
      {.kind = FaultKind::Drop, .probability = 1.5},
      {.kind = FaultKind::Delay, .ticksMin = 3, .ticksMax = 2},
      {.kind = FaultKind::Reorder, .ticksMax = 0},
      {.kind = FaultKind::Partition, .groups = {{1, 2}}},
      {.kind = FaultKind::Message, .from = {1}},
  };
  for (const lab::Fault& fault : unusable) {
    EXPECT_DEATH(lab::NetworkFaults(1, {fault}), "check failed: .*isUsable");
  }
}

}  // namespace
}  // namespace sim
