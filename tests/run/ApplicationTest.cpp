#include "Application.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "Endpoints.h"
#include "Node.h"
#include "sim/EventStream.h"
#include "tests/support/LoggedRun.h"

namespace {

// Keeps what a test asks for: the kinds, ticks and peers of all events.
class NetworkRecorder : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override { events.push_back(event); }
  bool wantsNetworkEvents() const override { return true; }

  // The texts are gone; kinds, ticks and endpoints stay valid.
  std::vector<sim::Event> events;
};

struct ObservedRun {
  explicit ObservedRun(Params settings) : params(settings) {
    stream.add(&recorder);
    stream.add(&tally);
    Application application(&params, &stream, &tally, &printed);
    result = application.run();
  }

  std::vector<int> ticksOf(const std::function<bool(const sim::Event&)>& wanted) const {
    std::vector<int> ticks;
    for (const sim::Event& event : recorder.events) {
      if (wanted(event)) ticks.push_back(event.tick);
    }
    return ticks;
  }

  Params params;
  NetworkRecorder recorder;
  sim::Tally tally;
  sim::EventStream stream;
  std::ostringstream printed;
  int result = FAILURE;
};

bool isLoss(const sim::Event& event) {
  return event.kind == sim::EventKind::Dropped && event.cause == sim::DropCause::Chance;
}

// ---- When the schedule starts.

TEST(ApplicationTest, startsAtTickZero_bySize) {
  const auto starts = [](int peers) {
    return Application::startsAtTickZero(
        paramsOf("create", 1, {"MAX_NNB=" + std::to_string(peers)}));
  };
  EXPECT_TRUE(starts(1));
  EXPECT_TRUE(starts(10));
  EXPECT_TRUE(starts(200));
  EXPECT_FALSE(starts(201));
  EXPECT_FALSE(starts(1000));
}

// The largest group on the course's timeline: the last peers come at tick 49, the store runs from
// tick 100 on. The last of them catch up in time if they hear of the newest first.
TEST(ApplicationTest, run_groupOf200OnTheCoursesTimeline) {
  const LoggedRun run(paramsOf("create", 1, {"MAX_NNB=200", "RECV_ORDER=newest"}));
  EXPECT_EQ(700, run.result.ticks);
  EXPECT_EQ(200u * 199, run.joinedPairs());
  for (const LogEntry& create : run.entriesFrom("CREATE OPERATION ")) EXPECT_EQ(100, create.tick);
  EXPECT_EQ(100, run.result.tally.of(sim::Operation::Create).succeeded);
  EXPECT_EQ(std::string::npos, run.printed().find("the schedule starts"));
}

// From 201 on, the same schedule counted from the moment that all have joined.
TEST(ApplicationTest, run_groupOf201FromTheMomentThatAllHaveJoined) {
  const LoggedRun run(paramsOf("delete", 1, {"MAX_NNB=201"}));
  EXPECT_EQ(201u * 200, run.joinedPairs());
  // A peer is in the group when it reports the first other one.
  std::map<std::string, int> inGroupSince;
  for (const LogEntry& entry : run.entriesFrom("Node ")) {
    if (!entry.has(" joined at ") || entry.after("Node ") == entry.address) continue;
    inGroupSince.insert({entry.address, entry.tick});
  }
  EXPECT_EQ(201u, inGroupSince.size());
  int start = 0;
  for (const auto& entry : inGroupSince) start = std::max(start, entry.second);
  EXPECT_LE(50, start);

  EXPECT_NE(std::string::npos,
            run.printed().find("201 of 201 peers have joined: the schedule starts at time " +
                               std::to_string(start) + "\n"));
  EXPECT_EQ(start + 700, run.result.ticks);
  const auto creates = run.entriesFrom("CREATE OPERATION ");
  const auto deletes = run.entriesFrom("DELETE OPERATION ");
  ASSERT_EQ(100u, creates.size());
  ASSERT_EQ(51u, deletes.size());
  for (const LogEntry& create : creates) ASSERT_EQ(start + 100, create.tick);
  for (const LogEntry& one : deletes) ASSERT_EQ(start + 150, one.tick);
  EXPECT_EQ(100, run.result.tally.of(sim::Operation::Create).succeeded);
  EXPECT_EQ(50, run.result.tally.of(sim::Operation::Delete).succeeded);
  EXPECT_EQ(0, run.result.tally.unansweredOperations());
}

// A large group that cannot gather: after 300 ticks the schedule starts all the same, and the run
// ends.
TEST(ApplicationTest, run_largeGroupThatNeverGathers) {
  const LoggedRun run(paramsOf(
      "create", 1,
      {"MAX_NNB=201", "DROP_MSG=1", "MSG_DROP_PROB=1", "DROP_START=0", "DROP_STOP=1000000"}));
  EXPECT_NE(std::string::npos,
            run.printed().find(" of 201 peers have joined: the schedule starts at time 350\n"));
  EXPECT_EQ(350 + 700, run.result.ticks);
  EXPECT_EQ(100, run.result.tally.of(sim::Operation::Create).invoked);
  EXPECT_EQ(0, run.result.tally.unansweredOperations());
}

// ---- Message loss.

TEST(ApplicationTest, run_losesMessagesInItsWindow) {
  const ObservedRun course(paramsOf("msgdropsinglefailure", 1));
  const std::vector<int> losses = course.ticksOf(isLoss);
  ASSERT_FALSE(losses.empty());
  EXPECT_EQ(50, losses.front());
  EXPECT_EQ(299, losses.back());

  const ObservedRun own(
      paramsOf("msgdropsinglefailure", 1, {"DROP_START=7", "DROP_STOP=9", "MSG_DROP_PROB=1"}));
  for (int tick : own.ticksOf(isLoss)) {
    EXPECT_LE(7, tick);
    EXPECT_GT(9, tick);
  }
  const auto sentMeanwhile = [](const sim::Event& event) {
    return event.kind == sim::EventKind::Sent && event.tick >= 7 && event.tick < 9;
  };
  EXPECT_TRUE(own.ticksOf(sentMeanwhile).empty());
  EXPECT_TRUE(
      ObservedRun(paramsOf("multifailure", 1, {"MSG_DROP_PROB=1"})).ticksOf(isLoss).empty());
}

// ---- Failures.

TEST(ApplicationTest, run_failedPeersNeitherSendNorReceive) {
  for (const char* conf : {"read", "multifailure"}) {
    const ObservedRun run(paramsOf(conf, 1));
    std::set<sim::Endpoint> failed;
    for (const sim::Event& event : run.recorder.events) {
      if (event.kind == sim::EventKind::NodeFailed) failed.insert(event.node);
      // A Dropped event tells that somebody sent to a peer that is down; the sender is named first.
      EXPECT_TRUE(event.kind == sim::EventKind::NodeFailed || event.kind == sim::EventKind::Note ||
                  failed.count(event.node) == 0)
          << "peer " << event.node.id << " at " << event.tick;
    }
    EXPECT_LE(4u, failed.size());
  }
}

// What is sent to a failed peer is gone at once, on both networks: it must not pile up.
TEST(ApplicationTest, run_messagesToFailedPeersAreDropped) {
  const ObservedRun run(paramsOf("read", 1));
  std::set<sim::Endpoint> failed;
  std::set<sim::NetworkId> networks;
  bool sent = false;  // To a failed peer, by the event before.
  for (const sim::Event& event : run.recorder.events) {
    const bool isDrop =
        event.kind == sim::EventKind::Dropped && event.cause == sim::DropCause::ReceiverDown;
    ASSERT_EQ(sent, isDrop) << "at " << event.tick;
    sent = event.kind == sim::EventKind::Sent && failed.count(event.other) > 0;
    if (event.kind == sim::EventKind::NodeFailed) failed.insert(event.node);
    if (isDrop) networks.insert(event.network);
  }
  EXPECT_EQ(2u, networks.size());
}

TEST(ApplicationTest, run_failuresInTinyGroups) {
  const auto failures = [](const char* conf, const char* size) {
    const LoggedRun run(paramsOf(conf, 1, {size}));
    EXPECT_TRUE(run.result.finished);
    EXPECT_EQ(700, run.result.ticks);
    return run.failedPeers().size();
  };
  EXPECT_EQ(1u, failures("singlefailure", "MAX_NNB=1"));
  EXPECT_EQ(0u, failures("multifailure", "MAX_NNB=1"));
  EXPECT_EQ(1u, failures("multifailure", "MAX_NNB=2"));
  EXPECT_EQ(1u, failures("multifailure", "MAX_NNB=3"));
  EXPECT_EQ(3u, failures("multifailure", "MAX_NNB=7"));
}

TEST(ApplicationTest, run_withoutTestOrFailure) {
  Params params;  // Ten peers, and nothing else.
  const LoggedRun run(params);
  EXPECT_TRUE(run.result.finished);
  EXPECT_TRUE(run.failedPeers().empty());
  EXPECT_EQ(90u, run.joinedPairs());
  EXPECT_EQ(0, run.result.tally.membersRemoved);
  for (const auto& counts : run.result.tally.operations) EXPECT_EQ(0, counts.invoked);
}

// ---- The clock and the dice of the submissions.

TEST(ApplicationTest, run_endsAt700) {
  const ObservedRun run(paramsOf("create", 1));
  EXPECT_EQ(SUCCESS, run.result);
  EXPECT_EQ(700, run.params.globaltime);
  EXPECT_EQ(10, run.params.allNodesJoined);
}

TEST(ApplicationTest, construction_seedsRand) {
  srand(1234);
  const int expected = rand();
  Params params = paramsOf("create", 1234);
  sim::Tally tally;
  sim::EventStream stream;
  std::ostringstream printed;
  const Application application(&params, &stream, &tally, &printed);
  EXPECT_EQ(expected, rand());
}

// In each tick, peers receive in ascending order and act in descending order: the introducer's
// answers leave last.
TEST(ApplicationTest, run_turnsWithinATick) {
  const ObservedRun run(paramsOf("singlefailure", 1));
  int tick = -1;
  int last = 0;
  bool sending = false;
  for (const sim::Event& event : run.recorder.events) {
    const bool isSent = event.kind == sim::EventKind::Sent;
    if (!isSent && event.kind != sim::EventKind::Delivered) continue;
    if (event.network != sim::NetworkId::Membership) continue;  // The store's turns come later.
    if (event.tick == 700) break;  // What is said when the run is over.
    if (event.tick != tick) {
      tick = event.tick;
      last = 0;
      sending = false;
    }
    if (isSent && !sending) {
      sending = true;
      last = 10;
    }
    ASSERT_EQ(isSent, sending) << "a message received after the first was sent, at " << tick;
    if (sending) {
      ASSERT_GE(last, event.node.id) << "at " << tick;
    } else {
      ASSERT_LE(last, event.node.id) << "at " << tick;
    }
    last = event.node.id;
  }
}

// ---- Whom the read test lets fail.

// The replicas of its key before the first failure, the primary first, are the servers of its
// creation by the places on the ring.
std::vector<std::string> replicasOnTheRing(const LoggedRun& run, const std::string& key) {
  std::vector<Node> ring;
  for (sim::PeerId peer = 1; peer <= run.result.peers; ++peer)
    ring.emplace_back(addressOf({peer, 0}));
  std::sort(ring.begin(), ring.end());
  Node place;
  place.setHashCode(RingHash()(key) % RING_SIZE);
  const auto first = std::lower_bound(ring.begin(), ring.end(), place) - ring.begin();
  std::vector<std::string> names;
  for (size_t i = 0; i < 3; ++i) {
    const sim::PeerId id =
        endpointOf(ring[(static_cast<size_t>(first) + i) % ring.size()].nodeAddress).id;
    names.push_back(peerName(static_cast<size_t>(id) - 1));
  }
  return names;
}

TEST(ApplicationTest, run_failsTheLastReplicasOrTheFirst) {
  for (const bool isFirst : {false, true}) {
    const LoggedRun run(
        paramsOf("read", 3, {std::string("FAIL_REPLICAS=") + (isFirst ? "first" : "last")}));
    const std::string key = run.entriesFrom("READ OPERATION").front().after("KEY: ");
    const std::vector<std::string> replicas = replicasOnTheRing(run, key);
    const std::vector<std::string> failed = run.failedPeers();
    ASSERT_EQ(4u, failed.size());
    EXPECT_EQ(replicas[isFirst ? 0 : 2], failed[0]);
    // By then the ring has closed, and what came behind the replicas is the tertiary.
    if (isFirst) {
      EXPECT_EQ(replicas[1], failed[1]);
      EXPECT_EQ(replicas[2], failed[2]);
    } else {
      EXPECT_EQ(replicas[1], failed[2]);
    }
  }
}

}  // namespace
