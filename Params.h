// The settings of a run, and its clock: what the conf file says, as the course's API names it.
#ifndef PARAMS_H_
#define PARAMS_H_

#include "stdincludes.h"
#include "Member.h"

enum testTYPE { CREATE_TEST, READ_TEST, UPDATE_TEST, DELETE_TEST };

// Further values of Params::CRUDTEST and Params::SINGLE_FAILURE.
enum { NO_CRUD_TEST = -1, NO_FAILURE = -1 };

// In which order one ENrecv hands over the messages that it has.
enum ReceiveOrder { RECV_NEWEST_FIRST, RECV_OLDEST_FIRST, RECV_SHUFFLED };

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
  ReceiveOrder RECV_ORDER;  // newest | oldest | shuffled
  int DROP_START;           // With DROP_MSG: messages are lost from this tick of the schedule …
  int DROP_STOP;            // … until this one, not included.
  unsigned long long SEED;  // From the command line; every random stream derives from it.

  // The course's defaults, for 10 peers.
  Params();

  // Reads `config_file`. On any error prints the messages to stderr and exits with status 2.
  void setparams(char* config_file);

  // Reads `configFile`, then applies `overrides` ("KEY=VALUE") to it. Returns false, with one line
  // `file:line: what, what is allowed` for each error in *errors and nothing else changed, if
  // anything is wrong.
  bool load(const string& configFile, const vector<string>& overrides, vector<string>* errors);

  int getcurrtime();
};

#endif
