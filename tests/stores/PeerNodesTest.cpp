#include "stores/PeerNodes.h"

#include <gtest/gtest.h>

#include "Endpoints.h"
#include "sim/EventStream.h"
#include "sim/Tally.h"

namespace {

class PeerNodesTest : public ::testing::Test {
 protected:
  PeerNodesTest() : log(&params), membershipNet(&params), storeNet(&params) {
    events.add(&tally);
    log.connect(&events);
    membershipNet.connect(&events, sim::NetworkId::Membership);
    storeNet.connect(&events, sim::NetworkId::Store);
  }

  PeerNodes makePeer() {
    Address address;
    membershipNet.ENinit(&address, 0);
    return makePeerNodes(designOf(params), address, &params, &membershipNet, &storeNet, &log);
  }

  void start(const PeerNodes& peer) {
    char joinAddress[] = "1:0";
    peer.membership->start(joinAddress, 8001);
  }

  void tick(const std::vector<PeerNodes>& peers) {
    ++params.globaltime;
    for (const PeerNodes& peer : peers) peer.membership->recvLoop();
    for (const PeerNodes& peer : peers) peer.membership->nodeLoop();
    for (const PeerNodes& peer : peers) {
      if (peer.membership->member()->inGroup) peer.store->updateRing();
      peer.store->recvLoop();
    }
    for (const PeerNodes& peer : peers) peer.store->checkMessages();
  }

  Params params;
  sim::EventStream events;
  sim::Tally tally;
  Log log;
  EmulNet membershipNet;
  EmulNet storeNet;
};

TEST_F(PeerNodesTest, makePeerNodes_memberHasTheAddress) {
  const PeerNodes first = makePeer();
  const PeerNodes second = makePeer();
  start(first);
  start(second);
  EXPECT_EQ(1, endpointOf(first.membership->member()->addr).id);
  EXPECT_EQ(2, endpointOf(second.membership->member()->addr).id);
  EXPECT_NE(first.membership->member(), second.membership->member());
}

// The address that is passed in may be a local variable of the caller.
TEST_F(PeerNodesTest, makePeerNodes_copiesTheAddress) {
  PeerNodes peer;
  {
    Address address("1:0");
    peer = makePeerNodes(designOf(params), address, &params, &membershipNet, &storeNet, &log);
    address = Address("99:0");
  }
  start(peer);
  EXPECT_EQ(1, endpointOf(peer.membership->member()->addr).id);
}

TEST_F(PeerNodesTest, store_seesTheMembershipOfItsPeer) {
  const std::vector<PeerNodes> peers = {makePeer(), makePeer(), makePeer()};
  for (const PeerNodes& peer : peers) start(peer);
  EXPECT_TRUE(peers[1].store->findNodes("key").empty());
  for (int i = 0; i < 10; ++i) tick(peers);
  EXPECT_EQ(3u, peers[1].membership->member()->memberList.size());
  EXPECT_EQ(3u, peers[1].store->findNodes("key").size());
}

TEST_F(PeerNodesTest, clientCalls_reachTheStore) {
  const std::vector<PeerNodes> peers = {makePeer(), makePeer(), makePeer()};
  for (const PeerNodes& peer : peers) start(peer);
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

TEST_F(PeerNodesTest, finish_leavesTheGroup) {
  const std::vector<PeerNodes> peers = {makePeer(), makePeer()};
  for (const PeerNodes& peer : peers) start(peer);
  for (int i = 0; i < 10; ++i) tick(peers);
  peers[1].membership->finish();
  tick({peers[0]});
  tick({peers[0]});
  EXPECT_EQ(1u, peers[0].membership->member()->memberList.size());
}

}  // namespace
