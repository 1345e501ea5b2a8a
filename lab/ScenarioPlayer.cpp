#include "lab/ScenarioPlayer.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "host/Check.h"
#include "lab/ScheduleText.h"

namespace lab {

namespace {

// Whether the schedule's events are of its own peers.
bool namesOwnPeersAlone(const Schedule& schedule) {
  const auto isOwn = [&](sim::PeerId peer) { return peer >= 1 && peer <= schedule.peers; };
  const auto areOwn = [&](const std::vector<sim::PeerId>& peers) {
    return std::all_of(peers.begin(), peers.end(), isOwn);
  };
  const auto isOfOwn = [&](const Fault& fault) {
    return (fault.peer == 0 || isOwn(fault.peer)) && areOwn(fault.from) && areOwn(fault.to) &&
           std::all_of(fault.groups.begin(), fault.groups.end(), areOwn);
  };
  return std::all_of(schedule.faults.begin(), schedule.faults.end(), isOfOwn) &&
         std::all_of(schedule.operations.begin(), schedule.operations.end(),
                     [&](const ClientOperation& call) { return isOwn(call.coordinator); });
}

// The peers that a partition cuts from others, ascending: all that it names, but a bridge between
// all groups.
std::vector<sim::PeerId> cutPeers(const Fault& fault) {
  std::map<sim::PeerId, size_t> memberships;
  for (const std::vector<sim::PeerId>& group : fault.groups) {
    for (const sim::PeerId peer : group) ++memberships[peer];
  }
  std::vector<sim::PeerId> cut;
  for (const auto& [peer, count] : memberships) {
    if (count < fault.groups.size()) cut.push_back(peer);
  }
  return cut;
}

}  // namespace

ScenarioPlayer::ScenarioPlayer(Schedule schedule, Actions* actions, const sim::EventStream* events,
                               Recovery* recovery)
    : schedule_(std::move(schedule)),
      actions_(actions),
      events_(events),
      changes_(schedule_, recovery) {
  CHECK(schedule_.peers >= 1);
  CHECK(namesOwnPeersAlone(schedule_));
  const std::vector<ClientOperation>& operations = schedule_.operations;
  if (operations.empty()) return;
  calls_.planned = static_cast<int>(operations.size());
  calls_.firstDue = operations.front().tick;
}

void ScenarioPlayer::add(const std::vector<Fault>& faults) {
  CHECK(std::all_of(faults.begin(), faults.end(),
                    [this](const Fault& fault) { return fault.first > playedTo_; }));
  CHECK(std::none_of(faults.begin(), faults.end(),
                     [](const Fault& fault) { return fault.kind == FaultKind::Join; }));
  Schedule more;
  more.faults = faults;
  schedule_.add(more);
  CHECK(namesOwnPeersAlone(schedule_));
}

void ScenarioPlayer::conclude(sim::Tick end) {
  for (; nextFault_ < schedule_.faults.size(); ++nextFault_) {
    noteIneffective(schedule_.faults[nextFault_], "the run ended at tick " + std::to_string(end));
  }
  const std::string reason = calls_.possibleFrom < 0
                                 ? "the store had not started before the run ended"
                                 : "the run ended before it could be made";
  for (const ClientOperation* operation : waiting_) skip(*operation, reason);
  waiting_.clear();
  for (; nextOperation_ < schedule_.operations.size(); ++nextOperation_) {
    skip(schedule_.operations[nextOperation_], reason);
  }
}

std::vector<sim::PeerId> ScenarioPlayer::joiners() const {
  std::set<sim::PeerId> peers;
  for (const Fault& fault : schedule_.faults) {
    if (fault.kind == FaultKind::Join) peers.insert(fault.peer);
  }
  return {peers.begin(), peers.end()};
}

// ---- Faults.

void ScenarioPlayer::playFaults(sim::Tick tick) {
  playedTo_ = tick;
  endUntil(tick, tick);
  changes_.advance();
  for (; nextFault_ < schedule_.faults.size(); ++nextFault_) {
    const Fault& fault = schedule_.faults[nextFault_];
    if (fault.first > tick) return;
    if (fault.line.number > 0) noteIfIneffective(fault);
    if (!isPossible(fault) || *whyForbidden(fault) != '\0') {
      ++faultsSkipped_;
      continue;
    }
    announce(sim::EventKind::FaultBegan, fault, tick);
    begin(fault, tick);
  }
}

bool ScenarioPlayer::isPossible(const Fault& fault) const {
  switch (fault.kind) {
    case FaultKind::Pause:
    case FaultKind::Crash:
    case FaultKind::Leave: return actions_->isRunning(fault.peer);
    case FaultKind::Restart: return down_.count(fault.peer) > 0;
    case FaultKind::Join: return joined_.count(fault.peer) == 0;
    case FaultKind::FullDisk:
    case FaultKind::CorruptDisk: return actions_->hasDisks();
    default: return true;
  }
}

const char* ScenarioPlayer::whyForbidden(const Fault& fault) const {
  int running = 0;
  for (sim::PeerId peer = 1; peer <= schedule_.peers; ++peer) {
    if (actions_->isRunning(peer)) ++running;
  }
  return changes_.whyForbidden(fault, running);
}

void ScenarioPlayer::noteIfIneffective(const Fault& fault) {
  const std::string peer = "peer " + std::to_string(fault.peer);
  if (!isPossible(fault)) {
    noteIneffective(fault, whyImpossible(fault));
    return;
  }
  if (const char* const reason = whyForbidden(fault); *reason != '\0') {
    noteIneffective(fault, reason);
    return;
  }
  const auto paused = pausedUntil_.find(fault.peer);
  if (fault.kind == FaultKind::Pause && paused != pausedUntil_.end() &&
      paused->second >= fault.last) {
    noteIneffective(fault,
                    peer + " was paused until tick " + std::to_string(paused->second) + " already");
  } else if (fault.kind == FaultKind::Heal && lasting_.empty()) {
    noteIneffective(fault, "no fault that it could end was going on");
  }
}

std::string ScenarioPlayer::whyImpossible(const Fault& fault) const {
  const std::string peer = "peer " + std::to_string(fault.peer);
  switch (fault.kind) {
    case FaultKind::FullDisk:
    case FaultKind::CorruptDisk: return "the store keeps no disk";
    case FaultKind::Join: return peer + " had been introduced already";
    default: return peer + stateOf(fault.peer);
  }
}

std::string ScenarioPlayer::stateOf(sim::PeerId peer) const {
  if (down_.count(peer) > 0) return " was down already";
  if (left_.count(peer) > 0) return " had left already";
  return actions_->isRunning(peer) ? " was not down" : " had not started yet";
}

void ScenarioPlayer::noteIneffective(const Fault& fault, const std::string& reason) {
  if (fault.line.number > 0) ineffectiveEvents_.push_back(ineffectiveFault(fault, reason));
}

void ScenarioPlayer::begin(const Fault& fault, sim::Tick tick) {
  if (isLasting(fault.kind)) lasting_.push_back(fault);
  changes_.note(fault);
  switch (fault.kind) {
    case FaultKind::Pause: beginPause(fault); break;
    case FaultKind::FullDisk: actions_->setDiskFull(fault.peer, true); break;
    case FaultKind::CorruptDisk: actions_->corruptDisk(fault.peer); break;
    case FaultKind::Crash: actions_->crash(fault.peer); break;
    case FaultKind::Restart: actions_->restart(fault.peer, fault.withMemory); break;
    case FaultKind::Leave: actions_->leave(fault.peer); break;
    case FaultKind::Join:
      joined_.insert(fault.peer);
      actions_->join(fault.peer);
      break;
    case FaultKind::Heal: endUntil(std::numeric_limits<sim::Tick>::max(), tick); break;
    default: break;  // Of messages: NetworkFaults carries it out.
  }
}

void ScenarioPlayer::beginPause(const Fault& fault) {
  const auto [paused, isNew] = pausedUntil_.insert({fault.peer, fault.last});
  paused->second = std::max(paused->second, fault.last);
  if (isNew) actions_->pause(fault.peer);
}

// Ends, at `tick`, what would last until `last` or shorter.
void ScenarioPlayer::endUntil(sim::Tick last, sim::Tick tick) {
  const auto isOver = [last](const Fault& fault) { return fault.last <= last; };
  std::vector<Fault> ended;
  std::copy_if(lasting_.begin(), lasting_.end(), std::back_inserter(ended), isOver);
  std::erase_if(lasting_, isOver);
  for (const Fault& fault : ended) announce(sim::EventKind::FaultEnded, fault, tick);
  giveDisksRoom(ended);
  std::erase_if(pausedUntil_, [&](const auto& paused) {
    if (paused.second > last) return false;
    actions_->resume(paused.first);
    return true;
  });
}

// Those that no other fault keeps full.
void ScenarioPlayer::giveDisksRoom(const std::vector<Fault>& ended) {
  for (const Fault& fault : ended) {
    if (fault.kind != FaultKind::FullDisk) continue;
    const bool isStillFull = std::any_of(lasting_.begin(), lasting_.end(), [&](const Fault& other) {
      return other.kind == FaultKind::FullDisk && other.peer == fault.peer;
    });
    if (!isStillFull) actions_->setDiskFull(fault.peer, false);
  }
}

void ScenarioPlayer::announce(sim::EventKind kind, const Fault& fault, sim::Tick tick) const {
  const std::string text = faultText(fault);
  const std::vector<sim::PeerId> cut = cutPeers(fault);
  sim::Event event;
  event.kind = kind;
  event.tick = tick;
  event.fault = fault.kind;
  event.decision = fault.decision;
  event.cutPeers = cut;
  event.text = text;
  events_->emit(event);
}

// ---- Operations.

void ScenarioPlayer::playOperations(sim::Tick tick) {
  if (calls_.possibleFrom < 0) calls_.possibleFrom = tick;
  const std::vector<ClientOperation>& operations = schedule_.operations;
  for (; nextOperation_ < operations.size(); ++nextOperation_) {
    if (operations[nextOperation_].tick > tick) break;
    waiting_.push_back(&operations[nextOperation_]);
  }
  giveUpTheOverdue(tick);
  std::vector<const ClientOperation*> stillWaiting;
  std::set<int32_t> blocked;  // The clients of which a call waits: those after it wait, too.
  for (const ClientOperation* operation : waiting_) {
    if (tick - operation->tick > kPatienceTicks) {
      skip(*operation, whyOverdue(*operation));
    } else if (blocked.count(operation->client) > 0 || !tryToMake(*operation, tick)) {
      blocked.insert(operation->client);
      stillWaiting.push_back(operation);
    }
  }
  waiting_ = std::move(stillWaiting);
}

void ScenarioPlayer::giveUpTheOverdue(sim::Tick tick) {
  std::erase_if(
      busy_, [tick](const auto& client) { return tick - client.second.madeAt > kPatienceTicks; });
}

// False: it has to wait.
bool ScenarioPlayer::tryToMake(const ClientOperation& operation, sim::Tick tick) {
  if (busy_.count(operation.client) > 0) return false;
  bool somebodyServes = false;
  for (sim::PeerId i = 0; i < schedule_.peers; ++i) {
    const sim::PeerId peer = (operation.coordinator - 1 + i) % schedule_.peers + 1;
    if (!serves(peer)) continue;
    somebodyServes = true;
    if (open_.has({{peer, 0}, operation.operation, operation.key})) continue;
    ClientOperation call = operation;
    call.coordinator = peer;
    if (tick > operation.tick) {
      ++calls_.late;
      calls_.mostLate = std::max(calls_.mostLate, tick - operation.tick);
    }
    actions_->invoke(call);
    return true;
  }
  if (somebodyServes) return false;
  skip(operation, "no peer could serve it: each was down, paused or not in the group");
  return true;
}

void ScenarioPlayer::skip(const ClientOperation& operation, const std::string& reason) {
  ++calls_.notMade;
  if (operation.line.number == 0) return;
  ineffectiveEvents_.push_back(
      {operation.line.number, "`" + operationText(operation) + "` was not made: " + reason});
}

// REQUIRES: the call has waited for longer than a client does.
std::string ScenarioPlayer::whyOverdue(const ClientOperation& operation) const {
  const std::string patience = "more than " + std::to_string(kPatienceTicks) + " ticks";
  return operation.tick + kPatienceTicks < calls_.possibleFrom
             ? "the store started " + patience + " later"
             : "it waited for " + patience + " for the calls before it";
}

bool ScenarioPlayer::serves(sim::PeerId peer) const {
  return actions_->isRunning(peer) && pausedUntil_.count(peer) == 0 && actions_->isInGroup(peer);
}

// ---- What happens in the run.

void ScenarioPlayer::onEvent(const sim::Event& event) {
  const sim::PeerId peer = event.node.id;
  switch (event.kind) {
    case sim::EventKind::OperationInvoked: noteInvoked(event); break;
    case sim::EventKind::OperationFinished: noteFinished(event); break;
    case sim::EventKind::NodeFailed:
      down_.insert(peer);
      pausedUntil_.erase(peer);
      freeClientsOf(peer);
      break;
    case sim::EventKind::NodeRestarted:
      down_.erase(peer);
      // With its memory, it may still answer what it was asked before.
      if (!event.success) open_.forgetOn(event.node);
      break;
    case sim::EventKind::NodeLeft:
      left_.insert(peer);
      pausedUntil_.erase(peer);
      freeClientsOf(peer);
      break;
    default: break;
  }
}

void ScenarioPlayer::noteInvoked(const sim::Event& event) {
  const CallNumber number = ++callsMade_;
  open_.open(sim::callNameOf(event), {event.client, number});
  if (event.client != 0) busy_[event.client] = {number, event.node.id, event.tick};
}

void ScenarioPlayer::noteFinished(const sim::Event& event) {
  const std::optional<OpenCall> call = open_.close(sim::callNameOf(event));
  if (!call) return;
  // A client that has given the call up may wait for another one by now.
  const auto waiting = busy_.find(call->client);
  if (waiting != busy_.end() && waiting->second.number == call->number) busy_.erase(waiting);
}

void ScenarioPlayer::freeClientsOf(sim::PeerId peer) {
  std::erase_if(busy_, [peer](const auto& client) { return client.second.coordinator == peer; });
}

}  // namespace lab
