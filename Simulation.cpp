#include "Simulation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "Application.h"
#include "HashTable.h"
#include "Laboratory.h"
#include "check/RunCheck.h"
#include "check/cluster/CopyRecovery.h"
#include "host/Check.h"
#include "host/Interruption.h"
#include "host/WorkingFolder.h"
#include "lab/NetworkFaults.h"
#include "lab/ScenarioPlayer.h"
#include "probe/CallProbe.h"
#include "probe/NodeProbe.h"
#include "probe/StateProbe.h"
#include "report/recording/CheckedEnd.h"
#include "report/recording/TraceWriter.h"
#include "sim/DbgLog.h"
#include "sim/Digest.h"
#include "sim/EventStream.h"
#include "sim/EventText.h"
#include "sim/MessageCounts.h"
#include "sim/ScoreLog.h"
#include "sim/TableRegistry.h"
#include "stores/Design.h"

namespace {

// The tables of the live peers.
check::TableViews tablesOf(const lab::Actions& peers, int count) {
  check::TableViews views;
  for (sim::PeerId peer = 1; peer <= count; ++peer) {
    if (!peers.isRunning(peer)) continue;
    std::vector<const check::Table*>& tables = views[peer];
    for (const HashTable* table : tableRegistry().tablesOf(peer)) {
      tables.push_back(&table->hashTable);
    }
  }
  return views;
}

// A copy of what the live peers hold.
check::Stores storesOf(const lab::Actions& peers, int count) {
  check::Stores stores;
  for (const auto& [peer, views] : tablesOf(peers, count)) {
    std::vector<check::Table>& tables = stores[peer];
    for (const check::Table* view : views) tables.push_back(*view);
  }
  return stores;
}

// By line, each once.
std::vector<lab::IneffectiveEvent> ineffectiveEvents(const lab::ScenarioPlayer& player,
                                                     const lab::NetworkFaults& faults) {
  std::vector<lab::IneffectiveEvent> events = player.ineffectiveEvents();
  const std::vector<lab::IneffectiveEvent> ofMessages = faults.ineffectiveFaults();
  events.insert(events.end(), ofMessages.begin(), ofMessages.end());
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  const auto repeated = std::unique(events.begin(), events.end(),
                                    [](const auto& a, const auto& b) { return a.line == b.line; });
  events.erase(repeated, events.end());
  return events;
}

int harmfulFaults(const lab::Schedule& schedule) {
  return static_cast<int>(
      std::count_if(schedule.faults.begin(), schedule.faults.end(),
                    [](const lab::Fault& fault) { return fault.kind != lab::FaultKind::Heal; }));
}

lab::Schedule withFaults(lab::Schedule schedule, const std::vector<lab::Fault>& faults) {
  lab::Schedule more;
  more.faults = faults;
  schedule.add(more);
  return schedule;
}

// What the run and its checks add to a trace.
report::TraceEnd traceEnd(const RunResult& result, const check::RunCheck* check) {
  report::TraceEnd end;
  end.digest = result.digest;
  end.ticks = result.ticks;
  if (check != nullptr && check->isConcluded()) report::addVerdict(*check, &end);
  return end;
}

class CallRecorder : public sim::Sink {
 public:
  explicit CallRecorder(std::vector<lab::ClientOperation>* calls) : calls_(calls) {}

  void onEvent(const sim::Event& event) override {
    if (event.kind != sim::EventKind::OperationInvoked) return;
    calls_->push_back({event.tick, event.client, event.node.id, event.operation,
                       std::string(event.key), std::string(event.value)});
  }

 private:
  std::vector<lab::ClientOperation>* const calls_;
};

}  // namespace

// One run: the Application and the sinks that follow it. The Application and the event stream
// borrow its members, so it must not move.
class SplitRun::Run {
 public:
  Run(const Params& params, const lab::Schedule& schedule, const RunOutputs& outputs);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void runTo(sim::Tick tick) { application_->runTo(tick); }
  void add(const std::vector<lab::Fault>& faults);
  int faultsSkipped() const { return player_ ? player_->faultsSkipped() : 0; }
  RunResult finish();

 private:
  void addSinks();
  void followSchedule();
  void addProbes();
  void record(const TraceRequest& request);
  void noteEnd();
  void noteSchedule();
  void judge();

  // Constant after construction, except for the clock in params_, which Application advances.
  Params params_;
  lab::Schedule schedule_;  // Grows by add() alone.
  const RunOutputs& outputs_;

  // Change in the run.
  RunResult result_;
  sim::Digest digest_;
  sim::DbgLog dbgLog_;
  std::optional<check::MemberLists> lists_;  // Not needed with a check, which has its own.
  sim::MessageCounts messageCounts_;
  sim::EventStream events_;
  std::optional<sim::ScoreLog> scoreLog_;
  std::optional<sim::EventLog> eventLog_;
  CallRecorder callRecorder_;
  std::optional<Application> application_;
  std::optional<check::CopyRecovery> recovery_;  // Of a guarded schedule.
  std::optional<lab::ScenarioPlayer> player_;    // Of a laboratory's run, as are the faults.
  std::optional<lab::NetworkFaults> faults_;
  check::Stores finalStores_;
  std::optional<NodeProbe> probe_;
  std::optional<CallProbe> callProbe_;
  std::optional<report::TraceWriter> trace_;
  std::optional<StateProbe> stateProbe_;
};

SplitRun::Run::Run(const Params& params, const lab::Schedule& schedule, const RunOutputs& outputs)
    : params_(params),
      schedule_(schedule),
      outputs_(outputs),
      dbgLog_(outputs.dbgLog, outputs.statsLog, params.LOG_MEMBERSHIP),
      callRecorder_(outputs.calls) {
  params_.MAX_NNB = params_.EN_GPSZ = schedule.peers;
  addSinks();
  tableRegistry().clear();
  application_.emplace(&params_, &events_, &result_.tally, outputs.progress);
  if (params_.isLaboratory()) followSchedule();
  if (outputs.check != nullptr) {
    application_->onEnd(
        [this] { finalStores_ = storesOf(*application_->actions(), schedule_.peers); });
  }
  addProbes();
  if (outputs.trace != nullptr) record(*outputs.trace);
  if (outputs.runWatcher != nullptr) {
    CHECK(outputs.trace == nullptr);
    outputs.runWatcher->follow(&events_, application_->group());
    application_->group()->watchTurns(outputs.runWatcher);
  }
  application_->onTick([this](int ticks, int endsAt) {
    if (outputs_.runWatcher != nullptr) {
      outputs_.runWatcher->endTick(params_.globaltime,
                                   tablesOf(*application_->actions(), schedule_.peers));
    }
    if (probe_) probe_->look(params_.globaltime);
    if (stateProbe_) stateProbe_->look(params_.globaltime);
    if (outputs_.onTick) outputs_.onTick(ticks, endsAt);
  });
}

// Each event reaches the sinks in the order in which they are added.
void SplitRun::Run::addSinks() {
  events_.add(&digest_);
  events_.add(&dbgLog_);
  events_.add(&result_.tally);
  if (outputs_.msgCount != nullptr) events_.add(&messageCounts_);
  if (outputs_.check != nullptr) {
    outputs_.check->follow(&events_, designOf(params_).store.replication,
                           [this](const sim::Endpoint& coordinator, int32_t transId) {
                             return application_->group()->isReadDecided(coordinator.id, transId);
                           });
  } else {
    events_.add(&lists_.emplace());
  }
  if (outputs_.scoreLog != nullptr) events_.add(&scoreLog_.emplace(outputs_.scoreLog));
  if (outputs_.eventLog != nullptr) events_.add(&eventLog_.emplace(outputs_.eventLog));
  if (outputs_.calls != nullptr) events_.add(&callRecorder_);
  if (outputs_.watcher != nullptr) events_.add(outputs_.watcher);
}

void SplitRun::Run::followSchedule() {
  if (schedule_.isGuarded) {
    recovery_.emplace(designOf(params_).store.replication,
                      [this] { return tablesOf(*application_->actions(), schedule_.peers); });
  }
  player_.emplace(schedule_, application_->actions(), &events_, recovery_ ? &*recovery_ : nullptr);
  faults_.emplace(params_.SEED, schedule_.faults);
  faults_->record(outputs_.decisions != nullptr);
  events_.add(&*player_);
  Scenario scenario;
  scenario.player = &*player_;
  scenario.faults = &*faults_;
  scenario.endsAt = endOfRun(params_, schedule_);
  if (outputs_.check != nullptr) {
    scenario.settlesBy = settlesBy(params_, schedule_);
    scenario.onSettled = [this] {
      outputs_.check->settle(params_.globaltime,
                             storesOf(*application_->actions(), schedule_.peers));
    };
  }
  application_->follow(scenario);
}

// The probes write to the event log.
void SplitRun::Run::addProbes() {
  if (!eventLog_) return;
  const bool hasCalls = params_.CRUDTEST != NO_CRUD_TEST;
  if (outputs_.probesNodes || (outputs_.probesState && !hasCalls)) {
    probe_.emplace(application_->group(), &*eventLog_, outputs_.probesNodes);
  }
  if (outputs_.probesState && hasCalls) {
    events_.add(&callProbe_.emplace(application_->group(), &*eventLog_));
    application_->onReplicas([this](sim::PeerId observer, const string& key, const auto& replicas) {
      callProbe_->onReplicas(params_.globaltime, observer, key, replicas);
    });
  }
}

void SplitRun::Run::record(const TraceRequest& request) {
  report::TraceHeader header;
  header.conf = request.conf;
  header.seed = params_.SEED;
  header.replay = request.replay;
  header.peers = schedule_.peers;
  header.design = designOf(params_).store.replication;
  header.sources = request.sources;
  PeerGroup* const group = application_->group();
  trace_.emplace(
      header,
      [group](sim::PeerId sender, sim::NetworkId network, std::string_view bytes) {
        return group->describe(sender, network, bytes);
      },
      request.output);
  events_.add(&*trace_);
  stateProbe_.emplace(group, &*trace_);
  group->watchTurns(&*stateProbe_);
}

void SplitRun::Run::add(const std::vector<lab::Fault>& faults) {
  CHECK(params_.isLaboratory());
  CHECK(endOfRun(params_, withFaults(schedule_, faults)) == endOfRun(params_, schedule_));
  schedule_ = withFaults(schedule_, faults);
  player_->add(faults);
  faults_->add(faults);
}

RunResult SplitRun::Run::finish() {
  const bool isPossible = application_->run() == SUCCESS;
  result_.interrupted = host::isInterrupted();
  result_.finished = isPossible && !result_.interrupted;
  noteEnd();
  if (player_) noteSchedule();
  if (!result_.interrupted) judge();
  if (trace_) trace_->end(traceEnd(result_, outputs_.check));
  return std::move(result_);
}

void SplitRun::Run::noteEnd() {
  result_.failure = application_->whyItFailed();
  result_.lacksReplicas = application_->lacksReplicas();
  if (outputs_.msgCount != nullptr) messageCounts_.write(params_.globaltime, outputs_.msgCount);
  if (eventLog_ && result_.finished) eventLog_->end();
  result_.digest = digest_.value();
  result_.ticks = params_.globaltime;
  result_.endsAt = application_->expectedEnd();
  result_.peers = schedule_.peers;
  result_.linesLeftOut = dbgLog_.linesLeftOut();
  result_.scheduleStartedAt = application_->courseStartedAt();
}

void SplitRun::Run::noteSchedule() {
  player_->conclude(params_.globaltime);
  result_.calls = player_->calls();
  result_.faultsSkipped = player_->faultsSkipped();
  result_.ineffectiveEvents = ineffectiveEvents(*player_, *faults_);
  if (outputs_.decisions != nullptr) *outputs_.decisions = faults_->decisions();
}

void SplitRun::Run::judge() {
  const sim::Tick end = std::max(0, params_.globaltime - 1);
  if (outputs_.check == nullptr) {
    result_.membership = lists_->quality(end);
    return;
  }
  outputs_.check->noteCalls(result_.calls);
  outputs_.check->noteFaults(harmfulFaults(schedule_));
  outputs_.check->conclude(end, finalStores_);
  result_.membership = outputs_.check->membershipQuality();
}

SplitRun::SplitRun(const Params& params, const lab::Schedule& schedule, const RunOutputs& outputs)
    : run_(std::make_unique<Run>(params, schedule, outputs)) {}

SplitRun::~SplitRun() = default;

void SplitRun::runTo(sim::Tick tick) { run_->runTo(tick); }

void SplitRun::add(const std::vector<lab::Fault>& faults) { run_->add(faults); }

int SplitRun::faultsSkipped() const { return run_->faultsSkipped(); }

RunResult SplitRun::finish() { return run_->finish(); }

std::vector<std::string> peerCalls(const Params& params) {
  const std::vector<const char*> calls = callsOf(designOf(params), params.STORE);
  return {calls.begin(), calls.end()};
}

RunResult simulate(Params params, const RunOutputs& outputs) {
  std::vector<std::string> errors;
  const lab::Schedule schedule = makeSchedule(params, &errors);
  if (errors.empty()) return simulate(params, schedule, outputs);
  RunResult result;
  result.failure = errors.front();
  return result;
}

RunResult simulate(Params params, const lab::Schedule& schedule, const RunOutputs& outputs) {
  CHECK(schedule.peers >= 1);
  CHECK(params.isLaboratory() || (schedule.faults.empty() && schedule.operations.empty()));
  const host::WorkingFolder folder;
  return SplitRun(params, schedule, outputs).finish();
}
