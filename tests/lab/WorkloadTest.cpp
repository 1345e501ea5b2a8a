// Tests of lab/Workload.h.
#include "lab/Workload.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>

namespace sim {
namespace {

using Operations = std::vector<lab::ClientOperation>;

lab::WorkloadSettings longMix(const lab::WorkloadMix& mix) {
  lab::WorkloadSettings settings;
  settings.mix = mix;
  settings.operationsPerTick = 10;
  return settings;
}

Operations between(const Operations& all, Tick first, Tick last) {
  Operations selected;
  for (const lab::ClientOperation& each : all) {
    if (each.tick >= first && each.tick < last) selected.push_back(each);
  }
  return selected;
}

Operations mixOf(const lab::WorkloadSettings& settings, uint64_t seed = 1) {
  return between(lab::drawOperations(seed, settings), settings.mixAt, settings.mixEndsAt);
}

// By Operation, as shares of all.
std::array<double, 4> sharesOf(const Operations& operations) {
  std::array<double, 4> shares{};
  for (const lab::ClientOperation& each : operations) {
    shares[static_cast<size_t>(each.operation)] += 1.0 / static_cast<double>(operations.size());
  }
  return shares;
}

void expectShares(const std::array<double, 4>& expected, const Operations& operations) {
  const std::array<double, 4> shares = sharesOf(operations);
  for (size_t i = 0; i < shares.size(); ++i) EXPECT_NEAR(expected[i], shares[i], 0.02) << i;
}

// ---- All of it.

TEST(WorkloadTest, drawOperations_equalSeedsDrawEqually) {
  lab::WorkloadSettings settings;
  settings.mix = {.read = 1, .update = 1, .create = 1, .erase = 1, .keys = lab::KeyChoice::Uniform};
  EXPECT_EQ(lab::drawOperations(7, settings), lab::drawOperations(7, settings));
  EXPECT_NE(lab::drawOperations(7, settings), lab::drawOperations(8, settings));
}

TEST(WorkloadTest, drawOperations_sortedAndWithinTheirRanges) {
  lab::WorkloadSettings settings = longMix({.read = 1, .update = 1, .create = .2, .erase = .2});
  settings.clients = 7;
  const Operations operations = drawOperations(3, settings);
  Tick last = settings.loadAt;
  std::set<int32_t> clients;
  std::set<PeerId> coordinators;
  for (const lab::ClientOperation& each : operations) {
    EXPECT_LE(last, each.tick);
    last = each.tick;
    clients.insert(each.client);
    coordinators.insert(each.coordinator);
    EXPECT_EQ(std::string::npos, each.key.find(' '));
    EXPECT_FALSE(each.key.empty());
  }
  EXPECT_EQ((std::set<int32_t>{1, 2, 3, 4, 5, 6, 7}), clients);
  EXPECT_EQ((std::set<PeerId>{1, 2, 3, 4, 5}), coordinators);
}

TEST(WorkloadTest, drawOperations_everyValueIsUniqueAndOfItsSize) {
  lab::WorkloadSettings settings = longMix({.read = 0, .update = 1, .create = 1, .erase = 1});
  for (int bytes : {1, 8, 200}) {
    settings.valueBytes = bytes;
    std::set<std::string> values;
    for (const lab::ClientOperation& each : drawOperations(1, settings)) {
      const bool writes =
          each.operation == Operation::Create || each.operation == Operation::Update;
      ASSERT_EQ(writes, !each.value.empty());
      if (!writes) continue;
      EXPECT_TRUE(values.insert(each.value).second) << each.value;
      if (bytes == 1) continue;  // Its unique name takes more.
      EXPECT_EQ(static_cast<size_t>(bytes), each.value.size());
    }
    EXPECT_LT(1000u, values.size());
  }
}

TEST(WorkloadTest, drawOperations_aCounterHasOneWriterThatCounts) {
  lab::WorkloadSettings settings = longMix(lab::counterMix());
  std::map<std::string, std::set<int32_t>> writers;
  std::map<std::string, int> counts;
  for (const lab::ClientOperation& each : drawOperations(1, settings)) {
    if (each.operation == Operation::Create) {
      EXPECT_EQ("00000000", each.value);
      EXPECT_TRUE(counts.emplace(each.key, 0).second);
    } else if (each.operation == Operation::Update) {
      EXPECT_EQ(8u, each.value.size());
      EXPECT_EQ(++counts[each.key], std::stoi(each.value));
      writers[each.key].insert(each.client);
    }
  }
  ASSERT_EQ(10u, writers.size());
  for (const auto& [key, clients] : writers) EXPECT_EQ(1u, clients.size()) << key;
  expectShares({0, .5, .5, 0}, mixOf(settings));
}

TEST(WorkloadTest, drawOperations_clientsMostlyStayAtOnePeer) {
  std::map<int32_t, PeerId> last;
  int stays = 0;
  int moves = 0;
  for (const lab::ClientOperation& each : lab::drawOperations(1, longMix(lab::ycsbMix('A')))) {
    const auto before = last.find(each.client);
    if (before != last.end()) ++(before->second == each.coordinator ? stays : moves);
    last[each.client] = each.coordinator;
  }
  EXPECT_LT(4 * moves, stays);
  EXPECT_LT(100, moves);
}

TEST(WorkloadTest, drawOperations_onePeerOneClientOneKey) {
  lab::WorkloadSettings settings;
  settings.peers = settings.clients = settings.keys = 1;
  const Operations operations = drawOperations(1, settings);
  ASSERT_LT(100u, operations.size());
  for (const lab::ClientOperation& each : operations) {
    EXPECT_EQ(1, each.client);
    EXPECT_EQ(1, each.coordinator);
    EXPECT_EQ("k0000", each.key);
  }
}

// ---- The load.

TEST(WorkloadTest, drawOperations_loadCreatesEveryKey) {
  lab::WorkloadSettings settings;
  const Operations load = between(drawOperations(1, settings), 0, settings.mixAt);
  ASSERT_EQ(10u, load.size());
  std::set<std::string> keys;
  std::set<int32_t> clients;
  for (const lab::ClientOperation& each : load) {
    EXPECT_EQ(Operation::Create, each.operation);
    keys.insert(each.key);
    clients.insert(each.client);
  }
  EXPECT_EQ(10u, keys.size());
  EXPECT_EQ(4u, clients.size());
  EXPECT_EQ(settings.loadAt, load.front().tick);
}

TEST(WorkloadTest, drawOperations_loadIsNoFasterThanFourATick) {
  lab::WorkloadSettings settings;
  settings.keys = settings.clients = 100;
  const Operations all = drawOperations(1, settings);
  EXPECT_EQ(4u, between(all, 100, 101).size());
  EXPECT_EQ(100u, between(all, 100, 125).size());
}

// With more keys than the clients can create in time, the mix comes later; and with more than that,
// there are fewer keys.
TEST(WorkloadTest, drawOperations_loadTakesItsTime) {
  lab::WorkloadSettings settings;
  settings.keys = 100;
  const Operations all = drawOperations(1, settings);
  Tick lastCreate = 0;
  Tick firstOther = settings.mixEndsAt;
  for (const lab::ClientOperation& each : all) {
    if (each.operation == Operation::Create) {
      lastCreate = each.tick;
    } else {
      firstOther = std::min(firstOther, each.tick);
    }
  }
  EXPECT_LT(settings.mixAt, lastCreate);
  EXPECT_LT(lastCreate, firstOther);

  settings.keys = 10000000;
  const Operations cut = drawOperations(1, settings);
  EXPECT_EQ((350u * 4 + 2) / 3, between(cut, settings.loadAt, settings.mixEndsAt).size());
  EXPECT_EQ((350u * 4 + 2) / 3, between(cut, settings.probeAt, 10000).size());
}

TEST(WorkloadTest, drawOperations_noTimeAtAll) {
  lab::WorkloadSettings settings;
  settings.mixAt = 10;
  settings.mixEndsAt = 50;
  EXPECT_TRUE(lab::drawOperations(1, settings).empty());
}

// ---- The mix.

TEST(WorkloadTest, drawOperations_asManyCallsAsSettled) {
  for (double rate : {0.0, 0.01, 0.3, 0.6, 2.0}) {
    for (char letter : {'A', 'E', 'F'}) {
      lab::WorkloadSettings settings = longMix(lab::ycsbMix(letter));
      settings.operationsPerTick = rate;
      EXPECT_NEAR(300 * rate, static_cast<double>(mixOf(settings).size()), 10) << letter;
    }
  }
}

TEST(WorkloadTest, ycsbMix_shares) {
  expectShares({0, .5, .5, 0}, mixOf(longMix(lab::ycsbMix('A'))));
  expectShares({0, .95, .05, 0}, mixOf(longMix(lab::ycsbMix('B'))));
  expectShares({0, 1, 0, 0}, mixOf(longMix(lab::ycsbMix('C'))));
  expectShares({.05, .95, 0, 0}, mixOf(longMix(lab::ycsbMix('D'))));
  // Of the calls: a read-modify-write is two of them.
  expectShares({0, 2. / 3, 1. / 3, 0}, mixOf(longMix(lab::ycsbMix('F'))));
  EXPECT_EQ(lab::KeyChoice::Latest, lab::ycsbMix('D').keys);
  EXPECT_EQ(lab::KeyChoice::Zipfian, lab::ycsbMix('E').keys);
}

TEST(WorkloadTest, drawOperations_customShares) {
  const lab::WorkloadMix mix{
      .read = 5, .update = 3, .create = 1, .erase = 1, .keys = lab::KeyChoice::Uniform};
  expectShares({.1, .5, .3, .1}, mixOf(longMix(mix)));
}

TEST(WorkloadTest, drawOperations_readModifyWriteIsOfOneKeyAndSession) {
  const Operations mix = mixOf(longMix({.read = 0, .update = 0, .readModifyWrite = 1}));
  ASSERT_LT(1000u, mix.size());
  for (size_t i = 0; i + 1 < mix.size(); i += 2) {
    EXPECT_EQ(Operation::Read, mix[i].operation);
    EXPECT_EQ(Operation::Update, mix[i + 1].operation);
    EXPECT_EQ(mix[i].key, mix[i + 1].key);
    EXPECT_EQ(mix[i].client, mix[i + 1].client);
    EXPECT_EQ(mix[i].tick, mix[i + 1].tick);
  }
}

TEST(WorkloadTest, drawOperations_scansReadConsecutiveKeys) {
  lab::WorkloadSettings settings = longMix({.read = 0, .update = 0, .scan = 1});
  settings.keys = 30;
  settings.clients = 1000;  // So that each scan is a client's only one in its tick.
  std::map<std::pair<Tick, int32_t>, std::vector<std::string>> scans;
  for (const lab::ClientOperation& each : mixOf(settings)) {
    EXPECT_EQ(Operation::Read, each.operation);
    scans[{each.tick, each.client}].push_back(each.key);
  }
  std::set<size_t> lengths;
  for (const auto& [name, keys] : scans) {
    lengths.insert(keys.size());
    for (size_t i = 0; i + 1 < keys.size(); ++i) {
      EXPECT_EQ(std::stoi(keys[i].substr(1)) + 1, std::stoi(keys[i + 1].substr(1)));
    }
  }
  EXPECT_EQ(10u, lengths.size());
  EXPECT_EQ(10u, *lengths.rbegin());
}

// What is written or deleted is there, if all calls before succeed; a create of a key that is there
// is none of the workload's.
TEST(WorkloadTest, drawOperations_writesAndDeletesMakeSense) {
  lab::WorkloadSettings settings = longMix(
      {.read = .4, .update = .2, .create = .2, .erase = .2, .keys = lab::KeyChoice::Uniform});
  settings.keys = 3;
  std::set<std::string> there;
  std::set<std::string> deleted;
  for (const lab::ClientOperation& each : drawOperations(5, settings)) {
    switch (each.operation) {
      case Operation::Create:
        EXPECT_TRUE(there.insert(each.key).second);
        EXPECT_EQ(!deleted.empty(), deleted.count(each.key) > 0) << each.key;
        deleted.erase(each.key);
        break;
      case Operation::Update: EXPECT_EQ(1u, there.count(each.key)); break;
      case Operation::Delete:
        EXPECT_EQ(1u, there.erase(each.key));
        deleted.insert(each.key);
        break;
      case Operation::Read: EXPECT_EQ(1u, there.count(each.key) + deleted.count(each.key)); break;
    }
  }
}

TEST(WorkloadTest, drawOperations_deletesAlone) {
  const Operations mix = mixOf(longMix({.read = 0, .update = 0, .erase = 1}));
  // When all are deleted, one is created before the next can go.
  expectShares({.5, 0, 0, .5}, mix);
}

// ---- The probe.

TEST(WorkloadTest, drawOperations_probeReadsEveryKeyOnce) {
  lab::WorkloadSettings settings = longMix({.read = 1, .update = 0, .create = 1, .erase = .5});
  const Operations all = drawOperations(2, settings);
  std::set<std::string> created;
  for (const lab::ClientOperation& each : all) {
    if (each.operation == Operation::Create) created.insert(each.key);
  }
  EXPECT_LT(100u, created.size());
  std::set<std::string> probed;
  for (const lab::ClientOperation& each : between(all, settings.mixEndsAt, 100000)) {
    EXPECT_LE(settings.probeAt, each.tick);
    EXPECT_EQ(Operation::Read, each.operation);
    EXPECT_TRUE(probed.insert(each.key).second);
  }
  EXPECT_EQ(created, probed);
}

}  // namespace
}  // namespace sim
