// One run from its settings to its results: Application with the sinks that every run has.
#ifndef SIMULATION_H_
#define SIMULATION_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "Params.h"
#include "check/cluster/CopyRecovery.h"
#include "check/cluster/MemberLists.h"
#include "host/OutputFile.h"
#include "lab/ScenarioPlayer.h"
#include "lab/Schedule.h"
#include "report/Trace.h"
#include "sim/EventStream.h"
#include "sim/Tally.h"
#include "sim/TurnWatcher.h"

namespace check {
class RunCheck;
}

class PeerGroup;

// Somebody who looks at a run from inside, turn by turn. Must not change it.
class RunWatcher : public sim::TurnWatcher {
 public:
  // Before the first tick. The stream may borrow what it is given.
  virtual void follow(sim::EventStream* events, const PeerGroup* peers) = 0;

  // At the end of each tick, with what the live peers hold.
  virtual void endTick(sim::Tick tick, const check::TableViews& tables) = 0;
};

// A trace of the run, and what its header says.
struct TraceRequest {
  host::TextOutput* output;
  std::string conf;
  std::string replay;  // The command that repeats the run.
  std::vector<report::Source> sources;
};

// Where a run writes, and who looks at it. Borrowed; what may be null costs nothing if it is.
struct RunOutputs {
  host::TextOutput* dbgLog;
  host::TextOutput* statsLog;
  host::TextOutput* msgCount;        // May be null: the table is as large as the logs together.
  std::ostream* progress;            // What a user sees while the run goes on.
  check::RunCheck* check = nullptr;  // Followed and concluded. May be null.
  // The lines that a grader may believe (sim/ScoreLog.h). May be null.
  host::TextOutput* scoreLog = nullptr;
  // All events that a grader may believe (sim/EventText.h). May be null.
  host::TextOutput* eventLog = nullptr;
  bool probesNodes = false;  // The event log also gets what NodeProbe.h sees.
  // It gets what explanations go by: what CallProbe.h sees; of the membership alone, the lists that
  // NodeProbe.h sees.
  bool probesState = false;
  // What chance decided about messages, as faults of single messages. May be null.
  std::vector<lab::Fault>* decisions = nullptr;
  // The clients' calls as they were made: when, and on which peer. May be null.
  std::vector<lab::ClientOperation>* calls = nullptr;
  // Where a trace of the run goes (docs/report.md). May be null.
  const TraceRequest* trace = nullptr;
  // Null with a trace. May be null.
  RunWatcher* runWatcher = nullptr;
  // Called after each tick: how many are over, and how many there will be, as far as that is known.
  // May be null.
  std::function<void(int ticks, int endsAt)> onTick = nullptr;
  sim::Sink* watcher = nullptr;  // Sees all events. May be null.
};

struct RunResult {
  bool finished = false;     // The run came to its end.
  bool interrupted = false;  // If not: the user ended it (host/Interruption.h); nothing is checked.
  std::string failure;       // If not: why the schedule could not be carried out, in one line.
  bool lacksReplicas = false;  // That is: findNodes gave fewer replicas than a test needs.
  uint64_t digest = 0;         // Of the whole event stream.
  int ticks = 0;               // How long the run was, …
  int endsAt = 0;              // and how long it would have been, had nobody interrupted it.
  int peers = 0;               // The group's size.
  lab::CallSummary calls;      // Of the laboratory's clients.
  int faultsSkipped = 0;       // Of the schedule: the restart of a peer that is not down, say.
  // What a schedule file says and had no effect, by line.
  std::vector<lab::IneffectiveEvent> ineffectiveEvents;
  // The tick at which the course's schedule started: all its times are so much later. -1 = it never
  // did, or the run has none.
  int scheduleStartedAt = -1;
  int64_t linesLeftOut = 0;  // Joined and removed lines that LOG_MEMBERSHIP kept out of dbg.log.
  sim::Tally tally;
  check::MembershipQuality membership;
};

// A run that stops on its way: it then gets more faults, and may be copied (fork()) before. The
// result and the bytes are those of a run that has had all faults in its schedule.
class SplitRun {
 public:
  // As simulate(). Borrows the outputs.
  SplitRun(const Params& params, const lab::Schedule& schedule, const RunOutputs& outputs);
  ~SplitRun();
  SplitRun(const SplitRun&) = delete;
  SplitRun& operator=(const SplitRun&) = delete;

  // Runs the ticks before `tick`, of those that have not been run, and none after the end.
  void runTo(sim::Tick tick);

  // Crashes, leaves, restarts and faults of single messages, of ticks that have not been run.
  // REQUIRES: a laboratory's run; the faults do not put off its end.
  void add(const std::vector<lab::Fault>& faults);

  // Faults of the schedule that have made no sense until now, or were forbidden.
  int faultsSkipped() const;

  // Runs the rest. Once.
  RunResult finish();

 private:
  class Run;
  const std::unique_ptr<Run> run_;
};

// The names of the calls into a peer's code in a run over `params`: "MP1Node::recvLoop", say.
std::vector<std::string> peerCalls(const Params& params);

// Runs once. Equal `params` (the seed is one of them) give equal results and equal bytes, in a
// process of their own each time: nodes may keep state in globals, as the count of transactions.
// The schedule is the one that makeSchedule makes; errors of its file are the result's failure.
RunResult simulate(Params params, const RunOutputs& outputs);

// The same with another schedule. REQUIRES: schedule.peers >= 1; `params` are a laboratory run's
// if it has faults or operations.
RunResult simulate(Params params, const lab::Schedule& schedule, const RunOutputs& outputs);

#endif
