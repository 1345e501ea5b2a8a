#include "search/exhaustive/Extensions.h"

#include <algorithm>

namespace search {

namespace {

using Kind = Step::Kind;

bool isOfMessage(const Step& step) { return step.kind == Kind::Loss || step.kind == Kind::Delay; }

lab::Fault faultOfPeer(lab::FaultKind kind, sim::Tick tick, const Step& step) {
  lab::Fault fault;
  fault.kind = kind;
  fault.first = fault.last = tick;
  fault.peer = step.peer;
  fault.withMemory = kind == lab::FaultKind::Restart && step.withMemory;
  return fault;
}

lab::Fault faultOfMessage(const Step& step) {
  lab::Fault fault;
  fault.kind = lab::FaultKind::Message;
  fault.first = fault.last = step.tick;
  fault.network = sim::NetworkId::Store;
  fault.from = {step.peer};
  fault.to = {step.to};
  fault.ordinal = step.ordinal;
  const bool isLoss = step.kind == Kind::Loss;
  fault.decision = isLoss ? lab::MessageDecision::Drop : lab::MessageDecision::Delay;
  fault.ticksMin = step.ticks;
  return fault;
}

// Finds the extensions of one set.
class Finder {
 public:
  Finder(const Steps& steps, const WindowRecord& record, const ExhaustiveSettings& settings)
      : steps_(steps),
        record_(record),
        settings_(settings),
        room_(settings.mostFaults - faultCount(steps)) {}

  Extensions find() {
    if (room_ < 1) return {};
    const sim::Tick last = settings_.last + kTicksToRestart;
    for (sim::Tick tick = firstForPeers(); tick <= last; ++tick) {
      for (sim::PeerId peer = 1; peer <= settings_.peers; ++peer) {
        if (tick <= settings_.last) addCrashes(peer, tick);
        addRestarts(peer, tick);
      }
    }
    for (const SentMessage& message : record_.messages) {
      if (isLater(message)) addFaultsOf(message);
    }
    return std::move(found_);
  }

 private:
  sim::Tick firstForPeers() const {
    return steps_.empty() ? settings_.first : steps_.back().tick + 1;
  }

  bool isLater(const SentMessage& message) const {
    if (steps_.empty()) return true;
    const Step& last = steps_.back();
    return isOfMessage(last) ? message.number > last.number : message.tick >= last.tick;
  }

  bool isPeer(sim::PeerId id) const { return id >= 1 && id <= settings_.peers; }

  void addCrashes(sim::PeerId peer, sim::Tick tick) {
    if (record_.stateOf(peer, tick) != PeerState::Up) {
      ++found_.omitted.withoutEffect;
      return;
    }
    const bool isAllowed = settings_.peers >= kLimits.smallGroup;
    Step crash;
    crash.kind = Kind::Crash;
    crash.tick = tick;
    crash.peer = peer;
    // New members and those that restart need the introducer.
    if (isAllowed && peer != kIntroducer) {
      found_.single.push_back(crash);
    } else {
      ++found_.omitted.outside;
    }
    if (isAllowed && room_ >= 2) addOutages(crash);
  }

  void addOutages(const Step& crash) {
    const sim::Tick last = settings_.last + kTicksToRestart;
    for (sim::Tick tick = crash.tick + 1; tick <= last; ++tick) {
      Step outage = crash;
      outage.kind = Kind::Outage;
      outage.ticks = tick - crash.tick;
      addWithAndWithoutMemory(outage, outage.ticks, &found_.outages);
    }
  }

  // Of a peer that the schedule itself has let fail. Those of other peers end an outage.
  void addRestarts(sim::PeerId peer, sim::Tick tick) {
    if (record_.stateOf(peer, tick) != PeerState::Down) {
      found_.omitted.withoutEffect += 2;
      return;
    }
    const sim::Tick failedAt = record_.failedAt(peer, tick);
    const bool isOfSet = std::any_of(steps_.begin(), steps_.end(), [&](const Step& step) {
      return !isOfMessage(step) && step.peer == peer && step.tick == failedAt;
    });
    if (isOfSet) return;
    Step restart;
    restart.kind = Kind::Restart;
    restart.tick = tick;
    restart.peer = peer;
    addWithAndWithoutMemory(restart, tick - failedAt, &found_.single);
  }

  void addWithAndWithoutMemory(Step step, sim::Tick outage, Steps* steps) {
    if (outage < kLimits.shortestOutage || outage > kLimits.longestOutage) {
      found_.omitted.outside += 2;
      return;
    }
    for (const bool withMemory : {false, true}) {
      step.withMemory = withMemory;
      steps->push_back(step);
    }
  }

  // Its loss, and each delay. One that nobody receives can be lost or late without a difference.
  void addFaultsOf(const SentMessage& message) {
    if (message.receivedAt < 0 || !isPeer(message.to)) {
      found_.omitted.withoutEffect += 1 + kLimits.delayTicks;
      return;
    }
    Step step;
    step.tick = message.tick;
    step.peer = message.from;
    step.to = message.to;
    step.ordinal = message.ordinal;
    step.number = message.number;
    found_.single.push_back(step);
    step.kind = Kind::Delay;
    for (step.ticks = 1; step.ticks <= kLimits.delayTicks; ++step.ticks) {
      const bool isInTime = settings_.isDelayExact && message.isPlain &&
                            message.tick + step.ticks <= message.receivedAt;
      if (isInTime) {
        ++found_.omitted.withoutEffect;
      } else {
        found_.single.push_back(step);
      }
    }
  }

  const Steps& steps_;
  const WindowRecord& record_;
  const ExhaustiveSettings& settings_;
  const int room_;  // For more faults.
  Extensions found_;
};

}  // namespace

int faultCount(const Steps& steps) {
  int count = 0;
  for (const Step& step : steps) count += step.kind == Kind::Outage ? 2 : 1;
  return count;
}

std::vector<lab::Fault> faultsOf(const Steps& steps) {
  std::vector<lab::Fault> faults;
  for (const Step& step : steps) {
    switch (step.kind) {
      case Kind::Loss:
      case Kind::Delay: faults.push_back(faultOfMessage(step)); break;
      case Kind::Crash:
        faults.push_back(faultOfPeer(lab::FaultKind::Crash, step.tick, step));
        break;
      case Kind::Restart:
        faults.push_back(faultOfPeer(lab::FaultKind::Restart, step.tick, step));
        break;
      case Kind::Outage:
        faults.push_back(faultOfPeer(lab::FaultKind::Crash, step.tick, step));
        faults.push_back(faultOfPeer(lab::FaultKind::Restart, step.tick + step.ticks, step));
        break;
    }
  }
  return faults;
}

void Omitted::add(const Omitted& other) {
  withoutEffect += other.withoutEffect;
  outside += other.outside;
}

Extensions extensionsOf(const Steps& steps, const WindowRecord& record,
                        const ExhaustiveSettings& settings) {
  return Finder(steps, record, settings).find();
}

}  // namespace search
