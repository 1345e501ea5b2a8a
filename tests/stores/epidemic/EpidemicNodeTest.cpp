// Tests of stores/epidemic/EpidemicNode.h: real nodes on a real EmulNet.
#include "stores/epidemic/EpidemicNode.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <vector>

#include "Endpoints.h"
#include "lab/NetworkFaults.h"
#include "sim/EventStream.h"
#include "stores/epidemic/EpidemicHalf.h"
#include "tests/support/EventRecorder.h"

namespace epidemic {
namespace {

class EpidemicNodeTest : public ::testing::Test {
 protected:
  void make(int servers) {
    params_.MAX_NNB = params_.EN_GPSZ = servers;
    log_ = std::make_unique<Log>(&params_);
    net_ = std::make_unique<EmulNet>(&params_);
    events_.add(&recorder_);
    log_->connect(&events_);
    net_->connect(&events_, sim::NetworkId::Membership);
    for (int id = 1; id <= servers; ++id) {
      Address address;
      net_->ENinit(&address, 0);
      members_.push_back(std::make_unique<Member>());
      nodes_.push_back(std::make_unique<EpidemicNode>(members_.back().get(), &params_, net_.get(),
                                                      log_.get(), address));
    }
    runs_.assign(static_cast<size_t>(servers), false);
  }

  void form(int servers) {
    make(servers);
    for (int id = 1; id <= servers; ++id) start(id);
    run(20);
    for (int id = 1; id <= servers; ++id) ASSERT_EQ(liveIds(), listOf(id)) << id;
  }

  void TearDown() override {
    for (const auto& member : members_) {
      for (; !member->mp1q.empty(); member->mp1q.pop()) free(member->mp1q.front().elt);
    }
  }

  EpidemicNode& node(int id) { return *nodes_.at(static_cast<size_t>(id) - 1); }
  Member& member(int id) { return *members_.at(static_cast<size_t>(id) - 1); }
  Address address(int id) { return addressOf(sim::Endpoint{id, 0}); }

  void start(int id) {
    node(id).start();
    runs_[static_cast<size_t>(id) - 1] = true;
  }
  void pause(int id) { runs_[static_cast<size_t>(id) - 1] = false; }
  void resume(int id) { runs_[static_cast<size_t>(id) - 1] = true; }
  void crash(int id) {
    pause(id);
    Address crashed = address(id);
    net_->stopReceiving(crashed);
  }
  void restart(int id) {
    net_->startReceiving(address(id));
    start(id);
  }

  void loseMessages(double probability) {
    params_.MSG_DROP_PROB = probability;
    params_.dropmsg = probability > 0 ? 1 : 0;
  }

  void fault(lab::FaultKind kind, const std::vector<std::vector<int>>& groups, double probability) {
    lab::Fault fault;
    fault.kind = kind;
    fault.first = params_.globaltime;
    fault.last = std::numeric_limits<sim::Tick>::max();
    fault.groups = groups;
    fault.probability = probability;
    faults_ = std::make_unique<lab::NetworkFaults>(1, std::vector<lab::Fault>{fault});
    net_->setFaults(faults_.get());
  }
  void heal() { net_->setFaults(nullptr); }

  void tick() {
    ++params_.globaltime;
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (runs_[i]) nodes_[i]->recvLoop();
    }
    for (size_t i = 0; i < nodes_.size(); ++i) {
      if (runs_[i]) nodes_[i]->nodeLoop();
    }
  }
  void run(int ticks) {
    for (int i = 0; i < ticks; ++i) tick();
  }

  std::vector<int> listOf(int id) {
    std::vector<int> ids;
    for (const MemberListEntry& entry : member(id).memberList) ids.push_back(entry.id);
    return ids;
  }
  std::vector<int> liveIds() {
    std::vector<int> ids;
    for (size_t i = 0; i < runs_.size(); ++i) {
      if (runs_[i]) ids.push_back(static_cast<int>(i) + 1);
    }
    return ids;
  }
  void expectAllListTheLive() {
    for (int id : liveIds()) EXPECT_EQ(liveIds(), listOf(id)) << "server " << id;
  }
  int removals() {
    int count = 0;
    for (const sim::Event& event : recorder_.events()) {
      count += event.kind == sim::EventKind::MemberRemoved ? 1 : 0;
    }
    return count;
  }
  int timeout() { return node(1).plan().timeout; }

  Params params_;
  sim::EventStream events_;
  EventRecorder recorder_{/*wantsNetwork=*/false};
  std::unique_ptr<Log> log_;
  std::unique_ptr<EmulNet> net_;
  std::unique_ptr<lab::NetworkFaults> faults_;
  std::vector<std::unique_ptr<Member>> members_;
  std::vector<std::unique_ptr<EpidemicNode>> nodes_;
  std::vector<bool> runs_;
};

TEST_F(EpidemicNodeTest, start_formsAGroup) {
  form(10);
  for (int id = 1; id <= 10; ++id) {
    EXPECT_TRUE(member(id).inGroup);
    EXPECT_EQ(id, member(id).myPos->id);
  }
  EXPECT_EQ(0, removals());
}

TEST_F(EpidemicNodeTest, start_aloneIsAGroupOfOne) {
  form(1);
  EXPECT_TRUE(member(1).inGroup);
}

TEST_F(EpidemicNodeTest, start_joinsALiveGroup) {
  make(10);
  for (int id = 1; id <= 9; ++id) start(id);
  run(100);
  start(10);
  run(20);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, crash_isRemovedAfterTheTimeoutAndNotBefore) {
  form(10);
  crash(4);
  run(timeout() - 1);
  EXPECT_EQ(0, removals());
  run(15);
  expectAllListTheLive();
  EXPECT_EQ(9, removals());
}

TEST_F(EpidemicNodeTest, crash_lateStampsReinstallNobody) {
  form(10);
  crash(4);
  run(10 * timeout());
  expectAllListTheLive();
  EXPECT_EQ(9, removals());
}

TEST_F(EpidemicNodeTest, finish_isRemovedAtOnce) {
  form(10);
  node(4).finish();
  crash(4);
  run(2);
  expectAllListTheLive();
  EXPECT_EQ(9, removals());
  run(2 * timeout());
  EXPECT_EQ(9, removals());
}

TEST_F(EpidemicNodeTest, restart_comesBack) {
  form(10);
  crash(4);
  run(2 * timeout());
  restart(4);
  EXPECT_FALSE(member(4).inGroup);
  run(20);
  expectAllListTheLive();
  EXPECT_TRUE(member(4).inGroup);
}

TEST_F(EpidemicNodeTest, restart_ofServer1FindsItsGroup) {
  form(10);
  crash(1);
  run(5);
  restart(1);
  run(20);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, loss_noLiveServerIsRemoved) {
  form(20);
  loseMessages(0.3);
  run(3000);
  EXPECT_EQ(0, removals());
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, pause_theOthersDoNotLookDeadToTheServerThatWasAway) {
  form(10);
  pause(4);
  run(3 * timeout());
  EXPECT_EQ(9, removals());
  resume(4);
  run(30);
  expectAllListTheLive();
  EXPECT_EQ(9, removals()) << "the server that was away has removed nobody";
}

TEST_F(EpidemicNodeTest, pause_whoDiedMeanwhileIsRemovedOneTimeoutLater) {
  form(10);
  pause(4);
  run(10);
  crash(5);
  run(2 * timeout());
  resume(4);
  run(timeout() + 2);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, partition_partsFindEachOtherAgain) {
  form(10);
  fault(lab::FaultKind::Partition, {{1, 2, 3, 4}, {5, 6, 7, 8, 9, 10}}, 1);
  run(3 * timeout());
  EXPECT_EQ((std::vector<int>{1, 2, 3, 4}), listOf(2));
  EXPECT_EQ((std::vector<int>{5, 6, 7, 8, 9, 10}), listOf(9));
  heal();
  run(2 * timeout());
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, partition_theSurvivorThatAnnouncesIsHeard) {
  form(3);
  fault(lab::FaultKind::Partition, {{1, 2}, {3}}, 1);
  run(2 * timeout());
  EXPECT_EQ((std::vector<int>{3}), listOf(3));
  heal();
  run(20);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, corruption_isDroppedAndCounted) {
  form(10);
  fault(lab::FaultKind::Corrupt, {}, 0.3);
  run(500);
  EXPECT_EQ(0, removals());
  EXPECT_GT(node(1).damagedMessages(), 0);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, messages_thatMakeNoSenseAreDropped) {
  form(3);
  StampVector many(9, 10);
  for (int id = 1; id <= 9; ++id) many.merge(id, 0);
  const std::vector<std::string> wrong = {encode(Kind::Announce, 9, 1),
                                          encode(Kind::Announce, 2, params_.globaltime + 100),
                                          encodePush(many, 2, params_.globaltime, 1000).front()};
  for (std::string message : wrong) {
    Address from = address(2);
    Address to = address(1);
    net_->ENsend(&from, &to, message.data(), static_cast<int>(message.size()));
  }
  tick();
  EXPECT_EQ(3, node(1).damagedMessages());
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, vector_thatDoesNotFitGoesInParts) {
  params_.MAX_MSG_SIZE = static_cast<int>(sizeof(en_msg)) + 1 + 15 + 4 + 2 * 3;
  form(10);
  crash(10);
  run(timeout() + 15);
  expectAllListTheLive();
}

TEST_F(EpidemicNodeTest, list_carriesTheStamps) {
  form(3);
  EXPECT_EQ(params_.globaltime, member(2).myPos->heartbeat);
  for (const MemberListEntry& entry : member(2).memberList) {
    EXPECT_EQ(entry.heartbeat, entry.timestamp);
    EXPECT_GE(entry.heartbeat, params_.globaltime - timeout());
  }
}

TEST(EpidemicHalfTest, makeEpidemicMembership_isAPeersHalf) {
  Params params;
  sim::EventStream events;
  Log log(&params);
  log.connect(&events);
  EmulNet net(&params);
  net.connect(&events, sim::NetworkId::Membership);
  Address address;
  net.ENinit(&address, 0);
  // As in a run, it is never freed.
  static const MembershipHalf half = makeEpidemicMembership(&params, &net, &log, &address);
  char joinAddress[] = "1:0";
  half.node->start(joinAddress, 0);
  half.node->recvLoop();
  half.node->nodeLoop();
  EXPECT_EQ(half.member, half.node->member());
  EXPECT_TRUE(half.member->inGroup);
  const std::string message = encode(Kind::Announce, 1, 0);
  EXPECT_EQ("announces that the sender runs",
            half.describe(message.data(), static_cast<int>(message.size())));
  half.node->finish();
  EXPECT_FALSE(half.member->inited);
}

}  // namespace
}  // namespace epidemic
