#include "lab/NetworkFaults.h"

#include <algorithm>
#include <limits>

#include "host/Check.h"
#include "lab/ScheduleText.h"

namespace lab {

namespace {

constexpr int kMaxFlippedBits = 8;

bool contains(const std::vector<sim::PeerId>& sorted, sim::PeerId peer) {
  return std::binary_search(sorted.begin(), sorted.end(), peer);
}

bool concerns(const Fault& fault, sim::NetworkId network, sim::PeerId from, sim::PeerId to,
              std::string_view bytes) {
  return (!fault.onlyNetwork || *fault.onlyNetwork == network) &&
         (fault.from.empty() || contains(fault.from, from)) &&
         (fault.to.empty() || contains(fault.to, to)) &&
         (fault.text.empty() ||
          (bytes.find(fault.text) == std::string_view::npos) == fault.withoutText);
}

bool isCutBy(const Fault& partition, sim::PeerId from, sim::PeerId to) {
  const auto& groups = partition.groups;
  if (partition.oneWay) return contains(groups[0], from) && contains(groups[1], to);
  bool hasFrom = false;
  bool hasTo = false;
  for (const std::vector<sim::PeerId>& group : groups) {
    const bool isFromHere = contains(group, from);
    const bool isToHere = contains(group, to);
    if (isFromHere && isToHere) return false;
    hasFrom = hasFrom || isFromHere;
    hasTo = hasTo || isToHere;
  }
  return hasFrom && hasTo;
}

// The delay of a message that the rule hits. Draws only where there is a choice.
int delayBy(const Fault& rule, sim::Random* dice) {
  const int min = rule.kind == FaultKind::Reorder ? 1 : rule.ticksMin;
  return min == rule.ticksMax ? min : static_cast<int>(dice->between(min, rule.ticksMax));
}

// Whether the values are such as this class can use. The schedule language has tighter bounds.
bool isUsable(const Fault& fault) {
  const bool isChance = fault.probability >= 0 && fault.probability <= 1;
  switch (fault.kind) {
    case FaultKind::Delay:
      return isChance && fault.ticksMin >= 0 && fault.ticksMin <= fault.ticksMax;
    case FaultKind::Reorder: return isChance && fault.ticksMax >= 1;
    case FaultKind::Partition: return fault.groups.size() >= 2;
    case FaultKind::Slow: return fault.ticksMin >= 0;
    case FaultKind::Message: return !fault.from.empty() && !fault.to.empty() && fault.ticksMin >= 0;
    default: return isChance;
  }
}

bool affectsManyMessages(const Fault& fault) {
  return isLasting(fault.kind) || fault.kind == FaultKind::Heal;
}

bool isRule(FaultKind kind) {
  return isLasting(kind) && kind != FaultKind::Pause && kind != FaultKind::FullDisk;
}

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
    : ofCopy{sim::Random(seed, purpose), sim::Random(seed, purpose + " of copies")} {}

NetworkFaults::NetworkFaults(uint64_t seed, std::vector<Fault> faults)
    : seed_(seed),
      dropDice_(seed, "faults drop"),
      corruptDice_(seed, "faults corrupt"),
      duplicateDice_(seed, "faults duplicate"),
      delayDice_(seed, "faults delay"),
      reorderDice_(seed, "faults reorder"),
      tick_(std::numeric_limits<sim::Tick>::min()) {
  CHECK(std::all_of(faults.begin(), faults.end(), isUsable));
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.first < b.first; });
  for (Fault& fault : faults) {
    if (fault.kind == FaultKind::Heal) {
      for (Rule& rule : rules_) rule.end = std::min(rule.end, fault.first);
    } else {
      addRule(std::move(fault));
    }
  }
  findBusyPeriods();
}

NetworkFaults::MessageName NetworkFaults::nameOf(const Fault& fault) {
  return {fault.first, fault.network, fault.from.front(), fault.to.front(), fault.ordinal};
}

void NetworkFaults::add(const std::vector<Fault>& faults) {
  CHECK(std::none_of(faults.begin(), faults.end(), affectsManyMessages));
  CHECK(std::all_of(faults.begin(), faults.end(),
                    [this](const Fault& fault) { return fault.first > tick_; }));
  for (const Fault& fault : faults) {
    if (fault.kind == FaultKind::Message) addNamed(fault);
  }
  findBusyPeriods();
}

void NetworkFaults::addNamed(Fault fault) {
  Effects& effects = named_[nameOf(fault)].effects;
  switch (fault.decision) {
    case MessageDecision::Drop: effects.drop = true; break;
    case MessageDecision::Corrupt: effects.corrupt = true; break;
    case MessageDecision::Delay: effects.delays[0] = fault.ticksMin; break;
    case MessageDecision::Duplicate:
      effects.duplicate = true;
      effects.delays[1] = fault.ticksMin;
      break;
  }
  if (fault.line.number > 0) namedOfFile_.push_back(std::move(fault));
}

void NetworkFaults::addRule(Fault fault) {
  const bool isOfFile = fault.line.number > 0;
  if (fault.kind == FaultKind::Message) return addNamed(std::move(fault));
  if (!isRule(fault.kind)) return;
  if (fault.probability <= 0) {
    if (isOfFile) impossible_.push_back(std::move(fault));
    return;
  }
  isFollowed_ = isFollowed_ || isOfFile;
  std::sort(fault.from.begin(), fault.from.end());
  std::sort(fault.to.begin(), fault.to.end());
  for (std::vector<sim::PeerId>& group : fault.groups) std::sort(group.begin(), group.end());
  hasTexts_ = hasTexts_ || !fault.text.empty();
  hasCorruption_ = hasCorruption_ || fault.kind == FaultKind::Corrupt;
  const bool isByChance = isDecidedByChance(fault);
  const sim::Tick end = fault.last;
  rules_.push_back({std::move(fault), isByChance, end});
}

void NetworkFaults::findBusyPeriods() {
  std::vector<std::pair<sim::Tick, sim::Tick>> periods;
  for (const Rule& rule : rules_) {
    if (rule.fault.first < rule.end) periods.emplace_back(rule.fault.first, rule.end);
  }
  for (const auto& entry : named_) {
    periods.emplace_back(entry.first.tick, entry.first.tick + 1);
  }
  std::sort(periods.begin(), periods.end());
  busyPeriods_.clear();
  for (const auto& period : periods) {
    if (busyPeriods_.empty() || busyPeriods_.back().second < period.first) {
      busyPeriods_.push_back(period);
    } else {
      busyPeriods_.back().second = std::max(busyPeriods_.back().second, period.second);
    }
  }
}

bool NetworkFaults::isCalm(sim::Tick tick) const {
  const auto after =
      std::upper_bound(busyPeriods_.begin(), busyPeriods_.end(), tick,
                       [](sim::Tick tick, const auto& period) { return tick < period.first; });
  return after == busyPeriods_.begin() || std::prev(after)->second <= tick;
}

void NetworkFaults::advanceTo(sim::Tick tick) {
  if (tick == tick_) return;
  tick_ = tick;
  ordinals_.clear();
  for (; nextRule_ < rules_.size() && rules_[nextRule_].fault.first <= tick; ++nextRule_) {
    active_.push_back(&rules_[nextRule_]);
  }
  std::erase_if(active_, [&](const Rule* rule) { return rule->end <= tick; });
}

// The ordinals cost as much as all the rest.
bool NetworkFaults::needsNames() const { return mayCorrupt() || isRecording_; }

NetworkFaults::MessageName NetworkFaults::nameMessage(sim::NetworkId network, sim::PeerId from,
                                                      sim::PeerId to) {
  const uint64_t link = uint64_t{static_cast<uint32_t>(from)} << 33 |
                        uint64_t{static_cast<uint32_t>(to)} << 1 | static_cast<uint64_t>(network);
  return {tick_, network, from, to, ++ordinals_[link]};
}

bool NetworkFaults::cuts(sim::PeerId from, sim::PeerId to) {
  bool isCut = false;
  for (Rule* rule : active_) {
    if (rule->fault.kind != FaultKind::Partition || !isCutBy(rule->fault, from, to)) continue;
    isCut = true;
    rule->reach = Reach::Struck;
  }
  return isCut;
}

NetworkFaults::Reach NetworkFaults::apply(const Rule& active, sim::NetworkId network,
                                          sim::PeerId from, sim::PeerId to, std::string_view bytes,
                                          Effects* effects) {
  const Fault& rule = active.fault;
  const auto hits = [&](sim::Random* dice) {
    return rule.probability >= 1 || dice->chance(rule.probability);
  };
  const auto delay = [&](DelayDice* dice) {
    bool isHit = false;
    for (size_t copy = 0; copy < effects->delays.size(); ++copy) {
      sim::Random* const own = &dice->ofCopy[copy];
      if (!hits(own)) continue;
      effects->delays[copy] += delayBy(rule, own);
      isHit = isHit || copy == 0;
    }
    return isHit;
  };
  const auto strike = [&](bool* effect, sim::Random* dice) {
    const bool isHit = hits(dice);
    *effect = *effect || isHit;
    return isHit;
  };
  if (rule.kind == FaultKind::Slow) {
    if (from != rule.peer && to != rule.peer) return Reach::None;
    for (int& ticks : effects->delays) ticks += rule.ticksMin;
    return Reach::Struck;
  }
  if (rule.kind == FaultKind::Partition || !concerns(rule, network, from, to, bytes)) {
    return Reach::None;
  }
  bool isHit = false;
  switch (rule.kind) {
    case FaultKind::Drop: isHit = strike(&effects->drop, &dropDice_); break;
    case FaultKind::Corrupt: isHit = strike(&effects->corrupt, &corruptDice_); break;
    case FaultKind::Duplicate: isHit = strike(&effects->duplicate, &duplicateDice_); break;
    case FaultKind::Delay: isHit = delay(&delayDice_); break;
    case FaultKind::Reorder: isHit = delay(&reorderDice_); break;
    default: break;
  }
  return isHit ? Reach::Struck : Reach::Met;
}

NetworkFaults::Fate NetworkFaults::decide(sim::Tick tick, sim::NetworkId network,
                                          const sim::Endpoint& from, const sim::Endpoint& to,
                                          char* bytes, int32_t sizeBytes) {
  advanceTo(tick);
  Effects fixed;
  Effects chance;
  striking_.clear();
  const std::string_view content(bytes, static_cast<size_t>(needsBytes() ? sizeBytes : 0));
  // All dice are thrown for each message, even for one that is lost or named.
  for (Rule* rule : active_) {
    const Reach reach =
        apply(*rule, network, from.id, to.id, content, rule->isByChance ? &chance : &fixed);
    if (!isFollowed_ || reach == Reach::None) continue;
    rule->reach = std::max(rule->reach, Reach::Met);
    if (reach == Reach::Struck) striking_.push_back(rule);
  }
  MessageName name{};
  Named* named = nullptr;
  if (needsNames()) {
    name = nameMessage(network, from.id, to.id);
    const auto found = named_.find(name);
    if (found != named_.end()) named = &found->second;
  }
  if (named != nullptr) {
    chance = named->effects;
    std::erase_if(striking_, [](const Rule* rule) { return rule->isByChance; });
  }

  Fate fate;
  if (from.id != to.id && cuts(from.id, to.id)) {
    fate.lost = true;
    fate.cause = sim::DropCause::Partition;
  } else {
    if (isRecording_ && named == nullptr) recordDecisions(name, fixed, chance);
    fate = fateOf(name, fixed, chance, bytes, sizeBytes);
  }
  noteReach(fate, named);
  return fate;
}

NetworkFaults::Fate NetworkFaults::fateOf(const MessageName& name, const Effects& fixed,
                                          const Effects& chance, char* bytes,
                                          int32_t sizeBytes) const {
  Fate fate;
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

// Nothing but what loses it has its way with a message that is lost.
void NetworkFaults::noteReach(const Fate& fate, Named* named) {
  const bool isDropped = fate.lost && fate.cause == sim::DropCause::Fault;
  for (Rule* rule : striking_) {
    const bool drops = rule->fault.kind == FaultKind::Drop;
    if (fate.lost ? isDropped && drops : true) rule->reach = Reach::Struck;
  }
  if (named == nullptr) return;
  const bool struck = fate.lost ? isDropped && named->effects.drop : true;
  named->reach = struck ? Reach::Struck : Reach::Met;
}

std::vector<IneffectiveEvent> NetworkFaults::ineffectiveFaults() const {
  std::vector<IneffectiveEvent> events;
  for (const Rule& rule : rules_) {
    if (rule.fault.line.number == 0 || rule.reach == Reach::Struck) continue;
    events.push_back(ineffectiveFault(rule.fault, whyIneffective(rule)));
  }
  for (const Fault& fault : namedOfFile_) {
    const Reach reach = named_.at(nameOf(fault)).reach;
    if (reach == Reach::Struck) continue;
    events.push_back(ineffectiveFault(fault, reach == Reach::None
                                                 ? "this message was never sent"
                                                 : "another fault stopped this message"));
  }
  for (const Fault& fault : impossible_) {
    events.push_back(ineffectiveFault(fault, "its probability is 0"));
  }
  return events;
}

std::string NetworkFaults::whyIneffective(const Rule& rule) {
  if (rule.end <= rule.fault.first) return "it was healed as soon as it began";
  if (rule.reach == Reach::Met) {
    return rule.fault.probability < 1 ? "chance spared each message, or another fault stopped it"
                                      : "another fault stopped each message";
  }
  switch (rule.fault.kind) {
    case FaultKind::Slow:
      return "peer " + std::to_string(rule.fault.peer) + " sent and was sent nothing in this time";
    case FaultKind::Partition: return "no message was sent between its groups in this time";
    default:
      return rule.fault.text.empty() ? "no message was sent on its links in this time"
                                     : "no such message was sent on its links in this time";
  }
}

void NetworkFaults::flipBits(const MessageName& name, char* bytes, int32_t sizeBytes) const {
  std::string stream = "faults bits";
  for (const int part :
       {name.tick, static_cast<int>(name.network), name.from, name.to, name.ordinal}) {
    stream += " " + std::to_string(part);
  }
  sim::Random dice(seed_, stream);
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

}  // namespace lab
