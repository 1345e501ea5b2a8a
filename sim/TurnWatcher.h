// Somebody who looks at each call into a peer's code, as a trace does.
#pragma once

#include "sim/Event.h"

namespace sim {

// Must not change the run.
class TurnWatcher {
 public:
  virtual ~TurnWatcher() = default;

  // `call` is its name, such as "MP2Node::checkMessages", valid as long as the program runs.
  virtual void beforeCall(Tick tick, PeerId peer, const char* call) = 0;

  // After the same call. What the peer's code owns may be gone if `isLast`: nothing of it may be
  // read from then on.
  virtual void afterCall(PeerId peer, bool isLast) = 0;
};

}  // namespace sim
