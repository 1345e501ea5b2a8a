// Tests of testcases/chain-40.conf: 40 peers, 24 of them paused in batches of four.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "Laboratory.h"
#include "Simulation.h"
#include "check/RunCheck.h"
#include "check/base/Placement.h"
#include "host/OutputFile.h"
#include "tests/support/LoggedRun.h"

namespace chain {
namespace {

constexpr int kPeers = 40;
constexpr int kBatch = 4;
constexpr int kKeys = 400;

std::string keyName(int number) {
  const std::string digits = std::to_string(number);
  return "k" + std::string(4 - digits.size(), '0') + digits;
}

// The pauses of the schedule by their first ticks, and each peer's count of members tick by tick.
class Watcher : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override {
    while (now_ < event.tick) note();
    if (event.node == event.other) return;
    std::set<sim::PeerId>& list = lists_[event.node.id];
    if (event.kind == sim::EventKind::MemberAdded) list.insert(event.other.id);
    if (event.kind == sim::EventKind::MemberRemoved) list.erase(event.other.id);
  }

  // At the end of the tick, itself included.
  size_t membersAt(sim::Tick tick, sim::PeerId peer) const { return counts_.at(tick).at(peer); }

 private:
  void note() {
    std::map<sim::PeerId, size_t>& counts = counts_[now_++];
    for (const auto& [peer, list] : lists_) counts[peer] = list.size() + 1;
  }

  sim::Tick now_ = 0;
  std::map<sim::PeerId, std::set<sim::PeerId>> lists_;
  std::map<sim::Tick, std::map<sim::PeerId, size_t>> counts_;
};

class Chain40Test : public ::testing::Test {
 protected:
  Chain40Test() : schedule_(read()) {
    for (const lab::Fault& fault : schedule_.faults) {
      if (fault.kind == lab::FaultKind::Pause) batches_[fault.first].insert(fault.peer);
    }
  }

  static lab::Schedule read() {
    Params params = paramsOf("chain-40", 1);
    params.FAULTS = std::string(TEST_SOURCE_DIR) + "/" + params.FAULTS;
    std::vector<std::string> errors;
    lab::Schedule schedule = makeSchedule(params, &errors);
    EXPECT_TRUE(errors.empty()) << ::testing::PrintToString(errors);
    return schedule;
  }

  const lab::Schedule schedule_;
  std::map<sim::Tick, std::set<sim::PeerId>> batches_;
};

// So each key has a member left in each batch, and none may be lost.
TEST_F(Chain40Test, schedule_noBatchHasAllMembersOfAChain) {
  ASSERT_EQ(6u, batches_.size());
  std::vector<sim::PeerId> live;
  for (sim::PeerId peer = 1; peer <= kPeers; ++peer) live.push_back(peer);
  for (const auto& [tick, batch] : batches_) {
    EXPECT_EQ(size_t{kBatch}, batch.size());
    const check::Placement placement(live, check::kChainDesign);
    for (int key = 0; key < kKeys; ++key) {
      int left = 0;
      for (sim::PeerId peer : placement.replicasInOrder(keyName(key))) left += !batch.count(peer);
      EXPECT_LT(0, left) << keyName(key) << " at " << tick;
    }
    std::erase_if(live, [&](sim::PeerId peer) { return batch.count(peer) > 0; });
  }
  EXPECT_EQ(16u, live.size());
}

TEST_F(Chain40Test, simulate_survivorsCountRightAndNoKeyIsLost) {
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  std::ostringstream unseen;
  Watcher watcher;
  check::RunCheck check(check::Level::Linearizable);
  RunOutputs outputs = {&dbgLog, &statsLog, nullptr, &unseen};
  outputs.check = &check;
  outputs.watcher = &watcher;
  const RunResult result = simulate(paramsOf("chain-40", 1), schedule_, outputs);
  ASSERT_TRUE(result.finished) << result.failure;

  std::ostringstream verdict;
  check.verdict().print(verdict);
  EXPECT_EQ("OK\n", verdict.str());
  std::set<sim::PeerId> paused;
  for (const auto& [tick, batch] : batches_) {
    paused.insert(batch.begin(), batch.end());
    for (sim::PeerId peer = 1; peer <= kPeers; ++peer) {
      if (paused.count(peer) > 0) continue;
      EXPECT_EQ(kPeers - paused.size(), watcher.membersAt(tick + 150, peer)) << peer;
    }
  }
  for (sim::PeerId peer = 1; peer <= kPeers; ++peer) {
    EXPECT_EQ(size_t{kPeers}, watcher.membersAt(result.ticks - 50, peer)) << peer;
  }
}

}  // namespace
}  // namespace chain
