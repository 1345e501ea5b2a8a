#include <algorithm>
#include <utility>

#include "host/Check.h"
#include "lab/Coincidences.h"
#include "lab/CoincidenceSketch.h"

namespace lab {

namespace {

// When all peers have noticed a crash, mostly (docs/guarantees.md).
constexpr int kNoticedAfter = 17;
constexpr int kMostNames = 26;  // Of keys, that are tried.
constexpr int kLateTicks = 3;
constexpr double kAlways = 1;

class DisturbedRepair : CoincidenceSketch {
 public:
  DisturbedRepair(const CoincidenceSettings& settings, sim::Random* dice)
      : CoincidenceSketch(settings, dice), key_(settings.key) {}

  Schedule draw() {
    drawChange();
    drawRoles();
    const int since = between(3, 40);
    call(moment_ - since, 0, anyPeer(), sim::Operation::Create, key_);
    drawWrite();
    drawLosses();
    drawReads();
    return std::move(drawn_);
  }

 private:
  // One that the schedule has anyway, one of its own, or none: then only messages are disturbed.
  void drawChange() {
    const sim::Tick last = std::max(settings_.start + 2, settings_.stop - kShortestCoincidence);
    const bool isGiven = !settings_.changes.empty() && chance(0.35);
    if (isGiven) {
      const Fault& change = oneOf(settings_.changes);
      const bool isCrash = change.kind == FaultKind::Crash;
      changed_ = change.peer;
      repairedAt_ = change.first + (isCrash && chance(0.5) ? kNoticedAfter : 0);
      moment_ = std::clamp(change.first - between(0, 12), settings_.start + 2, last);
      chooseKey();
      return;
    }
    moment_ = between(settings_.start + 2, last);
    repairedAt_ = moment_;
    const sim::Tick tick = moment_ + between(1, 12);
    if (!settings_.mayDepart.empty() && chance(0.4)) {
      drawDeparture(tick);
    } else if (settings_.mayRestart) {
      drawRestart(tick);
    }
  }

  void drawDeparture(sim::Tick tick) {
    changed_ = departed_ = oneOf(settings_.mayDepart);
    chooseKey();
    Fault loss;
    loss.kind = chance(0.65) ? FaultKind::Crash : FaultKind::Leave;
    loss.first = loss.last = tick;
    loss.peer = departed_;
    repairedAt_ = tick + (loss.kind == FaultKind::Crash ? kNoticedAfter : 0);
    if (tick < settings_.stop) drawn_.faults.push_back(loss);
  }

  void drawRestart(sim::Tick tick) {
    changed_ = anyPeer();
    chooseKey();
    Fault crash;
    crash.kind = FaultKind::Crash;
    crash.first = crash.last = tick;
    crash.peer = changed_;
    Fault restart = crash;
    restart.kind = FaultKind::Restart;
    const bool isUnnoticed = chance(0.75);
    restart.first = restart.last = tick + (isUnnoticed ? between(5, 9) : between(10, 60));
    restart.withMemory = chance(0.25);
    const bool isBeforeReturn = !isUnnoticed && chance(0.5);
    repairedAt_ = isBeforeReturn ? tick + kNoticedAfter : restart.first;
    if (restart.first >= settings_.stop) return;
    drawn_.faults.push_back(crash);
    drawn_.faults.push_back(restart);
  }

  // Mostly a key that the changed peer holds.
  void chooseKey() {
    if (chance(0.15)) return;
    for (int i = 0; i < kMostNames; ++i) {
      const std::vector<sim::PeerId> replicas = settings_.replicasOf(key_, 0);
      if (std::find(replicas.begin(), replicas.end(), changed_) != replicas.end()) return;
      key_ = settings_.key + static_cast<char>('a' + i);
    }
  }

  // Who has the write, who lacks it, and who may get it later.
  void drawRoles() {
    const std::vector<sim::PeerId> before = settings_.replicasOf(key_, 0);
    std::vector<sim::PeerId> staying = before;
    std::erase(staying, changed_);
    if (staying.empty()) staying = before;
    if (chance(0.1)) staying = before;
    holder_ = oneOf(staying);
    std::erase(staying, holder_);
    lacking_ = staying.empty() ? holder_ : oneOf(staying);
    receivers_ = settings_.replicasOf(key_, departed_);
    const bool isReceiver =
        std::find(receivers_.begin(), receivers_.end(), changed_) != receivers_.end();
    if (changed_ != 0 && changed_ != departed_ && !isReceiver) receivers_.push_back(changed_);
    std::erase(receivers_, holder_);
  }

  sim::PeerId anyPeerBut(sim::PeerId one, sim::PeerId other) {
    sim::PeerId peer = anyPeer();
    for (int tries = 0; tries < settings_.peers && (peer == one || peer == other); ++tries) {
      peer = peer % settings_.peers + 1;
    }
    return peer;
  }

  // Does not reach one replica; another one late, now and then.
  void drawWrite() {
    const sim::Operation operation = anyWrite();
    const sim::PeerId coordinator = anyPeerBut(lacking_, 0);
    call(moment_, 0, coordinator, operation, key_);
    const int ticks = chance(0.7) ? between(20, 40) : between(4, 19);
    disturb(chance(0.5) ? copies(true) : loss(), coordinator, lacking_, moment_, ticks);
    if (chance(0.3)) {
      const int late = between(2, kOperationTicks);
      disturb(loss(), coordinator, holder_, moment_ + 1, late);
    }
    if (chance(0.2)) {
      const int late = between(2, kOperationTicks);
      disturb(loss(), coordinator, changed_ == 0 ? holder_ : changed_, moment_ + 1, late);
    }
  }

  // What brings the key to those that lack it, and what they answer.
  void drawLosses() {
    const int hinted = between(0, kHintTicks);
    const int hintedTicks = between(10, 60);
    if (chance(0.8)) disturb(copies(true), holder_, lacking_, moment_ + hinted, hintedTicks);
    for (const sim::PeerId receiver : receivers_) {
      if (chance(0.75)) drawLoss(holder_, receiver);
      if (chance(0.25)) drawLoss(anyPeerBut(holder_, receiver), receiver);
      if (chance(0.25)) drawLoss(receiver, holder_);
      if (chance(0.1)) drawLoss(receiver, anyPeerBut(holder_, receiver));
    }
  }

  void drawLoss(sim::PeerId from, sim::PeerId to) {
    const sim::Tick first = repairedAt_ + between(-2, 10);
    const double kind = between(1, 100) / 100.0;
    if (kind <= 0.5) {
      const int ticks = chance(0.6) ? between(12, 60) : between(1, 12);
      disturb(copies(true), from, to, first, ticks);
    } else if (kind <= 0.7) {
      disturb(copies(false), from, to, first, between(1, kHintTicks));
    } else if (kind <= 0.8 || !settings_.mayDelay) {
      disturb(loss(), from, to, first, between(1, kOperationTicks));
    } else {
      drawLateness(from, to, first);
    }
  }

  // Late messages, or late copies beside punctual ones.
  void drawLateness(sim::PeerId from, sim::PeerId to, sim::Tick first) {
    const int ticks = between(1, 2 * kHintTicks);
    Fault delay;
    delay.kind = FaultKind::Delay;
    delay.probability = chance(0.5) ? kAlways : 0.5;
    delay.ticksMin = chance(0.5) ? kLateTicks : 1;
    delay.ticksMax = kLateTicks;
    disturb(delay, from, to, first, ticks);
    if (!chance(0.5)) return;
    Fault twice;
    twice.kind = FaultKind::Duplicate;
    disturb(twice, from, to, first, ticks);
  }

  // Their coordinator does not hear of the holder.
  void drawReads() {
    const sim::PeerId reader = anyPeerBut(holder_, departed_);
    const sim::Tick first = repairedAt_ + between(-3, 8);
    const int ticks = between(kOperationTicks, 60);
    if (chance(0.5)) {
      disturb(loss(), reader, holder_, first, ticks);
    } else {
      disturb(loss(), holder_, reader, first, ticks);
    }
    sim::Tick tick = first;
    for (int left = between(3, 9); left > 0 && tick < first + ticks; --left) {
      tick += between(1, 8);
      const bool isWrite = chance(0.1);
      const sim::Operation operation = isWrite ? anyWrite() : sim::Operation::Read;
      call(tick, left % (kClientsOfCoincidence - 1) + 1, reader, operation, key_);
    }
  }

  static Fault loss() {
    Fault fault;
    fault.kind = FaultKind::Drop;
    return fault;
  }

  // Of the key, or all that is not.
  Fault copies(bool areLost) const {
    Fault fault = loss();
    fault.text = key_;
    fault.withoutText = !areLost;
    return fault;
  }

  std::string key_;
  sim::Tick moment_ = 0;      // Of the write.
  sim::Tick repairedAt_ = 0;  // When peers begin to repair the key.
  sim::PeerId changed_ = 0;   // The peer that crashes, returns, leaves or joins; 0 = none.
  sim::PeerId departed_ = 0;  // The same, if it does not come back; 0 = it does.
  sim::PeerId holder_ = 0;
  sim::PeerId lacking_ = 0;
  std::vector<sim::PeerId> receivers_;  // The replicas after the change, without the holder.
};

}  // namespace

Schedule drawDisturbedRepair(const CoincidenceSettings& settings, sim::Random* dice) {
  CHECK(settings.peers >= 1);
  CHECK(settings.stop - settings.start >= kShortestCoincidence);
  return DisturbedRepair(settings, dice).draw();
}

}  // namespace lab
