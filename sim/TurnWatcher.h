// An observer of each call into a peer's code, such as a trace.
#pragma once

#include "sim/Event.h"

namespace sim {

// Must not change the run.
class TurnWatcher {
 public:
  virtual ~TurnWatcher() = default;

  // `call` is its name, such as "MP2Node::checkMessages", valid as long as the program runs.
  virtual void beforeCall(Tick tick, PeerId peer, const char* call) = 0;

  // After the same call. If `isLast`, the peer's objects may be gone and must not be read any more.
  virtual void afterCall(PeerId peer, bool isLast) = 0;
};

}  // namespace sim
