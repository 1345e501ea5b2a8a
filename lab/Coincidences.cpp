#include "lab/Coincidences.h"

#include <algorithm>
#include <utility>

#include "host/Check.h"
#include "lab/CoincidenceSketch.h"

namespace lab {

namespace {

// The store's time constants, in ticks: how long a hint waits, a lonely peer waits, a stalled peer
// keeps its copies, a tombstone is kept.
const std::vector<sim::Tick> kEdges = {kHintTicks, 40, 150, 200};
constexpr int kAroundEdge = 3;
// After the write: by then, an outage has been noticed, and a peer that has returned catches up.
constexpr int kHandOffsEnd = 40;

class Coincidence : CoincidenceSketch {
 public:
  Coincidence(const CoincidenceSettings& settings, sim::Random* dice)
      : CoincidenceSketch(settings, dice), replicas_(settings.replicasOf(settings.key, 0)) {}

  Schedule draw() {
    const sim::Tick moment = drawMoment();
    call(moment - between(3, 40), 0, sim::Operation::Create);
    drawWrite(moment, 0);
    if (chance(0.5)) {
      const sim::Tick second = moment + between(1, 8);
      drawWrite(second, between(0, 1));
    }
    if (settings_.mayRestart && chance(0.65)) drawOutage(moment);
    if (chance(0.15)) drawIsolation(moment);
    if (settings_.disturbsHandOffs) drawHandOffs(moment);
    for (int64_t left = between(2, 6); left > 0; --left) {
      drawRead(chance(0.15) ? atEdge(moment) : moment + between(2, 26));
    }
    return std::move(drawn_);
  }

 private:
  sim::Tick drawMoment() {
    const sim::Tick first = settings_.start + 2;
    const sim::Tick last = settings_.stop - kShortestCoincidence / 2;
    if (settings_.changes.empty() || chance(0.6)) return between(first, last);
    const sim::Tick change = oneOf(settings_.changes).first;
    return std::clamp(change + between(-8, 30), first, last);
  }

  sim::Tick atEdge(sim::Tick tick) {
    const sim::Tick edge = oneOf(kEdges);
    return tick + edge + between(-kAroundEdge, kAroundEdge);
  }

  // A write that reaches each replica at once, late, or not at all.
  void drawWrite(sim::Tick tick, int client) {
    const sim::Operation operation = anyWrite();
    const sim::PeerId coordinator = call(tick, client, operation);
    // Updates and deletes first query the replicas: only then, they write.
    const int queryTicks = operation == sim::Operation::Create ? 0 : 2;
    const sim::Tick written = tick + (chance(0.7) ? queryTicks : between(0, 4));
    for (const sim::PeerId replica : replicas_) {
      if (chance(0.45)) continue;
      const bool isLate = chance(0.65);
      cut(coordinator, replica, written, isLate ? between(1, kOperationTicks) : kHintTicks + 2);
    }
  }

  // A restart, mostly of a replica that may have acknowledged the write by then.
  void drawOutage(sim::Tick moment) {
    Fault crash;
    crash.kind = FaultKind::Crash;
    crash.first = crash.last = moment + between(1, 10);
    crash.peer = chance(0.85) ? anyReplica() : anyPeer();
    Fault restart = crash;
    restart.kind = FaultKind::Restart;
    const bool isUnnoticed = chance(settings_.disturbsHandOffs ? 0.5 : 0.75);
    restart.first = restart.last = crash.first + (isUnnoticed ? between(5, 9) : between(10, 60));
    restart.withMemory = chance(0.3);
    if (restart.first >= settings_.stop) return;
    drawn_.faults.push_back(crash);
    drawn_.faults.push_back(restart);
  }

  // A replica that the store's messages do not reach, or leave, until a time constant has passed.
  void drawIsolation(sim::Tick moment) {
    const sim::PeerId isolated = anyReplica();
    const sim::Tick first = std::max(settings_.start, moment + between(-1, 3));
    const sim::Tick edge = oneOf(kEdges);
    const sim::Tick last = moment + edge + between(1, 3 * kAroundEdge);
    std::vector<sim::PeerId> others;
    for (sim::PeerId peer = 1; peer <= settings_.peers; ++peer) {
      if (peer != isolated) others.push_back(peer);
    }
    Fault loss = lossOfStore(std::move(others), {isolated}, first, last);
    if (chance(0.2)) std::swap(loss.from, loss.to);
    if (settings_.peers < 2 || loss.last > settings_.stop) return;
    drawn_.faults.push_back(loss);
    drawRead(loss.last + between(1, kHintTicks));
    drawRead(loss.last + between(1, kHintTicks));
  }

  // Losses of what one replica sends another peer, which may be a new replica: mostly when others
  // have noticed an outage, or when a returned peer catches up.
  void drawHandOffs(sim::Tick moment) {
    for (int64_t left = between(1, 3); left > 0; --left) {
      const sim::Tick first = std::max(settings_.start, moment + between(2, kHandOffsEnd));
      const sim::PeerId holder = anyReplica();
      const sim::PeerId receiver = chance(0.5) ? anyReplica() : anyPeer();
      const bool isShort = chance(0.5);
      cut(holder, receiver, first, isShort ? between(1, 3) : between(4, kHintTicks + 2));
    }
  }

  // A read that does not hear of one replica, so that the others decide.
  void drawRead(sim::Tick tick) {
    const sim::PeerId coordinator =
        call(tick, between(1, kClientsOfCoincidence - 1), sim::Operation::Read);
    if (!chance(0.75)) return;
    const sim::PeerId unheard = anyReplica();
    cut(coordinator, unheard, tick, between(2, kOperationTicks));
  }

  // Returns the coordinator; 0 = there is no time for the call.
  sim::PeerId call(sim::Tick tick, int client, sim::Operation operation) {
    if (tick < settings_.start || tick >= settings_.stop) return 0;
    const sim::PeerId coordinator = anyPeer();
    CoincidenceSketch::call(tick, client, coordinator, operation, settings_.key);
    return coordinator;
  }

  // Loses the store's messages from one to the other, or now and then those back.
  void cut(sim::PeerId coordinator, sim::PeerId replica, sim::Tick tick, int ticks) {
    if (coordinator == 0 || coordinator == replica) return;
    Fault loss =
        lossOfStore({coordinator}, {replica}, tick, std::min(tick + ticks, settings_.stop));
    if (chance(0.15)) std::swap(loss.from, loss.to);
    if (loss.first < loss.last) drawn_.faults.push_back(loss);
  }

  sim::PeerId anyReplica() { return oneOf(replicas_); }

  const std::vector<sim::PeerId> replicas_;
};

}  // namespace

Schedule drawCoincidence(const CoincidenceSettings& settings, sim::Random* dice) {
  CHECK(settings.peers >= 1);
  CHECK(settings.stop - settings.start >= kShortestCoincidence);
  return Coincidence(settings, dice).draw();
}

}  // namespace lab
