#include "lab/SwarmFaults.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "host/Check.h"
#include "sim/Random.h"

namespace lab {

namespace {

constexpr sim::Tick kForever = std::numeric_limits<sim::Tick>::max();

struct KindName {
  const char* name;
  FaultKind kind;
};

constexpr KindName kKindNames[] = {
    {"drop", FaultKind::Drop},           {"delay", FaultKind::Delay},
    {"duplicate", FaultKind::Duplicate}, {"reorder", FaultKind::Reorder},
    {"corrupt", FaultKind::Corrupt},     {"partition", FaultKind::Partition},
    {"slow", FaultKind::Slow},           {"pause", FaultKind::Pause},
    {"crash", FaultKind::Crash},         {"restart", FaultKind::Restart},
    {"join", FaultKind::Join},           {"leave", FaultKind::Leave},
};
// All but those that are not drawn: Heal and Message, and those of disks, which a store may answer
// by not serving.
static_assert(std::size(kKindNames) == sim::kFaultKindCount - 4);

struct Period {
  sim::Tick first = 0;
  sim::Tick last = 0;  // The first tick at which it is over.
};

int drawNumber(int first, int last, sim::Random* dice) {
  return static_cast<int>(dice->between(first, last));
}

template <typename Element>
const Element& oneOf(const std::vector<Element>& elements, sim::Random* dice) {
  return elements[dice->below(elements.size())];
}

// The kinds that a seed uses: about half of those that are possible and allowed, one at least, if
// there is one.
class KindSet {
 public:
  KindSet(std::vector<FaultKind> possible, const std::vector<FaultKind>& allowed,
          sim::Random* dice) {
    std::erase_if(possible, [&](FaultKind kind) {
      return std::find(allowed.begin(), allowed.end(), kind) == allowed.end();
    });
    if (possible.empty()) return;
    for (const FaultKind kind : possible) set(kind, dice->chance(0.5));
    if (std::find(isOn_.begin(), isOn_.end(), true) == isOn_.end()) {
      set(oneOf(possible, dice), true);
    }
  }

  bool has(FaultKind kind) const { return isOn_[static_cast<size_t>(kind)]; }

  // Those of `kinds` that it has.
  std::vector<FaultKind> of(const std::vector<FaultKind>& kinds) const {
    std::vector<FaultKind> on;
    std::copy_if(kinds.begin(), kinds.end(), std::back_inserter(on),
                 [&](FaultKind kind) { return has(kind); });
    return on;
  }

 private:
  void set(FaultKind kind, bool isOn) { isOn_[static_cast<size_t>(kind)] = isOn; }

  std::array<bool, sim::kFaultKindCount> isOn_{};
};

// The upper ends of the ranges from which a window's values are drawn.
struct Ranges {
  int dropPercent;
  int duplicatePercent;
  int delayPercent;
  int delayTicks;
  int reorderPercent;
  int reorderTicks;
  int corruptPermille;
  int slowTicks;
};

// What this seed draws from: below the limits, so that some seeds are mild in one thing.
Ranges drawRanges(const Ranges& upper, sim::Random* dice) {
  return {drawNumber(1, upper.dropPercent, dice),     drawNumber(1, upper.duplicatePercent, dice),
          drawNumber(1, upper.delayPercent, dice),    drawNumber(1, upper.delayTicks, dice),
          drawNumber(1, upper.reorderPercent, dice),  drawNumber(1, upper.reorderTicks, dice),
          drawNumber(1, upper.corruptPermille, dice), drawNumber(1, upper.slowTicks, dice)};
}

// Draws single faults of a group.
class FaultDrawer {
 public:
  FaultDrawer(int peers, const Ranges& ranges) : peers_(peers), ranges_(ranges) {}

  // Drop, Delay, Duplicate, Reorder, Corrupt or Slow.
  Fault ofMessages(FaultKind kind, const Period& period, sim::Random* dice) const {
    Fault fault = lasting(kind, period);
    switch (kind) {
      case FaultKind::Drop: fault.probability = percent(ranges_.dropPercent, dice); break;
      case FaultKind::Duplicate: fault.probability = percent(ranges_.duplicatePercent, dice); break;
      case FaultKind::Corrupt:
        fault.probability = drawNumber(1, ranges_.corruptPermille, dice) / 1000.0;
        break;
      case FaultKind::Delay:
        fault.probability = percent(ranges_.delayPercent, dice);
        fault.ticksMin = drawNumber(1, ranges_.delayTicks, dice);
        fault.ticksMax = drawNumber(fault.ticksMin, ranges_.delayTicks, dice);
        break;
      case FaultKind::Reorder:
        fault.probability = percent(ranges_.reorderPercent, dice);
        fault.ticksMax = drawNumber(1, ranges_.reorderTicks, dice);
        break;
      default:
        fault.peer = drawNumber(1, peers_, dice);
        fault.ticksMin = drawNumber(1, ranges_.slowTicks, dice);
        return fault;
    }
    if (dice->chance(0.5)) return fault;
    fault.from = somePeers(dice);
    fault.to = somePeers(dice);
    return fault;
  }

  // Two groups, one peer alone, one way, or with a bridge. REQUIRES: 2 peers.
  Fault partition(const Period& period, sim::Random* dice) const {
    enum Shape { TwoGroups, OneAlone, OneWay, Bridge };
    Fault fault = lasting(FaultKind::Partition, period);
    std::vector<sim::PeerId> peers = shuffledPeers(dice);
    const auto shape = static_cast<Shape>(dice->below(peers_ >= 3 ? 4 : 3));
    sim::PeerId bridge = 0;
    if (shape == Bridge) {
      bridge = peers.back();
      peers.pop_back();
    }
    const int size =
        shape == OneAlone ? 1 : drawNumber(1, static_cast<int>(peers.size()) - 1, dice);
    fault.oneWay = shape == OneWay;
    fault.groups = {{peers.begin(), peers.begin() + size}, {peers.begin() + size, peers.end()}};
    for (std::vector<sim::PeerId>& group : fault.groups) {
      if (shape == Bridge) group.push_back(bridge);
      std::sort(group.begin(), group.end());
    }
    return fault;
  }

  static Fault lasting(FaultKind kind, const Period& period, sim::PeerId peer = 0) {
    Fault fault;
    fault.kind = kind;
    fault.first = period.first;
    fault.last = period.last;
    fault.peer = peer;
    return fault;
  }

  static Fault happening(FaultKind kind, sim::Tick tick, sim::PeerId peer = 0) {
    return lasting(kind, {tick, tick}, peer);
  }

  static Fault restart(sim::Tick tick, sim::PeerId peer, sim::Random* dice) {
    Fault fault = happening(FaultKind::Restart, tick, peer);
    fault.withMemory = dice->chance(0.5);
    return fault;
  }

 private:
  static double percent(int max, sim::Random* dice) { return drawNumber(1, max, dice) / 100.0; }

  std::vector<sim::PeerId> shuffledPeers(sim::Random* dice) const {
    std::vector<sim::PeerId> peers(static_cast<size_t>(peers_));
    std::iota(peers.begin(), peers.end(), 1);
    for (size_t left = peers.size(); left > 1; --left) {
      std::swap(peers[left - 1], peers[dice->below(left)]);
    }
    return peers;
  }

  // Any subset; the empty one stands for all.
  std::vector<sim::PeerId> somePeers(sim::Random* dice) const {
    std::vector<sim::PeerId> peers;
    for (sim::PeerId peer = 1; peer <= peers_; ++peer) {
      if (dice->chance(0.5)) peers.push_back(peer);
    }
    return peers;
  }

  const int peers_;
  const Ranges ranges_;
};

// ---- Within the guarantee.

class GuaranteedSwarm {
 public:
  GuaranteedSwarm(uint64_t seed, const SwarmSettings& settings)
      : settings_(settings),
        limits_(settings_.limits),
        messageDice_(seed, "swarm messages"),
        peerDice_(seed, "swarm peers"),
        interruptionDice_(seed, "swarm interruptions"),
        kinds_(drawKinds(seed, settings)),
        drawer_(settings.peers, drawRanges(rangesOf(settings), &messageDice_)) {}

  std::vector<Fault> draw() {
    for (const FaultKind kind :
         kinds_.of({FaultKind::Drop, FaultKind::Duplicate, FaultKind::Corrupt})) {
      for (const Period& window : drawWindows()) {
        faults_.push_back(drawer_.ofMessages(kind, window, &messageDice_));
      }
    }
    drawLateness();
    if (limits_.hasFixedGroup) {
      drawOutages();
    } else {
      drawPeerEvents();
    }
    drawInterruptions();
    return std::move(faults_);
  }

 private:
  static constexpr sim::Tick kEventsEndBefore = 10;  // Before stop.
  static constexpr sim::Tick kUnnoticedOutage = 9;
  static constexpr sim::Tick kBeforeRecovery =
      60;  // For a crash that comes before the last has been repaired.

  static KindSet drawKinds(uint64_t seed, const SwarmSettings& settings) {
    std::vector<FaultKind> possible = {FaultKind::Drop,    FaultKind::Delay,   FaultKind::Duplicate,
                                       FaultKind::Reorder, FaultKind::Corrupt, FaultKind::Pause};
    if (settings.peers >= settings.limits.smallGroup) {
      possible.insert(possible.end(), {FaultKind::Partition, FaultKind::Slow, FaultKind::Restart});
    }
    if (settings.peers > settings.limits.smallGroup && !settings.limits.hasFixedGroup) {
      possible.insert(possible.end(), {FaultKind::Crash, FaultKind::Join, FaultKind::Leave});
    }
    sim::Random dice(seed, "swarm kinds");
    return KindSet(possible, settings.kinds, &dice);
  }

  static Ranges rangesOf(const SwarmSettings& settings) {
    const FaultLimits& limits = settings.limits;
    const bool isSmall = settings.peers <= limits.smallGroup;
    return {isSmall ? limits.dropPercentInSmallGroups : limits.dropPercent,
            limits.duplicatePercent,
            limits.delayPercent,
            limits.delayTicks,
            limits.reorderPercent,
            limits.reorderTicks,
            limits.corruptPermille,
            limits.slowTicks};
  }

  // One after the other.
  std::vector<Period> drawWindows() {
    std::vector<Period> windows;
    const sim::Tick length = settings_.stop - settings_.start;
    sim::Tick first =
        settings_.start + drawNumber(0, std::min(60, (length - 1) / 2), &messageDice_);
    while (first < settings_.stop) {
      const sim::Tick last = std::min(first + drawNumber(10, 100, &messageDice_), settings_.stop);
      windows.push_back({first, last});
      first = last + drawNumber(5, 80, &messageDice_);
    }
    return windows;
  }

  // One thing at a time, so that the delays do not add up to more than the store's time-outs bear.
  void drawLateness() {
    const auto kinds = kinds_.of({FaultKind::Delay, FaultKind::Reorder, FaultKind::Slow});
    if (kinds.empty()) return;
    for (const Period& window : drawWindows()) {
      faults_.push_back(drawer_.ofMessages(oneOf(kinds, &messageDice_), window, &messageDice_));
    }
  }

  // In a fixed group: the others are out one after the other, and peer 1 whenever it likes.
  void drawOutages() {
    if (!kinds_.has(FaultKind::Restart)) return;
    drawOutagesOf({1});
    std::vector<sim::PeerId> others;
    for (sim::PeerId peer = 2; peer <= settings_.peers; ++peer) others.push_back(peer);
    drawOutagesOf(others);
  }

  void drawOutagesOf(const std::vector<sim::PeerId>& peers) {
    const sim::Tick latest = settings_.stop - kEventsEndBefore;
    sim::Tick tick = settings_.start + drawNumber(0, 60, &peerDice_);
    while (latest - tick >= limits_.shortestOutage) {
      tick = drawOutage(oneOf(peers, &peerDice_), tick, latest);
      tick += drawNumber(1, limits_.recoveryTicks, &peerDice_);
    }
  }

  // Returns when it is over.
  sim::Tick drawOutage(sim::PeerId peer, sim::Tick tick, sim::Tick latest) {
    // Half of the outages end before anybody has noticed them.
    const sim::Tick longest = peerDice_.chance(0.5) ? kUnnoticedOutage : limits_.longestOutage;
    const sim::Tick back =
        tick + drawNumber(limits_.shortestOutage, std::min(longest, latest - tick), &peerDice_);
    add(FaultDrawer::happening(FaultKind::Crash, tick, peer));
    add(FaultDrawer::restart(back, peer, &peerDice_));
    absences_.push_back({peer, {tick, back}});
    return back;
  }

  // Crashes, restarts, leaves and the join.
  void drawPeerEvents() {
    const int members = settings_.peers - (kinds_.has(FaultKind::Join) ? 1 : 0);
    for (sim::PeerId peer = 1; peer <= members; ++peer) running_.push_back(peer);
    const sim::Tick latest = settings_.stop - kEventsEndBefore;
    if (latest < settings_.start) return;
    sim::Tick tick =
        settings_.start + drawNumber(0, std::min(60, latest - settings_.start), &peerDice_);
    while (tick <= latest) {
      const std::vector<FaultKind> possible = possibleEvents(latest - tick);
      if (possible.empty()) return;
      const sim::Tick complete = drawPeerEvent(oneOf(possible, &peerDice_), tick, latest);
      tick = complete + (peerDice_.chance(0.5)
                             ? drawNumber(15, limits_.recoveryTicks, &peerDice_)
                             : limits_.recoveryTicks + drawNumber(0, 60, &peerDice_));
    }
  }

  // With `ticksLeft` for a restart.
  std::vector<FaultKind> possibleEvents(sim::Tick ticksLeft) const {
    std::vector<FaultKind> possible;
    if (mayLosePeer()) possible = kinds_.of({FaultKind::Crash, FaultKind::Leave});
    if (kinds_.has(FaultKind::Restart) && ticksLeft >= limits_.shortestOutage) {
      possible.push_back(FaultKind::Restart);
    }
    if (kinds_.has(FaultKind::Join) && !hasJoined_) possible.push_back(FaultKind::Join);
    return possible;
  }

  // Returns when it is complete.
  sim::Tick drawPeerEvent(FaultKind kind, sim::Tick tick, sim::Tick latest) {
    if (kind == FaultKind::Join) {
      hasJoined_ = true;
      running_.push_back(settings_.peers);
      add(FaultDrawer::happening(kind, tick, settings_.peers));
      absences_.push_back({settings_.peers, {0, tick}});
      return tick;
    }
    if (kind == FaultKind::Restart) {
      return drawOutage(oneOf(running_, &peerDice_), tick, latest);
    }
    drawLoss(kind, tick);
    if (kind == FaultKind::Leave) return tick;
    for (int crashes = 1; crashes < limits_.crashesAtOnce && mayLosePeer(); ++crashes) {
      if (peerDice_.chance(0.5)) break;
      if (peerDice_.chance(0.5)) {
        tick = std::min(latest, tick + drawNumber(1, kBeforeRecovery, &peerDice_));
      }
      drawLoss(kind, tick);
    }
    return tick;
  }

  bool mayLosePeer() const { return static_cast<int>(running_.size()) > limits_.peersThatStay; }

  // A peer crashes for good, or leaves. Not the introducer, which is the first: peers that come
  // later need it.
  void drawLoss(FaultKind kind, sim::Tick tick) {
    const auto gone =
        running_.begin() + drawNumber(1, static_cast<int>(running_.size()) - 1, &peerDice_);
    add(FaultDrawer::happening(kind, tick, *gone));
    absences_.push_back({*gone, {tick, kForever}});
    running_.erase(gone);
  }

  // Partitions and pauses.
  void drawInterruptions() {
    const auto kinds = kinds_.of({FaultKind::Partition, FaultKind::Pause});
    if (kinds.empty()) return;
    const sim::Tick length = settings_.stop - settings_.start;
    sim::Tick first =
        settings_.start + drawNumber(0, std::clamp((length - limits_.interruptionTicks) / 2, 0, 40),
                                     &interruptionDice_);
    while (true) {
      const Period period = {first,
                             first + drawNumber(2, limits_.interruptionTicks, &interruptionDice_)};
      if (period.last > settings_.stop) return;
      const sim::Tick calm = endOfHeavyLoss(period);
      if (calm > first) {
        first = calm;
        continue;
      }
      drawInterruption(oneOf(kinds, &interruptionDice_), period);
      first = period.last + limits_.quietTicks + drawNumber(0, 60, &interruptionDice_);
    }
  }

  void drawInterruption(FaultKind kind, const Period& period) {
    if (kind == FaultKind::Partition) {
      add(drawer_.partition(period, &interruptionDice_));
      return;
    }
    std::vector<sim::PeerId> present;
    for (sim::PeerId peer = 1; peer <= settings_.peers; ++peer) {
      if (isPresent(peer, period)) present.push_back(peer);
    }
    if (!present.empty()) {
      add(FaultDrawer::lasting(kind, period, oneOf(present, &interruptionDice_)));
    }
  }

  // When an interruption may begin, in view of the drop windows near `period`.
  sim::Tick endOfHeavyLoss(const Period& period) const {
    sim::Tick end = period.first;
    for (const Fault& fault : faults_) {
      if (fault.kind == FaultKind::Drop && fault.probability > limits_.heavyLossPercent / 100.0 &&
          fault.first - limits_.quietTicks < period.last &&
          period.first < fault.last + limits_.quietTicks) {
        end = std::max(end, fault.last + limits_.quietTicks);
      }
    }
    return end;
  }

  bool isPresent(sim::PeerId peer, const Period& period) const {
    return std::none_of(absences_.begin(), absences_.end(), [&](const auto& absence) {
      return absence.first == peer && absence.second.first < period.last &&
             period.first < absence.second.last;
    });
  }

  void add(Fault fault) { faults_.push_back(std::move(fault)); }

  const SwarmSettings settings_;
  const FaultLimits& limits_;
  sim::Random messageDice_;
  sim::Random peerDice_;
  sim::Random interruptionDice_;
  const KindSet kinds_;
  const FaultDrawer drawer_;

  std::vector<Fault> faults_;
  std::vector<sim::PeerId> running_;  // Up, or down for a while; peer 1 first.
  bool hasJoined_ = false;
  std::vector<std::pair<sim::PeerId, Period>> absences_;
};

// ---- Anything goes.

class WildSwarm {
 public:
  WildSwarm(uint64_t seed, const SwarmSettings& settings)
      : settings_(settings),
        dice_(seed, "swarm wild"),
        kinds_(drawKinds(settings, &dice_)),
        drawer_(settings.peers, drawRanges({60, 80, 90, 20, 90, 10, 200, 5}, &dice_)) {}

  std::vector<Fault> draw() {
    for (const FaultKind kind :
         kinds_.of({FaultKind::Drop, FaultKind::Delay, FaultKind::Duplicate, FaultKind::Reorder,
                    FaultKind::Corrupt, FaultKind::Slow})) {
      for (int left = drawNumber(1, 4, &dice_); left > 0; --left) {
        faults_.push_back(drawer_.ofMessages(kind, drawPeriod(1, 150), &dice_));
      }
    }
    drawPartitions();
    drawPauses();
    drawPeerEvents();
    return std::move(faults_);
  }

 private:
  static KindSet drawKinds(const SwarmSettings& settings, sim::Random* dice) {
    std::vector<FaultKind> possible = {FaultKind::Drop,    FaultKind::Delay,   FaultKind::Duplicate,
                                       FaultKind::Reorder, FaultKind::Corrupt, FaultKind::Slow,
                                       FaultKind::Pause};
    if (settings.peers >= 2) {
      possible.insert(possible.end(), {FaultKind::Partition, FaultKind::Crash, FaultKind::Restart,
                                       FaultKind::Join, FaultKind::Leave});
    }
    return KindSet(possible, settings.kinds, dice);
  }

  // Of minTicks … maxTicks, as far as there is room. REQUIRES: room for minTicks.
  Period drawPeriod(sim::Tick minTicks, sim::Tick maxTicks) {
    const sim::Tick room = settings_.stop - settings_.start;
    const sim::Tick length = drawNumber(minTicks, std::min(maxTicks, room), &dice_);
    const sim::Tick first = drawNumber(settings_.start, settings_.stop - length, &dice_);
    return {first, first + length};
  }

  void drawPartitions() {
    constexpr sim::Tick kShortest = 10;
    constexpr sim::Tick kLongest = 100;
    if (!kinds_.has(FaultKind::Partition) || settings_.stop - settings_.start < kShortest) return;
    for (int left = drawNumber(1, 4, &dice_); left > 0; --left) {
      faults_.push_back(drawer_.partition(drawPeriod(kShortest, kLongest), &dice_));
    }
  }

  void drawPauses() {
    if (!kinds_.has(FaultKind::Pause)) return;
    for (int left = drawNumber(1, 4, &dice_); left > 0; --left) {
      const sim::PeerId peer = drawNumber(1, settings_.peers, &dice_);
      faults_.push_back(FaultDrawer::lasting(FaultKind::Pause, drawPeriod(1, 60), peer));
    }
  }

  // One peer is spared everything; the others crash at a few moments, several at once. Where
  // somebody joins or comes back, that one is the introducer: without it, nobody could.
  void drawPeerEvents() {
    if (settings_.peers < 2) return;
    int members = settings_.peers;
    if (kinds_.has(FaultKind::Join)) {
      faults_.push_back(FaultDrawer::happening(FaultKind::Join, drawPeriod(1, 1).first, members));
      --members;
    }
    const bool needsIntroducer = kinds_.has(FaultKind::Join) || kinds_.has(FaultKind::Restart);
    const sim::PeerId survivor = needsIntroducer ? 1 : drawNumber(1, members, &dice_);
    std::vector<sim::PeerId> others;
    for (sim::PeerId peer = 1; peer <= members; ++peer) {
      if (peer != survivor) others.push_back(peer);
    }
    if (!others.empty() && kinds_.has(FaultKind::Leave)) drawLeave(&others);
    if (!others.empty()) drawCrashes(others);
  }

  void drawLeave(std::vector<sim::PeerId>* others) {
    const auto leaver = others->begin() + static_cast<long>(dice_.below(others->size()));
    faults_.push_back(FaultDrawer::happening(FaultKind::Leave, drawPeriod(1, 1).first, *leaver));
    others->erase(leaver);
  }

  void drawCrashes(const std::vector<sim::PeerId>& others) {
    const bool mayReturn = kinds_.has(FaultKind::Restart);
    const bool mustReturn = !kinds_.has(FaultKind::Crash);
    if ((mustReturn && !mayReturn) || settings_.stop - settings_.start < 2) return;
    std::vector<sim::Tick> moments;
    for (int left = drawNumber(1, 3, &dice_); left > 0; --left) {
      moments.push_back(drawPeriod(2, 2).first);
    }
    const sim::PeerId first = oneOf(others, &dice_);
    for (const sim::PeerId peer : others) {
      if (peer != first && !dice_.chance(0.6)) continue;
      const sim::Tick crash = oneOf(moments, &dice_);
      faults_.push_back(FaultDrawer::happening(FaultKind::Crash, crash, peer));
      if (!mayReturn || !(mustReturn || dice_.chance(0.7))) continue;
      const sim::Tick back = std::min(crash + drawNumber(1, 100, &dice_), settings_.stop - 1);
      faults_.push_back(FaultDrawer::restart(back, peer, &dice_));
    }
  }

  const SwarmSettings settings_;
  sim::Random dice_;
  const KindSet kinds_;
  const FaultDrawer drawer_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<FaultKind> drawnKinds() {
  std::vector<FaultKind> kinds;
  for (const KindName& each : kKindNames) kinds.push_back(each.kind);
  return kinds;
}

std::optional<std::vector<FaultKind>> readFaultKinds(std::string_view text) {
  constexpr const char* kBlanks = " \t";
  std::vector<FaultKind> kinds;
  while (true) {
    const size_t end = std::min(text.find(','), text.size());
    std::string_view name = text.substr(0, end);
    name.remove_prefix(std::min(name.find_first_not_of(kBlanks), name.size()));
    name = name.substr(0, name.find_last_not_of(kBlanks) + 1);
    const auto found = std::find_if(std::begin(kKindNames), std::end(kKindNames),
                                    [&](const KindName& each) { return name == each.name; });
    if (found == std::end(kKindNames)) return std::nullopt;
    kinds.push_back(found->kind);
    if (end == text.size()) return kinds;
    text.remove_prefix(end + 1);
  }
}

std::vector<Fault> drawFaults(uint64_t seed, const SwarmSettings& settings) {
  CHECK(settings.peers >= 1);
  CHECK(settings.start < settings.stop);
  std::vector<Fault> faults = settings.kind == SwarmKind::Guaranteed
                                  ? GuaranteedSwarm(seed, settings).draw()
                                  : WildSwarm(seed, settings).draw();
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.first < b.first; });
  faults.push_back(FaultDrawer::happening(FaultKind::Heal, settings.stop));
  return faults;
}

}  // namespace lab
