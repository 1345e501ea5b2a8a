// One run: the tick loop, the course's test schedules, and the laboratory's in their place.
//
// Time. The schedules count from tick 0, as in the course, for groups whose peers have all been
// introduced by tick 50 (up to 200 peers). For larger groups, time 0 of the schedule is the tick at
// which all peers are in the group, so that nothing is tested on a group that is still gathering
// (or, if some never get in, 300 ticks after the last introduction). The laboratory counts from
// tick 0 whatever the group's size.
#ifndef _APPLICATION_H_
#define _APPLICATION_H_

#include <functional>
#include <ostream>

#include "stdincludes.h"
#include "Params.h"
#include "PeerGroup.h"
#include "sim/EventStream.h"
#include "sim/Random.h"
#include "sim/Tally.h"

// The course's constants, in ticks and counts.
#define TOTAL_RUNNING_TIME 700
#define INSERT_TIME 100
#define TEST_TIME 150
#define NUMBER_OF_INSERTS 100
#define KEY_LENGTH 5

// What the laboratory adds to a run. Borrowed.
struct Scenario {
  lab::ScenarioPlayer* player = nullptr;  // Made with the Application's actions().
  lab::NetworkFaults* faults = nullptr;
  int endsAt = 0;  // The run's last tick, not included.
  // Called at the start of tick settlesBy. May be null.
  std::function<void()> onSettled;
  int settlesBy = 0;
};

class Application {
 public:
  // Makes the networks, the log and the peers. `events` gets all that happens, `progress` the lines
  // that a user sees while the run goes on. `tally` has to be one of the sinks of `events`.
  // Borrows its arguments, which must outlive it.
  Application(Params* params, const sim::EventStream* events, const sim::Tally* tally,
              std::ostream* progress);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  // What a scenario's player does to the peers.
  lab::Actions* actions() { return &peers; }

  PeerGroup* group() { return &peers; }

  // Before the run: it goes by the scenario. The course's schedules run beside it if the workload
  // is the course's.
  void follow(const Scenario& given);

  // Before the run: `show` is called after each tick, with the number of those that are over, and
  // the last one, not included, as far as that is known: a group that gathers may need longer.
  void onTick(std::function<void(int ticks, int endsAt)> show) { showTick = std::move(show); }

  // Before the run: `take` is called after the last tick, before finishUpThisNode(), after which
  // nothing of a node may be read: submissions clear or delete what they have there.
  void onEnd(std::function<void()> take) { takeCensus = std::move(take); }

  // Before the run: `see` is called whenever the schedule asks a peer for the replicas of a key.
  using SeeReplicas =
      std::function<void(sim::PeerId observer, const string& key, const vector<sim::PeerId>&)>;
  void onReplicas(SeeReplicas see) { seeReplicas = std::move(see); }

  // Runs the ticks before `tick`, of those that have not been run, and none after the end. A user
  // may interrupt it (host/Interruption.h).
  void runTo(int tick);

  // Runs to the end, or until the user interrupts it. Returns SUCCESS, or
  // FAILURE if the schedule could not be carried out: no live peer was left to be the client, a key
  // had fewer replicas than a test needs, or a peer's code changed the clock (PeerGroup::fault).
  int run();

  // The tick at which the run ends, not included, as far as that is known.
  int expectedEnd() const;

  // After a FAILURE: the reason, one line.
  const string& whyItFailed() const { return failure; }
  // Whether that is: a test needs more replicas of a key than findNodes gave.
  bool lacksReplicas() const { return isShortOfReplicas; }

  // After the run: the tick that is time 0 of the course's schedule; -1 if the run did not follow
  // it or ended before.
  int courseStartedAt() const { return runsCourse() ? scheduleStartsAt : -1; }

  // No call of a scenario is made this shortly before the end: each can have its answer. Ticks.
  static constexpr int kAnswerTicks = 25;

  // Whether a run over `params` is timed from tick 0 (see above).
  static bool startsAtTickZero(const Params& params);

 private:
  // One operation of the CRUD tests.
  struct TestOperation {
    sim::Operation operation;
    string key;
    string value;  // What the operation's line names: the value to write, or the one expected.
  };

  // The tick loop.
  bool goesOn() const;
  void runTick();
  // True if the run must end because of what a peer's code has done.
  bool hasPeersFault();
  bool isOver() const;
  bool runsCourse() const;
  bool storesRun() const;
  bool isTimeForCalls() const;
  void noteIntroductions();
  void noteGathered();
  void switchMessageLoss();
  // "at time 325", and the schedule's own time if it started late.
  string timeText() const;
  // Ticks since the schedule's time 0; 0 while that has not come.
  int scheduleTime() const;

  // The schedules. False: the test cannot go on, and `failure` says why.
  bool runSchedule();
  bool crudSchedule();
  bool insertTestKVPairs();
  bool deleteTest();
  bool replicaFailureTest(const TestOperation& valid, const TestOperation& invalid);
  bool failReplicasInTime(const string& key);
  void fail();

  // What the schedules are made of. False as above.
  void fillTestKVPairs();
  bool announceAndInvoke(const TestOperation& test);
  bool invoke(const TestOperation& test);
  bool failReplicas(const string& key, size_t count);
  bool failOneOutside(const string& key);
  bool pickClientsPeer(const string& key, sim::Random* stream, sim::PeerId* peer);
  void supplyCopies(const string& key);
  bool findReplicas(const string& key, vector<sim::PeerId>* replicas);
  void failPeer(sim::PeerId peer, const char* note);

  // Constant after construction.
  Params* const par;
  const sim::Tally* const tally;
  std::ostream* const progress;
  Scenario scenario;  // Without a player if the run is the course's alone.
  std::function<void(int ticks, int endsAt)> showTick;  // May be null.
  std::function<void()> takeCensus;                     // May be null.
  SeeReplicas seeReplicas;                              // May be null.

  PeerGroup peers;
  sim::Random random;          // The stream "course": clients, keys, and who fails.
  sim::Random supposedRandom;  // For draws that a supposition adds.
  map<string, string> testKVPairs;
  vector<sim::PeerId> failingLater;  // Of the two that fail together, supposed to do so apart.

  bool isPossible = true;  // The schedule can be carried out.
  string failure;
  bool isShortOfReplicas = false;

  // Ticks; -1 until it happens.
  int introducedAt = -1;  // All peers had been introduced, but those that join later.
  int scheduleStartsAt;   // Time 0 of the schedule.
};

#endif
