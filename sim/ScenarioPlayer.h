// Carries out a Schedule's peer faults and client calls, tick by tick.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "sim/EventStream.h"
#include "sim/Schedule.h"

namespace sim {

// What a schedule can do to a run. Application implements it; tests do, too.
class Actions {
 public:
  virtual ~Actions() = default;

  virtual bool isRunning(PeerId peer) const = 0;  // Started, not failed, not left; may be paused.
  virtual bool isInGroup(PeerId peer) const = 0;  // Its membership node says that it has joined.
  virtual void crash(PeerId peer) = 0;
  virtual void restart(PeerId peer, bool withMemory) = 0;
  virtual void pause(PeerId peer) = 0;
  virtual void resume(PeerId peer) = 0;
  virtual void join(PeerId peer) = 0;
  virtual void leave(PeerId peer) = 0;
  virtual void invoke(const ClientOperation& operation) = 0;
};

}  // namespace sim
