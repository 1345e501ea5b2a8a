// Keeps the changes of a guarded schedule inside the guarantee (docs/guarantees.md): a crash,
// leave, restart or join comes only after the copies have recovered from the change before it. A
// crash and the restart that ends its outage are one change. A design may allow several crashes at
// once (FaultLimits::crashesAtOnce).
//
// Whether they have recovered depends on what happened to messages, so that no schedule can say it
// beforehand. After a restart without memory, the operations that were open at the crash have to
// end as well: each may count an answer that the lost memory gave.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "lab/FaultLimits.h"
#include "lab/Schedule.h"

namespace lab {

// Whether the copies have recovered from the last change of the group: each key has been on its
// replicas in one version since.
class Recovery {
 public:
  virtual ~Recovery() = default;

  // The group changes now.
  virtual void begin() = 0;
  // Those of the store's design. The reference stays valid with this object.
  virtual const FaultLimits& limits() const = 0;
  // Looks at the copies, once a tick; returns whether they have recovered.
  virtual bool advance() = 0;
};

// Whether such a fault changes the group.
bool changesGroup(FaultKind kind);

// The tick at which the crashed peer restarts; nothing if it does not.
std::optional<sim::Tick> returnOf(const Fault& crash, const Schedule& schedule);

// The peers that may crash for good or leave, as far as the schedule says: no change names them,
// peer 1 stays, and one of the group remains beyond those that have to. Empty if there is none.
std::vector<sim::PeerId> peersThatMayDepart(const Schedule& schedule, const FaultLimits& limits);

class GroupChanges {
 public:
  // No operation lasts longer. Ticks.
  static constexpr sim::Tick kOpenTicks = 24;

  // Borrows both. Without a `recovery`, or if the schedule is not guarded, all is allowed.
  explicit GroupChanges(const Schedule& schedule, Recovery* recovery);

  // At the start of each tick.
  void advance();

  // Why the fault is not allowed now, of which `runningPeers` peers run: "" = it is allowed.
  const char* whyForbidden(const Fault& fault, int runningPeers) const;

  // The fault begins.
  void note(const Fault& fault);

 private:
  bool returns(const Fault& crash) const { return returnOf(crash, schedule_).has_value(); }
  const char* whyForbiddenInFixedGroup(const Fault& fault) const;

  const Schedule& schedule_;
  Recovery* const recovery_;
  bool isRecovering_ = false;
  int crashes_ = 0;  // The changes from which the copies are recovering; 0 = there is another one.
  sim::PeerId out_ = 0;      // The peer whose crash was the last change; 0 = it was another change.
  sim::Tick openUntil_ = 0;  // The operations that were open at a loss of memory are over then.
  std::set<sim::PeerId> down_;  // Of a fixed group.
  bool isToReturn_ = false;     // The schedule has its restart.
};

}  // namespace lab
