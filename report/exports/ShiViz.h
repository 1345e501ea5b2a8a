// A trace as a log with vector clocks, for ShiViz (https://bestchai.bitbucket.io/shiviz/).
#pragma once

#include <climits>
#include <string>

#include "report/Trace.h"

namespace report {

// ShiViz draws some hundreds of events well.
struct ShiVizChoice {
  sim::Tick first = 0;
  sim::Tick last = INT_MAX;
  bool hasMembershipMessages = false;
};

// What the peers did in these ticks, in the order of the run. The first line is the regular
// expression that ShiViz takes from it, the second is empty. An event has two lines:
//
//   peer2 {"peer1":1,"peer2":3}
//   6 peer 2 receives s3 from peer 1: ACK apple
//
// A peer's own number counts its events here; a receipt takes over the numbers of the sender's
// event. Calls of clients are events of the peer that is called. Faults of the schedule have no
// peer, and are left out.
std::string shivizLog(const Trace& trace, const ShiVizChoice& choice);

}  // namespace report
