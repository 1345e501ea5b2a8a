// Carries out a Schedule's peer faults and client calls, tick by tick.
//
// A client is a session: its calls are made in the schedule's order, each when the one before has
// its result. What it waits for ends in one of these ways:
//   - the result comes,
//   - the coordinator crashes or leaves,
//   - kPatienceTicks pass: the client gives up the call that is open, or drops the one that waits.
// A result's line names its call by coordinator, operation and key alone (sim/OpenCalls.h): so no
// second call of the same name is made while one is open, given up or not.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lab/GroupChanges.h"
#include "lab/Schedule.h"
#include "sim/EventStream.h"
#include "sim/OpenCalls.h"

namespace lab {

// What a schedule can do to a run. PeerGroup implements it; tests do, too.
class Actions {
 public:
  virtual ~Actions() = default;

  virtual bool isRunning(
      sim::PeerId peer) const = 0;  // Started, not failed, not left; may be paused.
  virtual bool isInGroup(
      sim::PeerId peer) const = 0;  // Its membership node says that it has joined.
  virtual void crash(sim::PeerId peer) = 0;
  virtual void restart(sim::PeerId peer, bool withMemory) = 0;
  virtual void pause(sim::PeerId peer) = 0;
  virtual void resume(sim::PeerId peer) = 0;
  virtual void join(sim::PeerId peer) = 0;
  virtual void leave(sim::PeerId peer) = 0;
  virtual bool hasDisks() const = 0;  // The peers' stores keep them. Constant.
  // Of the peer's disk, whether the peer runs or not. Called only if hasDisks().
  virtual void setDiskFull(sim::PeerId peer, bool isFull) = 0;
  virtual void corruptDisk(sim::PeerId peer) = 0;
  virtual void invoke(const ClientOperation& operation) = 0;
};

// What became of a schedule's calls.
struct CallSummary {
  int planned = 0;
  int notMade = 0;
  int late = 0;            // Made after the tick that the schedule names,
  sim::Tick mostLate = 0;  // by at most this number of ticks.
  sim::Tick firstDue = 0;  // When the schedule has its first call.
  sim::Tick possibleFrom =
      -1;  // From when on calls could be made: the store ran. -1 = it never did.

  bool storeWasLate() const { return planned > 0 && (possibleFrom < 0 || possibleFrom > firstDue); }
};

// To be added to the run's event stream: it learns from the events which calls are open.
class ScenarioPlayer : public sim::Sink {
 public:
  static constexpr sim::Tick kPatienceTicks = 60;

  // Borrows all but the schedule. `recovery` is asked if the schedule is guarded; without it, no
  // change of the group is held back. REQUIRES: schedule.peers >= 1; it names no other peers.
  ScenarioPlayer(Schedule schedule, Actions* actions, const sim::EventStream* events,
                 Recovery* recovery = nullptr);
  ScenarioPlayer(const ScenarioPlayer&) = delete;
  ScenarioPlayer& operator=(const ScenarioPlayer&) = delete;

  // In the run: adds faults. Those of a tick come after the schedule's own of that tick.
  // REQUIRES: they begin after the last tick that was played; none is a join.
  void add(const std::vector<Fault>& faults);

  // After the run, once: `end` is the first tick that was not played.
  void conclude(sim::Tick end);

  // The peers that the schedule introduces, and not the start of the run. Each once.
  std::vector<sim::PeerId> joiners() const;

  // What begins and ends at `tick`: to be called at the start of every tick, from 0. What makes no
  // sense is passed over: the crash of a peer that does not run, the restart of one that is not
  // down, the join of one that has been introduced, the leave or pause of one that does not run;
  // and in a guarded schedule, what GroupChanges forbids.
  // Emits FaultBegan for all else, NetworkFaults' faults included, and FaultEnded for what lasts.
  void playFaults(sim::Tick tick);

  // The calls that are due: to be called in a tick after the peers have acted. A call is made on
  // its coordinator, or, if that cannot serve it (it is down, paused, not in the group, or has a
  // call of the same name open), on the next peer by id that can, after the last the first.
  void playOperations(sim::Tick tick);

  // Complete after conclude(). Not made were those that nobody could serve, whose clients' calls
  // before them took too long, or that were still waiting at the end.
  const CallSummary& calls() const { return calls_; }

  // Faults that were passed over, because they made no sense when their time came.
  int faultsSkipped() const { return faultsSkipped_; }

  // After conclude(): the faults of peers, the heals and the calls of a schedule file that had no
  // effect. Drawn ones are only counted.
  const std::vector<IneffectiveEvent>& ineffectiveEvents() const { return ineffectiveEvents_; }

  void onEvent(const sim::Event& event) override;

 private:
  using CallNumber = int64_t;  // From 1, in the order of the calls.
  struct OpenCall {
    int32_t client = 0;
    CallNumber number = 0;
  };
  // What a client waits for.
  struct AwaitedCall {
    CallNumber number = 0;
    sim::PeerId coordinator = 0;
    sim::Tick madeAt = 0;
  };

  bool isPossible(const Fault& fault) const;
  const char* whyForbidden(const Fault& fault) const;
  // Before it begins; of a fault of a file.
  void noteIfIneffective(const Fault& fault);
  void noteIneffective(const Fault& fault, const std::string& reason);
  // Why a fault for which isPossible() is false is not possible: "peer 2 was down already".
  std::string whyImpossible(const Fault& fault) const;
  // " was down already", and so on.
  std::string stateOf(sim::PeerId peer) const;
  void begin(const Fault& fault, sim::Tick tick);
  void beginPause(const Fault& fault);
  void endUntil(sim::Tick last, sim::Tick tick);
  void giveDisksRoom(const std::vector<Fault>& ended);
  void announce(sim::EventKind kind, const Fault& fault, sim::Tick tick) const;

  void giveUpTheOverdue(sim::Tick tick);
  bool tryToMake(const ClientOperation& operation, sim::Tick tick);
  void skip(const ClientOperation& operation, const std::string& reason);
  std::string whyOverdue(const ClientOperation& operation) const;
  bool serves(sim::PeerId peer) const;

  void noteInvoked(const sim::Event& event);
  void noteFinished(const sim::Event& event);
  void freeClientsOf(sim::PeerId peer);

  Schedule schedule_;  // Grows by add() alone.
  Actions* const actions_;
  const sim::EventStream* const events_;

  GroupChanges changes_;
  sim::Tick playedTo_ = -1;  // The last tick of playFaults(); -1 = none.
  size_t nextFault_ = 0;
  std::vector<Fault> lasting_;  // Begun and not over, in the order in which they began.
  std::map<sim::PeerId, sim::Tick> pausedUntil_;
  std::set<sim::PeerId> down_;  // Failed, and not restarted since.
  std::set<sim::PeerId> left_;
  std::set<sim::PeerId> joined_;  // Introduced by this schedule.

  size_t nextOperation_ = 0;
  std::vector<const ClientOperation*> waiting_;  // Due and not made, in the schedule's order.
  sim::OpenCalls<OpenCall> open_;
  CallNumber callsMade_ = 0;
  std::map<int32_t, AwaitedCall> busy_;  // By client.
  CallSummary calls_;
  int faultsSkipped_ = 0;
  std::vector<IneffectiveEvent> ineffectiveEvents_;
};

}  // namespace lab
