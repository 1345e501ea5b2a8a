// Tests of PeerGroup.h: the verbs, on real nodes.
#include "PeerGroup.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "host/StopPoint.h"
#include "tests/support/EventRecorder.h"

namespace {

using sim::Event;
using sim::EventKind;
using sim::PeerId;

// The store may be called from here on, and everybody knows everybody.
constexpr int kReady = 60;
// Nobody has been silent for longer than this without having been removed (groups up to 8 peers).
constexpr int kRemovedAfter = 60;
// A peer that is alone answers for its keys after that, be it new, or restarted without memory.
constexpr int kCaughtUpAfter = 80;

class PeerGroupTest : public ::testing::Test {
 protected:
  // A fresh one, also in place of another.
  void makeGroup(int peers) {
    recorder = EventRecorder();
    stream = sim::EventStream();
    params = Params();
    params.MAX_NNB = params.EN_GPSZ = peers;
    stream.add(&recorder);
    group = std::make_unique<PeerGroup>(&params, &stream, &printed);
  }

  // Ticks up to `last`, not included.
  void runUntil(int last) {
    for (; params.globaltime < last; ++params.globaltime) {
      group->runMembership();
      if (params.globaltime >= kReady - 10) group->runStores();
    }
  }

  std::vector<Event> select(const std::function<bool(const Event&)>& wanted) const {
    std::vector<Event> events;
    std::copy_if(recorder.events().begin(), recorder.events().end(), std::back_inserter(events),
                 wanted);
    return events;
  }

  size_t count(EventKind kind, PeerId peer) const {
    return select([&](const Event& event) { return event.kind == kind && event.node.id == peer; })
        .size();
  }

  // What the peer does by itself.
  size_t deedsOf(PeerId peer, int first, int last) const {
    return select([&](const Event& event) {
             return event.node.id == peer && event.tick >= first && event.tick < last &&
                    event.kind != EventKind::Dropped && event.kind != EventKind::Note;
           })
        .size();
  }

  bool hasNote(PeerId peer, const std::string& text) const {
    return !select([&](const Event& event) {
              return event.kind == EventKind::Note && event.node.id == peer && event.text == text;
            }).empty();
  }

  // Whom each peer has in its list, by the events. A peer that starts anew has an empty one.
  std::map<PeerId, std::set<PeerId>> views() const {
    std::map<PeerId, std::set<PeerId>> views;
    for (const Event& event : recorder.events()) {
      std::set<PeerId>& view = views[event.node.id];
      if (event.kind == EventKind::NodeRestarted) view.clear();
      if (event.kind == EventKind::MemberAdded) view.insert(event.other.id);
      if (event.kind == EventKind::MemberRemoved) view.erase(event.other.id);
    }
    return views;
  }

  void expectEveryViewIs(const std::set<PeerId>& members) const {
    const auto all = views();
    for (PeerId peer : members) EXPECT_EQ(members, all.at(peer)) << "of peer " << peer;
  }

  void call(PeerId coordinator, sim::Operation operation, const std::string& key,
            const std::string& value = "") {
    group->invoke({params.globaltime, 1, coordinator, operation, key, value});
  }

  // Of the last call that has ended.
  bool lastSucceeded() const {
    const auto ends =
        select([](const Event& event) { return event.kind == EventKind::OperationFinished; });
    EXPECT_FALSE(ends.empty());
    return !ends.empty() && ends.back().success;
  }

  Params params;
  EventRecorder recorder;
  sim::EventStream stream;
  std::ostringstream printed;
  std::unique_ptr<PeerGroup> group;
};

TEST_F(PeerGroupTest, runMembership_introducesAndGathersAll) {
  makeGroup(5);
  EXPECT_FALSE(group->isRunning(1));
  EXPECT_FALSE(group->areIntroduced());
  runUntil(kReady);
  EXPECT_TRUE(group->areIntroduced());
  EXPECT_EQ(5, group->countInGroup());
  for (PeerId peer = 1; peer <= 5; ++peer) {
    EXPECT_TRUE(group->isRunning(peer));
    EXPECT_TRUE(group->isInGroup(peer));
    EXPECT_EQ(1u, count(EventKind::NodeStarted, peer));
  }
  expectEveryViewIs({1, 2, 3, 4, 5});
}

TEST_F(PeerGroupTest, crash_othersRemoveThePeer) {
  makeGroup(5);
  runUntil(kReady);
  group->crash(3);
  EXPECT_FALSE(group->isRunning(3));
  EXPECT_TRUE(hasNote(3, "Node failed at time=60"));
  runUntil(kReady + kRemovedAfter);
  expectEveryViewIs({1, 2, 4, 5});
  EXPECT_EQ(1u, count(EventKind::NodeFailed, 3));
  EXPECT_EQ(0u, deedsOf(3, kReady + 1, kReady + kRemovedAfter));
}

// Before and after the others have noticed; the introducer and another peer.
TEST_F(PeerGroupTest, restart_thePeerIsBackInTheGroup) {
  for (bool withMemory : {false, true}) {
    for (int downTicks : {3, kRemovedAfter}) {
      for (PeerId peer : {1, 4}) {
        SCOPED_TRACE(testing::Message() << withMemory << " " << downTicks << " " << peer);
        makeGroup(5);
        runUntil(kReady);
        group->crash(peer);
        runUntil(kReady + downTicks);
        group->restart(peer, withMemory);
        EXPECT_FALSE(group->isRunning(peer)) << "from the next tick on";
        runUntil(kReady + downTicks + 60);
        EXPECT_TRUE(group->isRunning(peer));
        EXPECT_TRUE(group->isInGroup(peer));
        expectEveryViewIs({1, 2, 3, 4, 5});
        EXPECT_TRUE(hasNote(peer, "Node restarted at time=" + std::to_string(kReady + downTicks)));
        const auto restarts =
            select([](const Event& event) { return event.kind == EventKind::NodeRestarted; });
        ASSERT_EQ(1u, restarts.size());
        EXPECT_EQ(withMemory, restarts[0].success);
        EXPECT_EQ(1u, count(EventKind::NodeStarted, peer));
      }
    }
  }
}

TEST_F(PeerGroupTest, restart_keepsTheStoreOnlyWithMemory) {
  for (bool withMemory : {false, true}) {
    makeGroup(1);
    runUntil(kReady + kCaughtUpAfter);
    call(1, sim::Operation::Create, "key", "value");
    runUntil(200);
    EXPECT_TRUE(lastSucceeded());
    group->crash(1);
    runUntil(205);
    group->restart(1, withMemory);
    runUntil(205 + kCaughtUpAfter);
    call(1, sim::Operation::Read, "key");
    runUntil(205 + kCaughtUpAfter + 5);
    EXPECT_EQ(withMemory, lastSucceeded());
    // Too short for a time-out: the absence is an answer.
    EXPECT_EQ(2u, count(EventKind::OperationFinished, 1));
  }
}

TEST_F(PeerGroupTest, restart_losesWhatWasSentMeanwhile) {
  makeGroup(3);
  runUntil(kReady);
  const auto receivedBy = [this](PeerId peer) { return count(EventKind::Delivered, peer); };
  group->crash(2);
  const size_t before = receivedBy(2);
  runUntil(kReady + 5);
  group->restart(2, true);
  // Its first turn: only what was sent in this very tick can have come.
  runUntil(kReady + 6);
  EXPECT_EQ(before, receivedBy(2));
  runUntil(kReady + 8);
  EXPECT_LT(before, receivedBy(2));
}

TEST_F(PeerGroupTest, pause_aShortOneIsNotNoticed) {
  makeGroup(5);
  runUntil(kReady);
  group->pause(2);
  EXPECT_TRUE(group->isRunning(2));
  EXPECT_FALSE(group->isActing(2));
  const size_t before = count(EventKind::Delivered, 2);
  runUntil(kReady + 5);
  EXPECT_EQ(0u, deedsOf(2, kReady + 1, kReady + 5));
  group->resume(2);
  runUntil(kReady + 6);
  EXPECT_LT(before + 5, count(EventKind::Delivered, 2)) << "what was sent meanwhile has waited";
  runUntil(kReady + 60);
  EXPECT_EQ(
      0u, select([](const Event& event) { return event.kind == EventKind::MemberRemoved; }).size());
  EXPECT_EQ(1u, count(EventKind::NodePaused, 2));
  EXPECT_EQ(1u, count(EventKind::NodeResumed, 2));
  EXPECT_TRUE(hasNote(2, "Node paused at time=60"));
  EXPECT_TRUE(hasNote(2, "Node resumed at time=65"));
}

TEST_F(PeerGroupTest, pause_aLongOneIsHealed) {
  makeGroup(5);
  runUntil(kReady);
  group->pause(2);
  runUntil(kReady + kRemovedAfter);
  EXPECT_EQ(0u, views().at(1).count(2));
  group->resume(2);
  runUntil(kReady + kRemovedAfter + 100);
  expectEveryViewIs({1, 2, 3, 4, 5});
}

TEST_F(PeerGroupTest, crash_endsAPause) {
  makeGroup(3);
  runUntil(kReady);
  group->pause(2);
  group->crash(2);
  runUntil(kReady + 5);
  group->restart(2, false);
  runUntil(kReady + 60);
  EXPECT_TRUE(group->isActing(2));
  expectEveryViewIs({1, 2, 3});
}

TEST_F(PeerGroupTest, join_introducesAtItsTick) {
  makeGroup(4);
  group->leaveToJoin(3);
  runUntil(kReady);
  EXPECT_TRUE(group->areIntroduced()) << "nobody waits for who joins later";
  EXPECT_FALSE(group->isRunning(3));
  EXPECT_FALSE(group->isInGroup(3));
  EXPECT_EQ(0u, count(EventKind::NodeStarted, 3));
  expectEveryViewIs({1, 2, 4});

  group->join(3);
  runUntil(kReady + 40);
  EXPECT_EQ(1u, count(EventKind::NodeStarted, 3));
  EXPECT_TRUE(group->isRunning(3));
  expectEveryViewIs({1, 2, 3, 4});
}

// A key that was written before: the newcomer coordinates a read of it.
TEST_F(PeerGroupTest, join_theStoreServes) {
  makeGroup(4);
  group->leaveToJoin(4);
  runUntil(kReady);
  call(1, sim::Operation::Create, "key", "value");
  runUntil(kReady + 20);
  group->join(4);
  runUntil(kReady + 60);
  call(4, sim::Operation::Read, "key");
  runUntil(kReady + 90);
  EXPECT_TRUE(lastSucceeded());
}

TEST_F(PeerGroupTest, leave_othersRemoveThePeerAtOnce) {
  for (PeerId peer : {1, 2}) {
    makeGroup(4);
    runUntil(kReady);
    group->leave(peer);
    EXPECT_FALSE(group->isRunning(peer));
    runUntil(kReady + 3);
    std::set<PeerId> rest = {1, 2, 3, 4};
    rest.erase(peer);
    expectEveryViewIs(rest);
    EXPECT_EQ(1u, count(EventKind::NodeLeft, peer));
    EXPECT_EQ(0u, count(EventKind::NodeFailed, peer));
    EXPECT_TRUE(hasNote(peer, "Node left at time=60"));
    runUntil(kReady + 40);
    EXPECT_EQ(0u, deedsOf(peer, kReady + 1, kReady + 40));
    expectEveryViewIs(rest);
  }
}

// All calls go the same way, each with the name by which a stop is asked for.
TEST_F(PeerGroupTest, everyCall_isWhereADebuggerCanStop) {
  for (const char* name :
       {"nodeStart", "MP1Node::recvLoop", "nodeLoop", "updateRing", "MP2Node::recvLoop",
        "checkMessages", "clientRead", "findNodes", "finishUpThisNode"}) {
    SCOPED_TRACE(name);
    const bool isAtTheStart = string(name) == "nodeStart";
    makeGroup(3);
    if (!isAtTheStart) runUntil(kReady);
    host::stopBefore({isAtTheStart ? 0 : kReady, 1, name}, "");
    testing::internal::CaptureStderr();
    runUntil(params.globaltime + 1);
    --params.globaltime;
    call(1, sim::Operation::Read, "key");
    group->findReplicas(1, "key");
    group->windUp();
    const string said = testing::internal::GetCapturedStderr();
    EXPECT_NE(string::npos, said.find(name)) << said;
    EXPECT_FALSE(host::isStopPending());
  }
}

TEST_F(PeerGroupTest, STORE_offMakesNoStore) {
  makeGroup(3);
  params.STORE = false;
  group = std::make_unique<PeerGroup>(&params, &stream, &printed);
  runUntil(kReady - 10);
  EXPECT_EQ(3, group->countInGroup());
  const auto isOfTheStore = [](const Event& event) { return event.text == "APP MP2"; };
  EXPECT_EQ(3u, select(isOfTheStore).size()) << "those of makeGroup() alone";
}

TEST_F(PeerGroupTest, invoke_isAnEventWithItsClient) {
  makeGroup(1);
  runUntil(kReady);
  group->invoke({kReady, 7, 1, sim::Operation::Update, "key", "value"});
  const auto calls =
      select([](const Event& event) { return event.kind == EventKind::OperationInvoked; });
  ASSERT_EQ(1u, calls.size());
  EXPECT_EQ(7, calls[0].client);
  EXPECT_EQ(1, calls[0].node.id);
  EXPECT_EQ(sim::Operation::Update, calls[0].operation);
  EXPECT_EQ("key", calls[0].key);
  EXPECT_EQ("value", calls[0].value);
}

TEST_F(PeerGroupTest, findReplicas_threeOfThePeers) {
  makeGroup(6);
  runUntil(kReady);
  const std::vector<PeerId> replicas = group->findReplicas(2, "key");
  EXPECT_EQ(3u, std::set<PeerId>(replicas.begin(), replicas.end()).size());
  EXPECT_EQ(replicas, group->findReplicas(5, "key"));
}

// The networks are closed by then: nobody can say goodbye any more.
TEST_F(PeerGroupTest, windUp_whoeverIsThere) {
  makeGroup(5);
  group->leaveToJoin(5);
  runUntil(kReady);
  group->crash(1);
  group->leave(2);
  group->pause(3);
  const size_t sent = count(EventKind::Sent, 3) + count(EventKind::Sent, 4);
  group->windUp();
  EXPECT_EQ(sent, count(EventKind::Sent, 3) + count(EventKind::Sent, 4));
}

}  // namespace
