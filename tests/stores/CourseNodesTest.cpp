#include "stores/CourseNodes.h"

#include <gtest/gtest.h>

#include "Endpoints.h"
#include "sim/EventStream.h"
#include "sim/Tally.h"

namespace {

class CourseNodesTest : public ::testing::Test {
 protected:
  CourseNodesTest() : log(&params), membershipNet(&params), storeNet(&params) {
    events.add(&tally);
    log.connect(&events);
    membershipNet.connect(&events, sim::NetworkId::Membership);
    storeNet.connect(&events, sim::NetworkId::Store);
  }

  CourseNodes makePeer() {
    Address address;
    membershipNet.ENinit(&address, 0);
    return makeCourseNodes(address, &params, &membershipNet, &storeNet, &log);
  }

  void start(const CourseNodes& peer) {
    char joinAddress[] = "1:0";
    peer.membership->start(joinAddress, 8001);
  }

  void tick(const std::vector<CourseNodes>& peers) {
    ++params.globaltime;
    for (const CourseNodes& peer : peers) peer.membership->recvLoop();
    for (const CourseNodes& peer : peers) peer.membership->nodeLoop();
    for (const CourseNodes& peer : peers) {
      if (peer.membership->member()->inGroup) peer.store->updateRing();
      peer.store->recvLoop();
    }
    for (const CourseNodes& peer : peers) peer.store->checkMessages();
  }

  Params params;
  sim::EventStream events;
  sim::Tally tally;
  Log log;
  EmulNet membershipNet;
  EmulNet storeNet;
};

TEST_F(CourseNodesTest, makeCourseNodes_memberHasTheAddress) {
  const CourseNodes first = makePeer();
  const CourseNodes second = makePeer();
  start(first);
  start(second);
  EXPECT_EQ(1, endpointOf(first.membership->member()->addr).id);
  EXPECT_EQ(2, endpointOf(second.membership->member()->addr).id);
  EXPECT_NE(first.membership->member(), second.membership->member());
}

// The address that is passed in may be a local variable of the caller.
TEST_F(CourseNodesTest, makeCourseNodes_copiesTheAddress) {
  CourseNodes peer;
  {
    Address address("1:0");
    peer = makeCourseNodes(address, &params, &membershipNet, &storeNet, &log);
    address = Address("99:0");
  }
  start(peer);
  EXPECT_EQ(1, endpointOf(peer.membership->member()->addr).id);
}

TEST_F(CourseNodesTest, store_seesTheMembershipOfItsPeer) {
  const std::vector<CourseNodes> peers = {makePeer(), makePeer(), makePeer()};
  for (const CourseNodes& peer : peers) start(peer);
  EXPECT_TRUE(peers[1].store->findNodes("key").empty());
  for (int i = 0; i < 10; ++i) tick(peers);
  EXPECT_EQ(3u, peers[1].membership->member()->memberList.size());
  EXPECT_EQ(3u, peers[1].store->findNodes("key").size());
}

TEST_F(CourseNodesTest, clientCalls_reachTheStore) {
  const std::vector<CourseNodes> peers = {makePeer(), makePeer(), makePeer()};
  for (const CourseNodes& peer : peers) start(peer);
  for (int i = 0; i < 10; ++i) tick(peers);
  const auto finished = [&](sim::Operation operation) {
    for (int i = 0; i < 10; ++i) tick(peers);
    return tally.of(operation).succeeded;
  };
  peers[0].store->clientCreate("key", "value");
  EXPECT_EQ(1, finished(sim::Operation::Create));
  peers[1].store->clientRead("key");
  EXPECT_EQ(1, finished(sim::Operation::Read));
  peers[2].store->clientUpdate("key", "other");
  EXPECT_EQ(1, finished(sim::Operation::Update));
  peers[0].store->clientDelete("key");
  EXPECT_EQ(1, finished(sim::Operation::Delete));
}

TEST_F(CourseNodesTest, finish_leavesTheGroup) {
  const std::vector<CourseNodes> peers = {makePeer(), makePeer()};
  for (const CourseNodes& peer : peers) start(peer);
  for (int i = 0; i < 10; ++i) tick(peers);
  peers[1].membership->finish();
  tick({peers[0]});
  tick({peers[0]});
  EXPECT_EQ(1u, peers[0].membership->member()->memberList.size());
}

}  // namespace
