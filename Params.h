// The settings of a run, and its clock: what the conf file says, as the course's API names it.
#ifndef PARAMS_H_
#define PARAMS_H_

#include "stdincludes.h"
#include "Member.h"

enum testTYPE : int { CREATE_TEST, READ_TEST, UPDATE_TEST, DELETE_TEST };

#ifdef COURSE_EDITION_2020
// By its name in a conf file.
static const unordered_map<string, testTYPE> testTypeMap = {
    {"CREATE", CREATE_TEST}, {"READ", READ_TEST}, {"UPDATE", UPDATE_TEST}, {"DELETE", DELETE_TEST}};
#endif

// Further values of Params::CRUDTEST and Params::SINGLE_FAILURE.
enum { NO_CRUD_TEST = -1, NO_FAILURE = -1 };

// In which order one ENrecv hands over the messages that it has.
enum ReceiveOrder { RECV_NEWEST_FIRST, RECV_OLDEST_FIRST, RECV_SHUFFLED, RECV_AS_COURSE };

// Which of a key's live replicas the read and update tests let fail: those that come last, the
// tertiary first, as the course does; or those that come first, beginning with the primary.
enum ReplicaFailures { FAIL_LAST_REPLICAS, FAIL_FIRST_REPLICAS };

namespace sim {
enum class MembershipLines : unsigned char;
}

// Plain data, set once before the run; globaltime, dropmsg and allNodesJoined change in it, by
// Application alone.
class Params {
 public:
  // The course's fields. Conf keys of the same name, where there is one.
  int MAX_NNB;           // Number of peers, at least 1.
  int SINGLE_FAILURE;    // 1: one peer fails; 0: half of them; NO_FAILURE: the conf does not say.
  double MSG_DROP_PROB;  // Probability that a message is lost while dropmsg is set, 0 … 1.
  double STEP_RATE;      // Peer i starts at tick (int)(STEP_RATE * i).
  int EN_GPSZ;           // The group's size: MAX_NNB.
  int MAX_MSG_SIZE;      // See EmulNet::ENsend.
  int DROP_MSG;          // 1: messages are lost from DROP_START to DROP_STOP.
  int dropmsg;           // Whether messages are being lost now.
  int globaltime;        // The current tick.
  int allNodesJoined;    // How many peers have been introduced.
  short PORTNUM;
  int CRUDTEST;  // A testTYPE, or NO_CRUD_TEST: membership alone.

  // This simulator's own keys.
  int MSG_DELAY_MIN;        // Ticks that a message is on its way, at least …
  int MSG_DELAY_MAX;        // … and at most. Each message draws its own delay.
  ReceiveOrder RECV_ORDER;  // newest | oldest | shuffled | course
  int DROP_START;           // With DROP_MSG: messages are lost from this tick of the schedule …
  int DROP_STOP;            // … until this one, not included.
  ReplicaFailures FAIL_REPLICAS;  // last | first
  // Which joined and removed lines dbg.log gets: all | others | none. Not given: all in groups of
  // up to 1,000 peers, none in larger ones.
  sim::MembershipLines LOG_MEMBERSHIP;
  // off: no MP2Node is made, as in the course's program for the membership alone.
  bool STORE;
  string REPLICATION;  // The design of the store (stores/Design.h): QUORUM | CHAIN | TWO_PHASE
  // Of REPLICATION: TWO_PHASE: the sets of the caches, and how many keys are in one.
  int COORDINATOR_CACHE_SETS;
  int COORDINATOR_CACHE_ENTRIES;
  int SERVER_CACHE_SETS;
  int SERVER_CACHE_ENTRIES;
  // Of REPLICATION: CHAIN.
  int STORAGE_BYTES;    // What a peer's records may take before it refuses puts; 0: no limit.
  int READ_CACHE_KEYS;  // How many keys a peer's cache of hot keys has; 0: there is none.
  string MEMBERSHIP;    // That of the membership: MP1 | EPIDEMIC
  // Of MEMBERSHIP: EPIDEMIC (stores/epidemic/EpidemicPlan.h).
  int EPIDEMIC_PERIOD;   // Ticks from one push of a server to its next.
  int EPIDEMIC_TIMEOUT;  // Ticks after which a silent server is removed; 0: derived.
  double EPIDEMIC_LOSS;  // The loss that the derived time-out allows for, 0 … 0.9.
  int MIN_NNB;           // The group's size is drawn from MIN_NNB … MAX_NNB; 0: it is MAX_NNB.
  // The laboratory (docs/confs.md). With FAULTS or WORKLOAD, these take the course's schedules'
  // place.
  string FAULTS;        // none | random | wild | the path of a schedule file
  string FAULT_KINDS;   // FAULTS: random, wild: which kinds may be drawn, `drop, crash`, or all
  int FAULT_START;      // FAULTS: random, wild: no fault before this tick,
  int FAULT_STOP;       // and all faults are over at this one.
  int SETTLE_TICKS;     // Ticks from FAULT_STOP to the end, by when all must be well again.
  string WORKLOAD;      // course | none | custom | counter | A … F
  int CLIENTS;          // How many sessions there are.
  int KEYS;             // How many keys the load phase creates.
  int VALUE_BYTES;      // The size of each value.
  double OPS_PER_TICK;  // Of all clients together.
  string KEY_CHOICE;    // uniform | zipfian | latest (custom)
  double READ_SHARE;    // The weights of the custom mix.
  double UPDATE_SHARE;
  double CREATE_SHARE;
  double DELETE_SHARE;
  string DEMAND;            // The consistency that --check demands, a level's name or none.
  unsigned long long SEED;  // From the command line; every random stream derives from it.

  // The course's defaults, for 10 peers.
  Params();

  // Reads `config_file`. On any error prints the messages to stderr and exits with status 2.
  void setparams(char* config_file);

  // Reads `configFile`, then applies `overrides` ("KEY=VALUE") to it. Returns false, with one line
  // `file:line: what, what is allowed` for each error in *errors and nothing else changed, if
  // anything is wrong.
  bool load(const string& configFile, const vector<string>& overrides, vector<string>* errors);

  // Whether FAULTS or WORKLOAD put a schedule in place of the course's.
  bool isLaboratory() const;

  int getcurrtime();
};

#endif
