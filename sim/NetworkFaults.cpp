#include "sim/NetworkFaults.h"

#include <algorithm>
#include <limits>

namespace sim {

namespace {

constexpr int kMaxFlippedBits = 8;

bool contains(const std::vector<PeerId>& sorted, PeerId peer) {
  return std::binary_search(sorted.begin(), sorted.end(), peer);
}

bool isOnLinks(const Fault& fault, PeerId from, PeerId to) {
  return (fault.from.empty() || contains(fault.from, from)) &&
         (fault.to.empty() || contains(fault.to, to));
}

bool isCutBy(const Fault& partition, PeerId from, PeerId to) {
  const auto& groups = partition.groups;
  if (partition.oneWay) return contains(groups[0], from) && contains(groups[1], to);
  bool hasFrom = false;
  bool hasTo = false;
  for (const std::vector<PeerId>& group : groups) {
    const bool isFromHere = contains(group, from);
    const bool isToHere = contains(group, to);
    if (isFromHere && isToHere) return false;
    hasFrom = hasFrom || isFromHere;
    hasTo = hasTo || isToHere;
  }
  return hasFrom && hasTo;
}

// The delay of a message that the rule hits. Draws only where there is a choice.
int delayBy(const Fault& rule, Random* dice) {
  const int min = rule.kind == FaultKind::Reorder ? 1 : rule.ticksMin;
  return min == rule.ticksMax ? min : static_cast<int>(dice->between(min, rule.ticksMax));
}

bool isRule(FaultKind kind) { return isLasting(kind) && kind != FaultKind::Pause; }

}  // namespace

bool isDecidedByChance(const Fault& fault) {
  switch (fault.kind) {
    case FaultKind::Drop:
    case FaultKind::Duplicate:
    case FaultKind::Corrupt: return fault.probability > 0 && fault.probability < 1;
    case FaultKind::Delay:
      return fault.probability > 0 && (fault.probability < 1 || fault.ticksMin != fault.ticksMax);
    case FaultKind::Reorder:
      return fault.probability > 0 && (fault.probability < 1 || fault.ticksMax != 1);
    default: return false;
  }
}

NetworkFaults::DelayDice::DelayDice(uint64_t seed, const std::string& purpose)
    : ofCopy{Random(seed, purpose), Random(seed, purpose + " of copies")} {}

NetworkFaults::NetworkFaults(uint64_t seed, std::vector<Fault> faults)
    : seed_(seed),
      dropDice_(seed, "faults drop"),
      corruptDice_(seed, "faults corrupt"),
      duplicateDice_(seed, "faults duplicate"),
      delayDice_(seed, "faults delay"),
      reorderDice_(seed, "faults reorder"),
      tick_(std::numeric_limits<Tick>::min()) {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.first < b.first; });
  for (Fault& fault : faults) {
    if (fault.kind == FaultKind::Heal) {
      for (Rule& rule : rules_) rule.fault.last = std::min(rule.fault.last, fault.first);
    } else {
      addRule(std::move(fault));
    }
  }
  findBusyPeriods();
}

void NetworkFaults::addRule(Fault fault) {
  if (fault.kind == FaultKind::Message) {
    Effects& effects =
        named_[{fault.first, fault.network, fault.from.front(), fault.to.front(), fault.ordinal}];
    switch (fault.decision) {
      case MessageDecision::Drop: effects.drop = true; break;
      case MessageDecision::Corrupt: effects.corrupt = true; break;
      case MessageDecision::Delay: effects.delays[0] = fault.ticksMin; break;
      case MessageDecision::Duplicate:
        effects.duplicate = true;
        effects.delays[1] = fault.ticksMin;
        break;
    }
    return;
  }
  if (!isRule(fault.kind) || fault.probability <= 0) return;
  std::sort(fault.from.begin(), fault.from.end());
  std::sort(fault.to.begin(), fault.to.end());
  for (std::vector<PeerId>& group : fault.groups) std::sort(group.begin(), group.end());
  hasCorruption_ = hasCorruption_ || fault.kind == FaultKind::Corrupt;
  const bool isByChance = isDecidedByChance(fault);
  rules_.push_back({std::move(fault), isByChance});
}

void NetworkFaults::findBusyPeriods() {
  std::vector<std::pair<Tick, Tick>> periods;
  for (const auto& [fault, isByChance] : rules_) {
    if (fault.first < fault.last) periods.emplace_back(fault.first, fault.last);
  }
  for (const auto& entry : named_) {
    periods.emplace_back(entry.first.tick, entry.first.tick + 1);
  }
  std::sort(periods.begin(), periods.end());
  for (const auto& period : periods) {
    if (busyPeriods_.empty() || busyPeriods_.back().second < period.first) {
      busyPeriods_.push_back(period);
    } else {
      busyPeriods_.back().second = std::max(busyPeriods_.back().second, period.second);
    }
  }
}

bool NetworkFaults::isCalm(Tick tick) const {
  const auto after =
      std::upper_bound(busyPeriods_.begin(), busyPeriods_.end(), tick,
                       [](Tick tick, const auto& period) { return tick < period.first; });
  return after == busyPeriods_.begin() || std::prev(after)->second <= tick;
}

void NetworkFaults::advanceTo(Tick tick) {
  if (tick == tick_) return;
  tick_ = tick;
  ordinals_.clear();
  for (; nextRule_ < rules_.size() && rules_[nextRule_].fault.first <= tick; ++nextRule_) {
    active_.push_back(&rules_[nextRule_]);
  }
  std::erase_if(active_, [&](const Rule* rule) { return rule->fault.last <= tick; });
}

// The ordinals cost as much as all the rest.
bool NetworkFaults::needsNames() const { return !named_.empty() || hasCorruption_ || isRecording_; }

NetworkFaults::MessageName NetworkFaults::nameMessage(NetworkId network, PeerId from, PeerId to) {
  const uint64_t link = uint64_t{static_cast<uint32_t>(from)} << 33 |
                        uint64_t{static_cast<uint32_t>(to)} << 1 | static_cast<uint64_t>(network);
  return {tick_, network, from, to, ++ordinals_[link]};
}

bool NetworkFaults::isCut(PeerId from, PeerId to) const {
  return from != to && std::any_of(active_.begin(), active_.end(), [&](const Rule* rule) {
           return rule->fault.kind == FaultKind::Partition && isCutBy(rule->fault, from, to);
         });
}

void NetworkFaults::apply(const Rule& active, PeerId from, PeerId to, Effects* effects) {
  const Fault& rule = active.fault;
  const auto hits = [&](Random* dice) {
    return rule.probability >= 1 || dice->chance(rule.probability);
  };
  const auto delay = [&](DelayDice* dice) {
    for (size_t copy = 0; copy < effects->delays.size(); ++copy) {
      Random* const own = &dice->ofCopy[copy];
      if (hits(own)) effects->delays[copy] += delayBy(rule, own);
    }
  };
  if (rule.kind == FaultKind::Slow) {
    if (from != rule.peer && to != rule.peer) return;
    for (int& ticks : effects->delays) ticks += rule.ticksMin;
    return;
  }
  if (!isOnLinks(rule, from, to)) return;
  switch (rule.kind) {
    case FaultKind::Drop: effects->drop |= hits(&dropDice_); break;
    case FaultKind::Corrupt: effects->corrupt |= hits(&corruptDice_); break;
    case FaultKind::Duplicate: effects->duplicate |= hits(&duplicateDice_); break;
    case FaultKind::Delay: delay(&delayDice_); break;
    case FaultKind::Reorder: delay(&reorderDice_); break;
    default: break;
  }
}

NetworkFaults::Fate NetworkFaults::decide(Tick tick, NetworkId network, const Endpoint& from,
                                          const Endpoint& to, char* bytes, int32_t sizeBytes) {
  advanceTo(tick);
  Effects fixed;
  Effects chance;
  // All dice are thrown for each message, even for one that is lost or named.
  for (const Rule* rule : active_) {
    apply(*rule, from.id, to.id, rule->isByChance ? &chance : &fixed);
  }
  MessageName name{};
  bool isNamed = false;
  if (needsNames()) {
    name = nameMessage(network, from.id, to.id);
    const auto named = named_.find(name);
    isNamed = named != named_.end();
    if (isNamed) chance = named->second;
  }

  Fate fate;
  if (isCut(from.id, to.id)) {
    fate.lost = true;
    fate.cause = DropCause::Partition;
    return fate;
  }
  if (isRecording_ && !isNamed) recordDecisions(name, fixed, chance);
  fate.lost = fixed.drop || chance.drop;
  if (fate.lost) return fate;
  fate.corrupted = (fixed.corrupt || chance.corrupt) && sizeBytes > 0;
  if (fate.corrupted) flipBits(name, bytes, sizeBytes);
  fate.duplicated = fixed.duplicate || chance.duplicate;
  for (size_t copy = 0; copy < (fate.duplicated ? 2 : 1); ++copy) {
    fate.delays[copy] = fixed.delays[copy] + chance.delays[copy];
    fate.delayed = fate.delayed || fate.delays[copy] > 0;
  }
  return fate;
}

void NetworkFaults::flipBits(const MessageName& name, char* bytes, int32_t sizeBytes) const {
  std::string stream = "faults bits";
  for (const int part :
       {name.tick, static_cast<int>(name.network), name.from, name.to, name.ordinal}) {
    stream += " " + std::to_string(part);
  }
  Random dice(seed_, stream);
  std::vector<uint64_t> flipped;
  for (int64_t left = dice.between(1, kMaxFlippedBits); left > 0; --left) {
    const uint64_t bit = dice.below(uint64_t{8} * static_cast<uint64_t>(sizeBytes));
    // A bit that is flipped twice would be as it was.
    if (std::find(flipped.begin(), flipped.end(), bit) != flipped.end()) continue;
    flipped.push_back(bit);
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  }
}

// What the rules that do not draw decide anyway needs no record.
void NetworkFaults::recordDecisions(const MessageName& name, const Effects& fixed,
                                    const Effects& chance) {
  Fault record;
  record.kind = FaultKind::Message;
  record.first = record.last = name.tick;
  record.network = name.network;
  record.from = {name.from};
  record.to = {name.to};
  record.ordinal = name.ordinal;
  const auto add = [&](MessageDecision decision, int ticks) {
    record.decision = decision;
    record.ticksMin = ticks;
    decisions_.push_back(record);
  };
  if (fixed.drop) return;
  if (chance.drop) return add(MessageDecision::Drop, 0);
  if (chance.corrupt && !fixed.corrupt) add(MessageDecision::Corrupt, 0);
  if (chance.delays[0] > 0) add(MessageDecision::Delay, chance.delays[0]);
  const bool isCopyLate = chance.delays[1] > 0;
  if (fixed.duplicate ? isCopyLate : chance.duplicate) {
    add(MessageDecision::Duplicate, chance.delays[1]);
  }
}

}  // namespace sim
