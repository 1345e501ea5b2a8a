#include "Simulation.h"

#include <algorithm>
#include <optional>

#include "Application.h"
#include "HashTable.h"
#include "Laboratory.h"
#include "check/RunCheck.h"
#include "host/Interruption.h"
#include "lab/NetworkFaults.h"
#include "lab/ScenarioPlayer.h"
#include "probe/CallProbe.h"
#include "probe/NodeProbe.h"
#include "sim/DbgLog.h"
#include "sim/Digest.h"
#include "sim/EventStream.h"
#include "sim/EventText.h"
#include "sim/MessageCounts.h"
#include "sim/ScoreLog.h"
#include "sim/TableRegistry.h"
#include "stores/Design.h"

namespace {

// What the peers hold that live at the run's end.
check::Stores storesOf(const lab::Actions& peers, int count) {
  check::Stores stores;
  for (sim::PeerId peer = 1; peer <= count; ++peer) {
    if (!peers.isRunning(peer)) continue;
    std::vector<check::Table>& tables = stores[peer];
    for (const HashTable* table : tableRegistry().tablesOf(peer)) {
      tables.push_back(table->hashTable);
    }
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

RunResult simulate(Params params, const RunOutputs& outputs) {
  std::vector<std::string> errors;
  const lab::Schedule schedule = makeSchedule(params, &errors);
  if (errors.empty()) return simulate(params, schedule, outputs);
  RunResult result;
  result.failure = errors.front();
  return result;
}

RunResult simulate(Params params, const lab::Schedule& schedule, const RunOutputs& outputs) {
  params.MAX_NNB = params.EN_GPSZ = schedule.peers;
  sim::Digest digest;
  sim::DbgLog dbgLog(outputs.dbgLog, outputs.statsLog, params.LOG_MEMBERSHIP);
  std::optional<check::MemberLists> lists;  // Those of the check serve as well, if there is one.
  sim::MessageCounts messageCounts;
  RunResult result;

  sim::EventStream events;
  events.add(&digest);
  events.add(&dbgLog);
  events.add(&result.tally);
  if (outputs.msgCount != nullptr) events.add(&messageCounts);
  if (outputs.check != nullptr) {
    outputs.check->follow(&events, designOf(params).store.replication);
  } else {
    events.add(&lists.emplace());
  }
  std::optional<sim::ScoreLog> scoreLog;
  if (outputs.scoreLog != nullptr) events.add(&scoreLog.emplace(outputs.scoreLog));
  std::optional<sim::EventLog> eventLog;
  if (outputs.eventLog != nullptr) events.add(&eventLog.emplace(outputs.eventLog));
  CallRecorder callRecorder(outputs.calls);
  if (outputs.calls != nullptr) events.add(&callRecorder);

  tableRegistry().clear();
  Application application(&params, &events, &result.tally, outputs.progress);
  std::optional<lab::ScenarioPlayer> player;
  std::optional<lab::NetworkFaults> faults;
  if (params.isLaboratory()) {
    player.emplace(schedule, application.actions(), &events);
    faults.emplace(params.SEED, schedule.faults);
    faults->record(outputs.decisions != nullptr);
    events.add(&*player);
    Scenario scenario;
    scenario.player = &*player;
    scenario.faults = &*faults;
    scenario.endsAt = endOfRun(params, schedule);
    if (outputs.check != nullptr) {
      scenario.settlesBy = settlesBy(params, schedule);
      scenario.onSettled = [&] {
        outputs.check->settle(params.globaltime, storesOf(*application.actions(), schedule.peers));
      };
    }
    application.follow(scenario);
  }
  check::Stores finalStores;
  if (outputs.check != nullptr) {
    application.onEnd([&] { finalStores = storesOf(*application.actions(), schedule.peers); });
  }
  std::optional<NodeProbe> probe;
  std::optional<CallProbe> callProbe;
  const bool hasCalls = params.CRUDTEST != NO_CRUD_TEST;
  if (eventLog && (outputs.probesNodes || (outputs.probesState && !hasCalls))) {
    probe.emplace(application.group(), &*eventLog, outputs.probesNodes);
  }
  if (eventLog && outputs.probesState && hasCalls) {
    events.add(&callProbe.emplace(application.group(), &*eventLog));
    application.onReplicas([&](sim::PeerId observer, const string& key, const auto& replicas) {
      callProbe->onReplicas(params.globaltime, observer, key, replicas);
    });
  }
  application.onTick([&](int ticks, int endsAt) {
    if (probe) probe->look(params.globaltime);
    if (outputs.onTick) outputs.onTick(ticks, endsAt);
  });
  const bool isPossible = application.run() == SUCCESS;
  result.interrupted = host::isInterrupted();
  result.finished = isPossible && !result.interrupted;
  result.failure = application.whyItFailed();
  if (outputs.msgCount != nullptr) messageCounts.write(params.globaltime, outputs.msgCount);
  if (eventLog && result.finished) eventLog->end();
  result.digest = digest.value();
  result.ticks = params.globaltime;
  result.endsAt = application.expectedEnd();
  result.peers = schedule.peers;
  result.linesLeftOut = dbgLog.linesLeftOut();
  result.scheduleStartedAt = application.courseStartedAt();
  if (player) {
    player->conclude(params.globaltime);
    result.calls = player->calls();
    result.faultsSkipped = player->faultsSkipped();
    result.ineffectiveEvents = ineffectiveEvents(*player, *faults);
  }
  if (faults && outputs.decisions != nullptr) *outputs.decisions = faults->decisions();
  if (result.interrupted) return result;
  const sim::Tick end = std::max(0, params.globaltime - 1);
  if (outputs.check != nullptr) {
    outputs.check->noteCalls(result.calls);
    outputs.check->noteFaults(harmfulFaults(schedule));
    outputs.check->conclude(end, finalStores);
    result.membership = outputs.check->membershipQuality();
  } else {
    result.membership = lists->quality(end);
  }
  return result;
}
