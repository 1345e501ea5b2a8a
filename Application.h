// One run: the tick loop over the peers, and the course's test schedules.
//
// Time. The schedules count from tick 0, as in the course, for groups whose peers have all been
// introduced by tick 50 (up to 200 peers). For larger groups, time 0 of the schedule is the tick at
// which all peers are in the group, so that nothing is tested on a group that is still gathering
// (or, if some never get in, 300 ticks after the last introduction).
#ifndef _APPLICATION_H_
#define _APPLICATION_H_

#include <ostream>

#include "stdincludes.h"
#include "EmulNet.h"
#include "Log.h"
#include "Params.h"
#include "sim/Event.h"
#include "sim/Random.h"
#include "sim/Tally.h"
#include "stores/MembershipNode.h"
#include "stores/StoreNode.h"

// The course's constants, in ticks and counts.
#define TOTAL_RUNNING_TIME 700
#define INSERT_TIME 100
#define TEST_TIME 150
#define NUMBER_OF_INSERTS 100
#define KEY_LENGTH 5

class Application {
 public:
  // Makes the networks, the log and the peers. `events` gets all that happens, `progress` the lines
  // that a user sees while the run goes on. `tally` has to be one of the sinks of `events`.
  // Borrows its arguments, which must outlive it.
  Application(Params* params, const sim::EventStream* events, const sim::Tally* tally,
              std::ostream* progress);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  // Runs to the end. Returns SUCCESS, or FAILURE if the schedule could not be carried out: no live
  // peer was left to be the client, or a key had fewer replicas than a test needs.
  int run();

  // After a FAILURE: the reason, one line.
  const string& whyItFailed() const { return failure; }

  // Whether a run over `params` is timed from tick 0 (see above).
  static bool startsAtTickZero(const Params& params);

 private:
  struct Peer {
    Address address;
    MembershipNode* membership;
    StoreNode* store;
  };
  // One operation of the CRUD tests.
  struct TestOperation {
    sim::Operation operation;
    string key;
    string value;  // What the operation's line names: the value to write, or the one expected.
  };

  // The tick loop.
  void makePeers();
  bool isOver() const;
  void mp1Run();
  void mp2Run();
  void introduce(size_t index);
  void noteIntroductions();
  void noteGathered();
  void switchMessageLoss();
  int introductionTick(size_t index) const;
  bool isLive(size_t index) const;
  bool isRunning(size_t index) const;
  // Ticks since the schedule's time 0; 0 while that has not come.
  int scheduleTime() const;
  // Every call into a peer's code goes through here: a crash can then say where it happened.
  template <typename Call>
  void callPeer(size_t index, const char* name, Call call);

  // The schedules. False: the test cannot go on, and `failure` says why.
  bool runSchedule();
  bool crudSchedule();
  bool insertTestKVPairs();
  bool deleteTest();
  bool replicaFailureTest(const TestOperation& valid, const TestOperation& invalid);
  void fail();

  // What the schedules are made of. False as above.
  void fillTestKVPairs();
  bool announceAndInvoke(const TestOperation& test);
  bool invoke(const TestOperation& test);
  bool failReplicas(const string& key, size_t count);
  bool failOneOutside(const string& key);
  bool pickLivePeer(size_t* index);
  bool findReplicas(const string& key, vector<size_t>* replicas);
  void failPeer(size_t index, const char* note);
  void announce(sim::EventKind kind, size_t index);
  // peers.size() if the address is none of the peers'.
  size_t indexOf(const Address& address) const;

  // Constant after construction.
  Params* const par;
  const sim::EventStream* const events;
  const sim::Tally* const tally;
  std::ostream* const progress;

  Log log;
  EmulNet en;          // MP1's network.
  EmulNet en1;         // MP2's network.
  sim::Random random;  // The stream "course": clients, keys, and who fails.
  vector<Peer> peers;
  map<string, string> testKVPairs;

  string failure;

  // Ticks; -1 until it happens.
  int introducedAt;      // All peers had been introduced.
  int scheduleStartsAt;  // Time 0 of the schedule.
};

#endif
