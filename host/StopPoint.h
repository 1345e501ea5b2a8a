// The one call into a peer's code before which a debugger stops the run: ./Application --stop-at.
// There is one for the process, like the position of the run (RunPosition.h).
#pragma once

#include <cstdint>
#include <string>

#include "host/RunPosition.h"

namespace host {

struct StopPoint {
  int32_t tick = 0;
  int32_t peerId = 0;  // 0: any peer.
  std::string call;    // "MP2Node::recvLoop", or "recvLoop" of either half. "": any call.
};

// The tick of the stop point; -1 without one, and once it has been reached. Plain data, so that a
// run without a stop point pays one comparison for each call.
inline int32_t stopTick = -1;

// Whether `name` names the call: "MP2Node::recvLoop", with or without the class.
bool isCallNamed(const std::string& call, const std::string& name);

// Stops before the first call that `point` describes. `program` is the command line that runs this
// again, for the message to a user who has no debugger attached. REQUIRES: point.tick >= 0.
void stopBefore(const StopPoint& point, const std::string& program);

// Whether the stop point is still to be reached.
inline bool isStopPending() { return stopTick >= 0; }

// Of a call that has begun at the tick of the stop point: stops if it is the one. Names the call on
// stderr, writes the buffers of the logs, and raises SIGTRAP, which an attached debugger takes.
// Without a debugger the process does not end: the command that stops there under gdb is printed,
// and the run goes on.
void stopIfReached();

// Is called after the position of the run was set, and right before the peer's code.
inline void stopIfDue() {
  if (runPosition.tick == stopTick) stopIfReached();
}

// The command line that runs `program` under gdb up to its stop point and then into `call`, if that
// is the name of a function.
std::string debuggerCommand(const std::string& program, const std::string& call);

}  // namespace host
