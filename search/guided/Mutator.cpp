#include "search/guided/Mutator.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

#include "host/Check.h"
#include "lab/Coincidences.h"
#include "lab/GroupChanges.h"

namespace search {

namespace {

using lab::ClientOperation;
using lab::Fault;
using lab::FaultKind;
using lab::Schedule;

constexpr lab::FaultLimits kLimits;
constexpr int kCatchUpTicks = 28;  // Of a peer without memory that hardly any message reaches.
constexpr int kOwnClients = 8;
constexpr int32_t kFirstOwnClient = 100001;
// The longest schedules that are mutated further: longer ones cost more than they find.
constexpr size_t kMostFaults = 200;

// Whether the fault concerns messages of the store alone: then it may be anything.
bool isOfStore(const Fault& fault) {
  if (fault.kind == FaultKind::Message) return fault.network == sim::NetworkId::Store;
  return fault.onlyNetwork == sim::NetworkId::Store;
}

bool isWindowOfStore(const Fault& fault) {
  return isOfStore(fault) && fault.kind != FaultKind::Message;
}

bool isMovable(const Fault& fault) { return isOfStore(fault) || lab::changesGroup(fault.kind); }

bool isRestart(const Fault& fault) { return fault.kind == FaultKind::Restart; }

bool isWrite(const ClientOperation& call) { return call.operation != sim::Operation::Read; }

}  // namespace

Mutator::Mutator(MutationSettings settings, sim::Random* dice)
    : settings_(std::move(settings)), dice_(dice) {
  CHECK(settings_.stop - settings_.start >= lab::kShortestCoincidence);
}

const std::vector<Mutator::WeightedChange>& Mutator::changes() {
  static const std::vector<WeightedChange> changes = {
      {&Mutator::addCoincidence, 4}, {&Mutator::moveFault, 6},     {&Mutator::resizeFault, 4},
      {&Mutator::retargetFault, 4},  {&Mutator::removeFault, 2},   {&Mutator::changeContent, 4},
      {&Mutator::addLoss, 6},        {&Mutator::addDelay, 4},      {&Mutator::addDuplicate, 1},
      {&Mutator::addOutage, 4},      {&Mutator::retimeRestart, 3}, {&Mutator::disturbReturn, 4},
      {&Mutator::addRead, 5},        {&Mutator::addWrite, 3},      {&Mutator::moveOperation, 5},
      {&Mutator::removeOperation, 2}};
  return changes;
}

Schedule Mutator::mutate(const Schedule& base, const Schedule& other) {
  schedule_ = base;
  schedule_.isGuarded = true;
  if (dice_->chance(0.05)) splice(other);
  const int weights =
      std::accumulate(changes().begin(), changes().end(), 0,
                      [](int sum, const WeightedChange& change) { return sum + change.weight; });
  for (int left = between(1, 4); left > 0; --left) {
    int drawn = between(1, weights);
    for (const WeightedChange& each : changes()) {
      drawn -= each.weight;
      if (drawn > 0) continue;
      (this->*each.change)();
      break;
    }
  }
  schedule_.sort();
  repairOutages();
  return std::move(schedule_);
}

sim::Tick Mutator::clamped(sim::Tick tick) const {
  return std::clamp(tick, settings_.start, settings_.stop - 1);
}

sim::PeerId Mutator::replicaOf(const std::string& key) {
  const std::vector<sim::PeerId> replicas = settings_.replicasOf(schedule_.peers, key, 0);
  return replicas[dice_->below(replicas.size())];
}

Fault* Mutator::anyFault(bool (*isWanted)(const Fault& fault)) {
  std::vector<Fault*> wanted;
  for (Fault& fault : schedule_.faults) {
    if (isWanted(fault)) wanted.push_back(&fault);
  }
  return wanted.empty() ? nullptr : wanted[dice_->below(wanted.size())];
}

ClientOperation* Mutator::anyOperation() {
  std::vector<ClientOperation*> inTime;
  for (ClientOperation& call : schedule_.operations) {
    if (call.tick >= settings_.start && call.tick < settings_.stop) inTime.push_back(&call);
  }
  return inTime.empty() ? nullptr : inTime[dice_->below(inTime.size())];
}

// ---- Faults.

void Mutator::addCoincidence() {
  if (schedule_.faults.size() > kMostFaults) return;
  lab::CoincidenceSettings settings;
  settings.peers = schedule_.peers;
  settings.start = settings_.start;
  settings.stop = settings_.stop;
  settings.firstClient = kFirstOwnClient + kOwnClients;
  settings.key = "g" + std::to_string(between(1, 4));
  settings.replicasOf = [this](const std::string& key, sim::PeerId without) {
    return settings_.replicasOf(schedule_.peers, key, without);
  };
  settings.mayRestart = schedule_.peers >= kLimits.smallGroup;
  settings.mayDepart = lab::peersThatMayDepart(schedule_, kLimits);
  settings.disturbsHandOffs = dice_->chance(0.5);
  std::copy_if(schedule_.faults.begin(), schedule_.faults.end(),
               std::back_inserter(settings.changes),
               [](const Fault& fault) { return lab::changesGroup(fault.kind); });
  const bool disturbsRepair = dice_->chance(0.5);
  schedule_.add(disturbsRepair ? lab::drawDisturbedRepair(settings, dice_)
                               : lab::drawCoincidence(settings, dice_));
}

void Mutator::moveFault() {
  Fault* const fault = anyFault(isMovable);
  if (fault == nullptr) return;
  const sim::Tick before = fault->first;
  const sim::Tick length = fault->last - fault->first;
  fault->first = clamped(fault->first + between(-8, 8));
  fault->last = std::min(fault->first + length, settings_.stop);
  if (fault->kind == FaultKind::Crash) moveRestart(fault->peer, before, fault->first - before);
}

// The restart that ends the outage of a crash which was at `crashedAt`.
void Mutator::moveRestart(sim::PeerId peer, sim::Tick crashedAt, sim::Tick ticks) {
  for (Fault& fault : schedule_.faults) {
    if (!isRestart(fault) || fault.peer != peer || fault.first <= crashedAt) continue;
    fault.first = fault.last = clamped(fault.first + ticks);
    return;
  }
}

void Mutator::resizeFault() {
  Fault* const fault = anyFault(isWindowOfStore);
  if (fault == nullptr) return;
  const sim::Tick last = fault->last + between(-8, 8);
  fault->last = std::clamp(last, fault->first + 1, std::max(fault->first + 1, settings_.stop));
}

void Mutator::retargetFault() {
  Fault* const fault = anyFault(isOfStore);
  if (fault == nullptr || fault->from.empty() || fault->to.empty()) return;
  (dice_->chance(0.5) ? fault->from : fault->to) = {anyPeer()};
}

void Mutator::removeFault() {
  const Fault* const fault = anyFault(isOfStore);
  if (fault != nullptr)
    schedule_.faults.erase(schedule_.faults.begin() + (fault - schedule_.faults.data()));
}

// A fault of the messages between the coordinator of a call and a replica of its key.
Fault Mutator::linkFault(FaultKind kind) {
  Fault fault;
  fault.kind = kind;
  fault.onlyNetwork = sim::NetworkId::Store;
  const ClientOperation* const call = anyOperation();
  fault.first = call == nullptr ? between(settings_.start, settings_.stop - 1)
                                : clamped(call->tick + between(0, 6));
  const bool isShort = dice_->chance(0.5);
  fault.last = std::min(fault.first + (isShort ? between(1, 3) : between(4, 26)), settings_.stop);
  fault.from = {call == nullptr || dice_->chance(0.2) ? anyPeer() : call->coordinator};
  fault.to = {call == nullptr || dice_->chance(0.2) ? anyPeer() : replicaOf(call->key)};
  if (dice_->chance(0.4)) std::swap(fault.from, fault.to);
  if (call != nullptr && dice_->chance(0.4)) limitToContent(call->key, &fault);
  return fault;
}

// Copies of the key alone, or all but them.
void Mutator::limitToContent(const std::string& key, Fault* fault) {
  fault->text = key;
  fault->withoutText = dice_->chance(0.35);
}

void Mutator::changeContent() {
  Fault* const fault = anyFault(isWindowOfStore);
  const ClientOperation* const call = anyOperation();
  if (fault == nullptr || call == nullptr) return;
  const bool isWhole = !fault->text.empty() && dice_->chance(0.4);
  if (!isWhole) return limitToContent(call->key, fault);
  fault->text.clear();
  fault->withoutText = false;
}

void Mutator::addLoss() {
  if (schedule_.faults.size() > kMostFaults) return;
  schedule_.faults.push_back(linkFault(FaultKind::Drop));
}

void Mutator::addDelay() {
  if (schedule_.faults.size() > kMostFaults) return;
  Fault fault = linkFault(FaultKind::Delay);
  fault.ticksMin = fault.ticksMax = between(1, kLimits.delayTicks);
  schedule_.faults.push_back(fault);
}

void Mutator::addDuplicate() {
  if (schedule_.faults.size() > kMostFaults) return;
  schedule_.faults.push_back(linkFault(FaultKind::Duplicate));
}

void Mutator::addOutage() {
  const ClientOperation* const call = anyOperation();
  if (call == nullptr || schedule_.peers < kLimits.smallGroup) return;
  Fault crash;
  crash.kind = FaultKind::Crash;
  crash.first = crash.last = clamped(call->tick + between(0, 10));
  crash.peer = dice_->chance(0.7) ? replicaOf(call->key) : anyPeer();
  Fault restart = crash;
  restart.kind = FaultKind::Restart;
  restart.withMemory = dice_->chance(0.3);
  const bool isUnnoticed = dice_->chance(0.7);
  restart.first = restart.last = crash.first + (isUnnoticed ? between(kLimits.shortestOutage, 9)
                                                            : between(10, kLimits.longestOutage));
  if (restart.first >= settings_.stop) return;
  schedule_.faults.push_back(crash);
  schedule_.faults.push_back(restart);
}

void Mutator::retimeRestart() {
  Fault* const restart = anyFault(isRestart);
  if (restart == nullptr) return;
  if (dice_->chance(0.3)) restart->withMemory = !restart->withMemory;
  restart->first = restart->last = clamped(restart->first + between(-4, 4));
}

// Loses what a peer that has come back and another one send each other while it catches up. Delays
// could add up to more than the guarantee allows.
void Mutator::disturbReturn() {
  const Fault* const restart = anyFault(isRestart);
  if (restart == nullptr || schedule_.faults.size() > kMostFaults) return;
  Fault fault;
  fault.kind = FaultKind::Drop;
  fault.onlyNetwork = sim::NetworkId::Store;
  fault.first = clamped(restart->first + between(0, kCatchUpTicks));
  const bool isShort = dice_->chance(0.5);
  fault.last =
      std::min(fault.first + (isShort ? between(1, 3) : between(4, kCatchUpTicks)), settings_.stop);
  fault.from = {anyPeer()};
  fault.to = {restart->peer};
  if (dice_->chance(0.4)) std::swap(fault.from, fault.to);
  const ClientOperation* const call = anyOperation();
  if (call != nullptr && dice_->chance(0.5)) limitToContent(call->key, &fault);
  schedule_.faults.push_back(fault);
}

// Leaves out what makes no sense as an outage: a crash or a restart beside its counterpart, and
// outages that are too short or too long. A crash for good stays where it is the peer's last event.
void Mutator::repairOutages() {
  std::map<sim::PeerId, std::vector<size_t>> events;  // By peer: the indices, by tick.
  for (size_t i = 0; i < schedule_.faults.size(); ++i) {
    const FaultKind kind = schedule_.faults[i].kind;
    if (kind == FaultKind::Crash || kind == FaultKind::Restart) {
      events[schedule_.faults[i].peer].push_back(i);
    }
  }
  std::vector<bool> isKept(schedule_.faults.size(), true);
  for (const auto& [peer, ofPeer] : events) {
    for (size_t i = 0; i < ofPeer.size(); ++i) {
      const Fault& fault = schedule_.faults[ofPeer[i]];
      const bool isCrash = fault.kind == FaultKind::Crash;
      const bool isLast = i + 1 == ofPeer.size();
      const Fault* const next = isLast ? nullptr : &schedule_.faults[ofPeer[i + 1]];
      const int ticks = next == nullptr ? 0 : next->first - fault.first;
      const bool isOutage = isCrash && next != nullptr && isRestart(*next) &&
                            ticks >= kLimits.shortestOutage && ticks <= kLimits.longestOutage;
      if (isOutage) {
        ++i;
      } else if (!(isCrash && isLast && peer != 1)) {
        isKept[ofPeer[i]] = false;
      }
    }
  }
  size_t index = 0;
  std::erase_if(schedule_.faults, [&](const Fault&) { return !isKept[index++]; });
}

// ---- Calls.

ClientOperation Mutator::callOn(const std::string& key, sim::Tick tick, sim::Operation operation) {
  ClientOperation call;
  call.tick = clamped(tick);
  call.client = kFirstOwnClient + between(0, kOwnClients - 1);
  call.coordinator = anyPeer();
  call.operation = operation;
  call.key = key;
  if (operation == sim::Operation::Create || operation == sim::Operation::Update) {
    // No other write has it.
    call.value = "m" + std::to_string(dice_->below(uint64_t{1} << 40));
  }
  return call;
}

void Mutator::addRead() {
  const ClientOperation* const call = anyOperation();
  if (call == nullptr) return;
  const int after = dice_->chance(0.85) ? between(1, 26) : between(38, 60);
  schedule_.operations.push_back(callOn(call->key, call->tick + after, sim::Operation::Read));
}

void Mutator::addWrite() {
  constexpr std::array kWrites = {sim::Operation::Create, sim::Operation::Update,
                                  sim::Operation::Delete};
  const ClientOperation* const call = anyOperation();
  if (call == nullptr) return;
  const sim::Operation operation = kWrites[dice_->below(kWrites.size())];
  schedule_.operations.push_back(callOn(call->key, call->tick + between(-10, 10), operation));
}

void Mutator::moveOperation() {
  ClientOperation* const call = anyOperation();
  if (call == nullptr) return;
  if (dice_->chance(0.4)) {
    call->coordinator = anyPeer();
  } else {
    call->tick = clamped(call->tick + between(-6, 6));
  }
}

void Mutator::removeOperation() {
  const ClientOperation* const call = anyOperation();
  // The writes make what the others can find.
  if (call == nullptr || (isWrite(*call) && dice_->chance(0.8))) return;
  schedule_.operations.erase(schedule_.operations.begin() + (call - schedule_.operations.data()));
}

// The faults of both networks stay those of the base, whose distances are right.
void Mutator::splice(const Schedule& other) {
  if (other.peers != schedule_.peers) return;
  const sim::Tick from = between(settings_.start, settings_.stop);
  std::erase_if(schedule_.faults, [&](const Fault& fault) {
    return fault.first >= from && isMovable(fault) && fault.kind != FaultKind::Join;
  });
  for (const Fault& fault : other.faults) {
    const bool isJoin = fault.kind == FaultKind::Join;
    if (fault.first >= from && isMovable(fault) && !isJoin) schedule_.faults.push_back(fault);
  }
  const auto isLater = [&](const ClientOperation& call) {
    return call.tick >= from && call.tick < settings_.stop;
  };
  std::erase_if(schedule_.operations, isLater);
  std::copy_if(other.operations.begin(), other.operations.end(),
               std::back_inserter(schedule_.operations), isLater);
  schedule_.sort();
}

}  // namespace search
