// Tests of lab/ScenarioPlayer.h.
#include "lab/ScenarioPlayer.h"

#include <gtest/gtest.h>

#include <set>

#include "lab/ScheduleText.h"
#include "tests/support/EventRecorder.h"

namespace sim {
namespace {

using Strings = std::vector<std::string>;

// A group that does what it is told, and tells it as the real one does. What is done to it is noted
// as "tick verb peer".
class FakePeers : public lab::Actions {
 public:
  explicit FakePeers(int peers) {
    for (PeerId peer = 1; peer <= peers; ++peer) running.insert(peer);
    inGroup = running;
  }

  bool isRunning(PeerId peer) const override { return running.count(peer) > 0; }
  bool isInGroup(PeerId peer) const override { return inGroup.count(peer) > 0; }
  void crash(PeerId peer) override {
    running.erase(peer);
    note("crash", peer);
    emit(EventKind::NodeFailed, peer);
  }
  void restart(PeerId peer, bool withMemory) override {
    running.insert(peer);
    note(withMemory ? "restart-with-memory" : "restart", peer);
    emit(EventKind::NodeRestarted, peer, withMemory);
  }
  bool hasDisks() const override { return keepsDisks; }
  void setDiskFull(PeerId peer, bool isFull) override {
    note(isFull ? "full-disk" : "room-on-disk", peer);
  }
  void corruptDisk(PeerId peer) override { note("corrupt-disk", peer); }
  void pause(PeerId peer) override { note("pause", peer); }
  void resume(PeerId peer) override { note("resume", peer); }
  void join(PeerId peer) override {
    running.insert(peer);
    note("join", peer);
  }
  void leave(PeerId peer) override {
    running.erase(peer);
    note("leave", peer);
    emit(EventKind::NodeLeft, peer);
  }
  void invoke(const lab::ClientOperation& operation) override {
    made.push_back(operation);
    Event event = eventOf(EventKind::OperationInvoked, operation);
    event.client = operation.client;
    stream.emit(event);
  }

  // The coordinator's line of a call that was made, by its number from 0.
  void answer(size_t call) { stream.emit(eventOf(EventKind::OperationFinished, made[call])); }

  Event eventOf(EventKind kind, const lab::ClientOperation& operation) const {
    Event event;
    event.kind = kind;
    event.tick = tick;
    event.node = {operation.coordinator, 0};
    event.operation = operation.operation;
    event.key = operation.key;
    return event;
  }

  void emit(EventKind kind, PeerId peer, bool success = false) {
    Event event;
    event.kind = kind;
    event.tick = tick;
    event.node = {peer, 0};
    event.success = success;
    stream.emit(event);
  }

  void note(const std::string& verb, PeerId peer) {
    deeds.push_back(std::to_string(tick) + " " + verb + " " + std::to_string(peer));
  }

  Tick tick = 0;
  bool keepsDisks = true;
  std::set<PeerId> running;
  std::set<PeerId> inGroup;
  Strings deeds;
  std::vector<lab::ClientOperation> made;
  EventStream stream;
};

struct Play {
  explicit Play(const lab::Schedule& schedule)
      : peers(schedule.peers), player(schedule, &peers, &peers.stream) {
    peers.stream.add(&player);
    peers.stream.add(&recorder);
  }

  void faultsAt(Tick tick) {
    peers.tick = tick;
    player.playFaults(tick);
  }
  void faultsUntil(Tick last) {
    while (peers.tick < last) faultsAt(peers.tick + 1);
  }
  void callsAt(Tick tick) {
    peers.tick = tick;
    player.playOperations(tick);
  }

  // "tick began TEXT", "tick ended TEXT"
  Strings announced() const {
    Strings texts;
    for (const Event& event : recorder.events()) {
      if (event.kind != EventKind::FaultBegan && event.kind != EventKind::FaultEnded) continue;
      texts.push_back(std::to_string(event.tick) +
                      (event.kind == EventKind::FaultBegan ? " began " : " ended ") +
                      std::string(event.text));
    }
    return texts;
  }

  FakePeers peers;
  EventRecorder recorder;
  lab::ScenarioPlayer player;
};

lab::Schedule scheduleOf(const std::string& text) {
  Strings errors;
  lab::Schedule schedule = lab::readScheduleText("peers 3\n" + text, "test", 3, &errors);
  EXPECT_EQ(Strings(), errors);
  return schedule;
}

Strings deedsOf(const std::string& text) {
  Play play(scheduleOf(text));
  play.faultsUntil(100);
  return play.peers.deeds;
}

// What the events that it announces say beside their text: "peers that are cut", for each.
Strings cutPeersOf(const std::string& text) {
  Play play(scheduleOf(text));
  play.faultsUntil(100);
  Strings cuts;
  for (const Event& event : play.recorder.events()) {
    if (event.fault != FaultKind::Partition) continue;
    cuts.emplace_back();
    for (const PeerId peer : event.cutPeers) cuts.back() += std::to_string(peer) + " ";
  }
  return cuts;
}

// The coordinators of the calls that were made.
std::vector<PeerId> coordinators(const Play& play) {
  std::vector<PeerId> peers;
  for (const lab::ClientOperation& call : play.peers.made) peers.push_back(call.coordinator);
  return peers;
}

// ---- Faults.

TEST(ScenarioPlayerTest, playFaults_theVerbs) {
  EXPECT_EQ((Strings{"10 crash 2", "20 restart 2", "30 crash 2", "40 restart-with-memory 2",
                     "50 pause 3", "58 resume 3", "60 leave 1"}),
            deedsOf("at 10 crash 2\nat 20 restart 2\nat 30 crash 2\n"
                    "at 40 restart 2 with memory\nfrom 50 to 58 pause 3\nat 60 leave 1\n"));
}

TEST(ScenarioPlayerTest, playFaults_announcesWhomAPartitionCuts) {
  EXPECT_EQ((Strings{"1 2 ", "1 2 "}), cutPeersOf("from 5 to 9 partition 2 | 1\n"));
  EXPECT_EQ((Strings{"1 3 ", "1 3 "}), cutPeersOf("from 5 to 9 partition 3,2 | 1,2\n"))
      << "2 is a bridge";
  EXPECT_EQ((Strings{"1 3 ", "1 3 "}), cutPeersOf("from 5 to 9 partition 1 > 3\n"));
  EXPECT_EQ((Strings{}), cutPeersOf("from 5 to 9 drop 1 on 1 > 3\n"));
}

TEST(ScenarioPlayerTest, playFaults_whatMakesNoSenseIsPassedOver) {
  Play play(
      scheduleOf("at 5 restart 1\nat 10 crash 2\nat 11 crash 2\nat 12 leave 2\n"
                 "from 13 to 20 pause 2\nat 14 leave 3\nat 15 restart 3\nat 16 crash 3\n"));
  play.faultsUntil(30);
  EXPECT_EQ((Strings{"10 crash 2", "14 leave 3"}), play.peers.deeds);
  EXPECT_EQ((Strings{"10 began at 10 crash 2", "14 began at 14 leave 3"}), play.announced());
}

TEST(ScenarioPlayerTest, playFaults_restartOfAPeerThatFailedOtherwise) {
  Play play(scheduleOf("at 10 restart 2\n"));
  play.peers.crash(2);  // By the course's schedule.
  play.faultsUntil(10);
  EXPECT_EQ("10 restart 2", play.peers.deeds.back());
}

TEST(ScenarioPlayerTest, playFaults_joins) {
  Play play(scheduleOf("at 10 join 3\nat 12 join 1\nat 20 join 3\n"));
  EXPECT_EQ((std::vector<PeerId>{1, 3}), play.player.joiners());
  play.faultsUntil(30);
  EXPECT_EQ((Strings{"10 join 3", "12 join 1"}), play.peers.deeds);
}

TEST(ScenarioPlayerTest, playFaults_overlappingPausesAreOne) {
  EXPECT_EQ((Strings{"10 pause 1", "12 pause 2", "20 resume 2", "30 resume 1"}),
            deedsOf("from 10 to 30 pause 1\nfrom 12 to 20 pause 2\nfrom 15 to 18 pause 1\n"));
  EXPECT_EQ((Strings{"10 pause 1", "30 resume 1"}),
            deedsOf("from 10 to 20 pause 1\nfrom 15 to 30 pause 1\n"));
  EXPECT_EQ((Strings{"10 pause 1", "20 resume 1", "20 pause 1", "30 resume 1"}),
            deedsOf("from 10 to 20 pause 1\nfrom 20 to 30 pause 1\n"));
}

TEST(ScenarioPlayerTest, playFaults_disksOfPeersThatRunOrNot) {
  EXPECT_EQ((Strings{"10 full-disk 2", "12 full-disk 2", "15 crash 3", "16 corrupt-disk 3",
                     "30 room-on-disk 2"}),
            deedsOf("from 10 to 20 full disk 2\nfrom 12 to 30 full disk 2\nat 15 crash 3\n"
                    "at 16 corrupt disk 3\n"));
}

TEST(ScenarioPlayerTest, playFaults_crashEndsAPause) {
  EXPECT_EQ((Strings{"10 pause 1", "12 crash 1", "15 restart 1"}),
            deedsOf("from 10 to 30 pause 1\nat 12 crash 1\nat 15 restart 1\n"));
}

TEST(ScenarioPlayerTest, playFaults_healEndsAllThatLasts) {
  Play play(
      scheduleOf("from 10 to 90 pause 1\nfrom 20 to 80 drop 0.5\nat 40 heal\n"
                 "from 50 to 60 pause 2\n"));
  play.faultsUntil(100);
  EXPECT_EQ((Strings{"10 pause 1", "40 resume 1", "50 pause 2", "60 resume 2"}), play.peers.deeds);
  EXPECT_EQ((Strings{"10 began from 10 to 90 pause 1", "20 began from 20 to 80 drop 0.5",
                     "40 began at 40 heal", "40 ended from 10 to 90 pause 1",
                     "40 ended from 20 to 80 drop 0.5", "50 began from 50 to 60 pause 2",
                     "60 ended from 50 to 60 pause 2"}),
            play.announced());
}

TEST(ScenarioPlayerTest, playFaults_messageFaultsAreAnnouncedAlone) {
  Play play(
      scheduleOf("from 5 to 9 slow 1 by 2\nfrom 6 to 8 partition 1,2 | 3\n"
                 "at 7 drop store message 1 > 2 #1\n"));
  play.faultsUntil(20);
  EXPECT_EQ(Strings(), play.peers.deeds);
  EXPECT_EQ(5u, play.announced().size());
  EXPECT_EQ("8 ended from 6 to 8 partition 1,2 | 3", play.announced()[3]);
}

// ---- Who serves a call.

TEST(ScenarioPlayerTest, playOperations_onItsCoordinatorAtItsTick) {
  Play play(
      scheduleOf("at 5 client 1 on 2 create k v\nat 7 client 2 on 3 read k\n"
                 "at 7 client 3 on 1 delete k\n"));
  play.callsAt(4);
  EXPECT_TRUE(play.peers.made.empty());
  play.callsAt(5);
  ASSERT_EQ(1u, play.peers.made.size());
  EXPECT_EQ("v", play.peers.made[0].value);
  play.callsAt(6);
  EXPECT_EQ(1u, play.peers.made.size());
  play.callsAt(7);
  EXPECT_EQ((std::vector<PeerId>{2, 3, 1}), coordinators(play));
  EXPECT_EQ(0, play.player.calls().notMade);
}

TEST(ScenarioPlayerTest, playOperations_theNextPeerThatCan) {
  Play play(scheduleOf("from 1 to 9 pause 1\nat 5 client 1 on 3 read a\n"));
  play.faultsAt(1);
  play.peers.running.erase(3);
  play.callsAt(5);
  EXPECT_EQ((std::vector<PeerId>{2}), coordinators(play));
}

TEST(ScenarioPlayerTest, playOperations_aPausedPeerServesAgainWhenResumed) {
  Play play(scheduleOf("from 1 to 4 pause 1\nat 4 client 1 on 1 read a\n"));
  play.faultsAt(1);
  play.faultsAt(4);
  play.callsAt(4);
  EXPECT_EQ((std::vector<PeerId>{1}), coordinators(play));
}

TEST(ScenarioPlayerTest, playOperations_onePeerInTheGroupServesAll) {
  Play play(scheduleOf("at 5 client 1 on 3 read a\nat 5 client 2 on 2 read b\n"));
  play.peers.inGroup = {1};
  play.callsAt(5);
  EXPECT_EQ((std::vector<PeerId>{1, 1}), coordinators(play));
}

TEST(ScenarioPlayerTest, playOperations_nobodyServes) {
  Play play(scheduleOf("at 5 client 1 on 3 read a\nat 9 client 1 on 3 read b\n"));
  play.peers.inGroup.clear();
  play.callsAt(5);
  EXPECT_EQ(1, play.player.calls().notMade);
  play.peers.inGroup.insert(2);
  play.callsAt(9);
  EXPECT_EQ((std::vector<PeerId>{2}), coordinators(play));
  EXPECT_EQ("b", play.peers.made[0].key);
}

// A coordinator's line names no client: two calls of one name could not be told apart.
TEST(ScenarioPlayerTest, playOperations_noTwoOpenCallsOfOneName) {
  Play play(
      scheduleOf("at 5 client 1 on 3 read a\nat 5 client 2 on 3 read a\nat 5 client 3 on 3 read a\n"
                 "at 5 client 4 on 3 read a\nat 5 client 5 on 3 read b\n"
                 "at 5 client 6 on 3 delete a\n"));
  play.callsAt(5);
  EXPECT_EQ((std::vector<PeerId>{3, 1, 2, 3, 3}), coordinators(play));
  play.callsAt(6);
  EXPECT_EQ(5u, play.peers.made.size()) << "client 4 waits";
  play.peers.answer(1);
  play.callsAt(7);
  ASSERT_EQ(6u, play.peers.made.size());
  EXPECT_EQ(4, play.peers.made[5].client);
  EXPECT_EQ(1, play.peers.made[5].coordinator);
}

TEST(ScenarioPlayerTest, playOperations_callsOfNobodysSessionCountAsOpen) {
  Play play(scheduleOf("at 5 client 1 on 2 read a\n"));
  lab::ClientOperation course;
  course.client = 0;
  course.coordinator = 2;
  course.key = "a";
  play.peers.invoke(course);
  play.callsAt(5);
  EXPECT_EQ((std::vector<PeerId>{2, 3}), coordinators(play));
}

// ---- Sessions.

const char kThreeCalls[] =
    "at 5 client 1 on 1 read a\nat 6 client 1 on 1 read b\nat 6 client 1 on 1 read c\n"
    "at 6 client 2 on 1 read d\n";

TEST(ScenarioPlayerTest, playOperations_oneCallAtATimeInOrder) {
  Play play(scheduleOf(kThreeCalls));
  play.callsAt(5);
  play.callsAt(6);
  ASSERT_EQ(2u, play.peers.made.size());
  EXPECT_EQ("d", play.peers.made[1].key) << "another client does not wait";
  play.peers.answer(0);
  EXPECT_EQ(2u, play.peers.made.size()) << "not before its turn";
  play.callsAt(7);
  ASSERT_EQ(3u, play.peers.made.size());
  EXPECT_EQ("b", play.peers.made[2].key);
  play.callsAt(8);
  EXPECT_EQ(3u, play.peers.made.size());
  play.peers.answer(2);
  play.callsAt(9);
  EXPECT_EQ("c", play.peers.made.back().key);
}

TEST(ScenarioPlayerTest, playOperations_answersOfOthersFreeNobody) {
  Play play(scheduleOf(kThreeCalls));
  play.callsAt(5);
  lab::ClientOperation other = play.peers.made[0];
  other.coordinator = 2;
  play.peers.stream.emit(play.peers.eventOf(EventKind::OperationFinished, other));
  other = play.peers.made[0];
  other.operation = Operation::Delete;
  play.peers.stream.emit(play.peers.eventOf(EventKind::OperationFinished, other));
  play.callsAt(7);
  EXPECT_EQ(2u, play.peers.made.size());
}

TEST(ScenarioPlayerTest, playOperations_crashOfTheCoordinatorFreesItsClients) {
  for (const char* end : {"at 6 crash 1\n", "at 6 leave 1\n"}) {
    Play play(scheduleOf(kThreeCalls + std::string(end)));
    play.callsAt(5);
    play.faultsAt(6);
    play.callsAt(6);
    ASSERT_EQ(3u, play.peers.made.size());
    EXPECT_EQ("b", play.peers.made[1].key);
    EXPECT_EQ(2, play.peers.made[1].coordinator);
  }
}

TEST(ScenarioPlayerTest, playOperations_aClientGivesUp) {
  Play play(scheduleOf("at 5 client 1 on 1 read a\nat 40 client 1 on 1 read b\n"));
  play.callsAt(5);
  play.callsAt(40);
  play.callsAt(5 + lab::ScenarioPlayer::kPatienceTicks);
  EXPECT_EQ(1u, play.peers.made.size());
  play.callsAt(5 + lab::ScenarioPlayer::kPatienceTicks + 1);
  EXPECT_EQ(2u, play.peers.made.size());
  // The late answer is not that of the open call.
  play.peers.answer(0);
  EXPECT_EQ(0, play.player.calls().notMade);
}

TEST(ScenarioPlayerTest, playOperations_aCallThatWaitsTooLongIsDropped) {
  Play play(
      scheduleOf("at 5 client 1 on 1 read a\nat 6 client 1 on 1 read b\n"
                 "at 60 client 1 on 1 read c\n"));
  play.callsAt(5);
  play.callsAt(60);
  play.callsAt(67);
  EXPECT_EQ(1, play.player.calls().notMade);
  ASSERT_EQ(2u, play.peers.made.size());
  EXPECT_EQ("c", play.peers.made[1].key);
}

// What was given up may still be answered, by a coordinator that has kept its memory, too.
TEST(ScenarioPlayerTest, playOperations_noSecondCallOfANameThatWasGivenUp) {
  for (bool withMemory : {true, false}) {
    Play play(
        scheduleOf("at 5 client 1 on 1 read a\nat 9 client 1 on 1 read a\nat 6 crash 1\n" +
                   std::string(withMemory ? "at 8 restart 1 with memory\n" : "at 8 restart 1\n")));
    play.callsAt(5);
    play.faultsAt(6);
    play.faultsAt(8);
    play.callsAt(9);
    EXPECT_EQ((std::vector<PeerId>{1, withMemory ? 2 : 1}), coordinators(play));
  }
}

TEST(ScenarioPlayerTest, playOperations_anAnswerWithinTheCall) {
  // Answers each call before invoke() is back.
  class Immediate : public FakePeers {
   public:
    using FakePeers::FakePeers;
    void invoke(const lab::ClientOperation& operation) override {
      FakePeers::invoke(operation);
      answer(made.size() - 1);
    }
  };
  Immediate peers(3);
  lab::ScenarioPlayer player(scheduleOf(kThreeCalls), &peers, &peers.stream);
  peers.stream.add(&player);
  player.playOperations(6);
  EXPECT_EQ(4u, peers.made.size());
}

// ---- What a file says and had no effect.

// "line sentence" of each, after a run over `ticks` ticks whose calls have their answers at once.
Strings ineffective(const std::string& text, Tick ticks = 100) {
  Play play(scheduleOf(text));
  for (Tick tick = 0; tick < ticks; ++tick) {
    play.faultsAt(tick);
    const size_t before = play.peers.made.size();
    play.callsAt(tick);
    for (size_t call = before; call < play.peers.made.size(); ++call) play.peers.answer(call);
  }
  play.player.conclude(ticks);
  Strings texts;
  for (const lab::IneffectiveEvent& event : play.player.ineffectiveEvents()) {
    texts.push_back(std::to_string(event.line) + " " + event.sentence);
  }
  return texts;
}

TEST(ScenarioPlayerTest, ineffective_nothingOfWhatHadAnEffect) {
  EXPECT_EQ(Strings(), ineffective("at 10 crash 1\n"
                                   "at 20 restart 1\n"
                                   "from 30 to 40 pause 2\n"
                                   "from 35 to 45 pause 2\n"
                                   "at 42 heal\n"
                                   "at 50 join 3\n"
                                   "at 60 leave 2\n"
                                   "at 70 client 1 on 1 create k v\n"));
}

TEST(ScenarioPlayerTest, ineffective_faultsOfPeers) {
  EXPECT_EQ((Strings{"3 `at 11 crash 1` did nothing: peer 1 was down already",
                     "4 `from 12 to 20 pause 1` did nothing: peer 1 was down already",
                     "5 `at 13 restart 2` did nothing: peer 2 was not down",
                     "7 `at 15 leave 2` did nothing: peer 2 had left already",
                     "8 `at 16 restart 2` did nothing: peer 2 had left already",
                     "10 `at 18 join 3` did nothing: peer 3 had been introduced already"}),
            ineffective("at 10 crash 1\n"
                        "at 11 crash 1\n"
                        "from 12 to 20 pause 1\n"
                        "at 13 restart 2\n"
                        "at 14 leave 2\n"
                        "at 15 leave 2\n"
                        "at 16 restart 2\n"
                        "at 17 join 3\n"
                        "at 18 join 3\n"));
}

TEST(ScenarioPlayerTest, ineffective_pauseWithinAPause) {
  EXPECT_EQ(
      Strings{"3 `from 12 to 20 pause 1` did nothing: peer 1 was paused until tick 30 already"},
      ineffective("from 10 to 30 pause 1\n"
                  "from 12 to 20 pause 1\n"));
}

TEST(ScenarioPlayerTest, ineffective_healOfNothing) {
  EXPECT_EQ(Strings{"3 `at 20 heal` did nothing: no fault that it could end was going on"},
            ineffective("from 10 to 20 drop 1\n"
                        "at 20 heal\n"));
}

TEST(ScenarioPlayerTest, ineffective_disksThatThereAreNot) {
  Play play(scheduleOf("from 10 to 20 full disk 1\nat 12 corrupt disk 2\n"));
  play.peers.keepsDisks = false;
  play.faultsUntil(30);
  EXPECT_EQ(Strings(), play.peers.deeds);
  EXPECT_EQ(Strings(), play.announced());
  const std::vector<lab::IneffectiveEvent>& events = play.player.ineffectiveEvents();
  ASSERT_EQ(2u, events.size());
  EXPECT_EQ("`from 10 to 20 full disk 1` did nothing: the store keeps no disk", events[0].sentence);
  EXPECT_EQ("`at 12 corrupt disk 2` did nothing: the store keeps no disk", events[1].sentence);
}

TEST(ScenarioPlayerTest, ineffective_beforeTheStartAndAfterTheEnd) {
  Play play(scheduleOf("at 0 crash 2\nat 50 crash 1\nat 60 client 1 on 1 read k\n"));
  play.peers.running.erase(2);
  play.faultsAt(0);
  play.callsAt(0);
  play.player.conclude(10);
  const std::vector<lab::IneffectiveEvent>& events = play.player.ineffectiveEvents();
  ASSERT_EQ(3u, events.size());
  EXPECT_EQ("`at 0 crash 2` did nothing: peer 2 had not started yet", events[0].sentence);
  EXPECT_EQ("`at 50 crash 1` did nothing: the run ended at tick 10", events[1].sentence);
  EXPECT_EQ("`at 60 client 1 on 1 read k` was not made: the run ended before it could be made",
            events[2].sentence);
  EXPECT_EQ(1, play.player.calls().notMade);
}

TEST(ScenarioPlayerTest, ineffective_callsThatNobodyServes) {
  EXPECT_EQ(Strings{"5 `at 20 client 1 on 1 read k` was not made: no peer could serve it: each was "
                    "down, paused or not in the group"},
            ineffective("at 10 crash 1\nat 10 crash 2\nat 10 crash 3\n"
                        "at 20 client 1 on 1 read k\n"));
}

// A drawn schedule has no lines to name.
TEST(ScenarioPlayerTest, ineffective_drawnEventsAreOnlyCounted) {
  lab::Schedule schedule = scheduleOf("at 10 restart 1\nat 10 client 1 on 1 read k\n");
  schedule.faults[0].line = {};
  schedule.operations[0].line = {};
  Play play(schedule);
  play.faultsUntil(20);
  play.player.conclude(20);
  EXPECT_TRUE(play.player.ineffectiveEvents().empty());
  EXPECT_EQ(1, play.player.faultsSkipped());
  EXPECT_EQ(1, play.player.calls().notMade);
}

TEST(ScenarioPlayerTest, calls_lateOnes) {
  Play play(scheduleOf("at 10 client 1 on 1 read a\nat 15 client 2 on 1 read b\n"));
  play.callsAt(12);
  play.callsAt(15);
  const lab::CallSummary& calls = play.player.calls();
  EXPECT_EQ(2, calls.planned);
  EXPECT_EQ(1, calls.late);
  EXPECT_EQ(2, calls.mostLate);
  EXPECT_EQ(12, calls.possibleFrom);
  EXPECT_TRUE(calls.storeWasLate());
}

TEST(ScenarioPlayerTest, add_afterTheSchedulesOwnOfTheTick) {
  Play play(scheduleOf("from 3 to 8 pause 1\nat 6 crash 2\nat 20 restart 2"));
  play.faultsUntil(5);
  play.player.add(scheduleOf("at 6 crash 3\nat 12 restart 3 with memory").faults);
  play.faultsUntil(30);
  const Strings expected = {
      "3 pause 1",   "6 crash 2", "6 crash 3", "8 resume 1", "12 restart-with-memory 3",
      "20 restart 2"};
  EXPECT_EQ(expected, play.peers.deeds);
  EXPECT_EQ("8 ended from 3 to 8 pause 1", play.announced()[3]);
}

TEST(ScenarioPlayerDeathTest, add_nothingOfThePast) {
  Play play(scheduleOf("at 6 crash 2"));
  play.faultsUntil(5);
  EXPECT_DEATH(play.player.add(scheduleOf("at 5 crash 3").faults), "check failed");
  EXPECT_DEATH(play.player.add(scheduleOf("at 9 join 3").faults), "check failed");
}

TEST(ScenarioPlayerDeathTest, theScheduleIsOfItsOwnPeers) {
  FakePeers peers(2);
  const auto play = [&](const lab::Schedule& schedule) {
    lab::ScenarioPlayer(schedule, &peers, &peers.stream);
  };
  const lab::Fault cut = {.kind = lab::FaultKind::Partition, .groups = {{1}, {3}}};
  const lab::Fault crash = {.kind = lab::FaultKind::Crash, .peer = 3};
  const lab::ClientOperation call = {.coordinator = 0};
  EXPECT_DEATH(play({0, {}, {}}), "check failed: schedule_.peers >= 1");
  EXPECT_DEATH(play({2, {cut}, {}}), "check failed: namesOwnPeersAlone");
  EXPECT_DEATH(play({2, {crash}, {}}), "check failed: namesOwnPeersAlone");
  EXPECT_DEATH(play({2, {}, {call}}), "check failed: namesOwnPeersAlone");
}

}  // namespace
}  // namespace sim
