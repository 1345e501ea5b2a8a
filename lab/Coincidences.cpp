#include "lab/Coincidences.h"

#include <algorithm>
#include <array>
#include <utility>

#include "host/Check.h"

namespace lab {

namespace {

// The store's time constants, in ticks: how long an operation lasts, a hint waits, a lonely peer
// waits, a stalled peer keeps its copies, a tombstone is kept.
constexpr int kOperationTicks = 20;
constexpr int kHintTicks = 24;
constexpr std::array<sim::Tick, 4> kEdges = {kHintTicks, 40, 150, 200};
constexpr int kAroundEdge = 3;
// After the write: by then, an outage has been noticed, and a peer that has returned catches up.
constexpr int kHandOffsEnd = 40;

// Draws one after the other, never two in one expression, whose order the compiler may choose.
class Coincidence {
 public:
  Coincidence(const CoincidenceSettings& settings, sim::Random* dice)
      : settings_(settings), dice_(*dice), replicas_(settings.replicasOf(settings.key)) {}

  Schedule draw() {
    const sim::Tick moment = drawMoment();
    call(moment - between(3, 40), 0, sim::Operation::Create);
    drawWrite(moment, 0);
    if (dice_.chance(0.5)) {
      const sim::Tick second = moment + between(1, 8);
      drawWrite(second, between(0, 1));
    }
    if (settings_.mayRestart && dice_.chance(0.65)) drawOutage(moment);
    if (dice_.chance(0.15)) drawIsolation(moment);
    if (settings_.disturbsHandOffs) drawHandOffs(moment);
    for (int64_t left = between(2, 6); left > 0; --left) {
      drawRead(dice_.chance(0.15) ? atEdge(moment) : moment + between(2, 26));
    }
    return std::move(drawn_);
  }

 private:
  int between(int first, int last) { return static_cast<int>(dice_.between(first, last)); }

  sim::Tick drawMoment() {
    const sim::Tick first = settings_.start + 2;
    const sim::Tick last = settings_.stop - kShortestCoincidence / 2;
    const std::vector<sim::Tick>& changes = settings_.changes;
    if (changes.empty() || dice_.chance(0.6)) return between(first, last);
    const sim::Tick change = changes[dice_.below(changes.size())];
    return std::clamp(change + between(-8, 30), first, last);
  }

  sim::Tick atEdge(sim::Tick tick) {
    const sim::Tick edge = kEdges[dice_.below(kEdges.size())];
    return tick + edge + between(-kAroundEdge, kAroundEdge);
  }

  // A write that reaches each replica at once, late, or not at all.
  void drawWrite(sim::Tick tick, int client) {
    constexpr std::array kWrites = {sim::Operation::Update, sim::Operation::Delete,
                                    sim::Operation::Delete, sim::Operation::Create,
                                    sim::Operation::Create};
    const sim::Operation operation = kWrites[dice_.below(kWrites.size())];
    const sim::PeerId coordinator = call(tick, client, operation);
    // Updates and deletes first query the replicas: only then, they write.
    const int queryTicks = operation == sim::Operation::Create ? 0 : 2;
    const sim::Tick written = tick + (dice_.chance(0.7) ? queryTicks : between(0, 4));
    for (const sim::PeerId replica : replicas_) {
      if (dice_.chance(0.45)) continue;
      const bool isLate = dice_.chance(0.65);
      cut(coordinator, replica, written, isLate ? between(1, kOperationTicks) : kHintTicks + 2);
    }
  }

  // A restart, mostly of a replica that may have acknowledged the write by then.
  void drawOutage(sim::Tick moment) {
    Fault crash;
    crash.kind = FaultKind::Crash;
    crash.first = crash.last = moment + between(1, 10);
    crash.peer = dice_.chance(0.85) ? anyReplica() : anyPeer();
    Fault restart = crash;
    restart.kind = FaultKind::Restart;
    const bool isUnnoticed = dice_.chance(settings_.disturbsHandOffs ? 0.5 : 0.75);
    restart.first = restart.last = crash.first + (isUnnoticed ? between(5, 9) : between(10, 60));
    restart.withMemory = dice_.chance(0.3);
    if (restart.first >= settings_.stop) return;
    drawn_.faults.push_back(crash);
    drawn_.faults.push_back(restart);
  }

  // A replica that the store's messages do not reach, or leave, until a time constant has passed.
  void drawIsolation(sim::Tick moment) {
    const sim::PeerId isolated = anyReplica();
    const sim::Tick first = std::max(settings_.start, moment + between(-1, 3));
    const sim::Tick edge = kEdges[dice_.below(kEdges.size())];
    const sim::Tick last = moment + edge + between(1, 3 * kAroundEdge);
    std::vector<sim::PeerId> others;
    for (sim::PeerId peer = 1; peer <= settings_.peers; ++peer) {
      if (peer != isolated) others.push_back(peer);
    }
    Fault loss = lossOfStore(std::move(others), {isolated}, first, last);
    if (dice_.chance(0.2)) std::swap(loss.from, loss.to);
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
      const sim::PeerId receiver = dice_.chance(0.5) ? anyReplica() : anyPeer();
      const bool isShort = dice_.chance(0.5);
      cut(holder, receiver, first, isShort ? between(1, 3) : between(4, kHintTicks + 2));
    }
  }

  // A read that does not hear of one replica, so that the others decide.
  void drawRead(sim::Tick tick) {
    const sim::PeerId coordinator =
        call(tick, between(1, kClientsOfCoincidence - 1), sim::Operation::Read);
    if (!dice_.chance(0.75)) return;
    const sim::PeerId unheard = anyReplica();
    cut(coordinator, unheard, tick, between(2, kOperationTicks));
  }

  // Returns the coordinator; 0 = there is no time for the call.
  sim::PeerId call(sim::Tick tick, int client, sim::Operation operation) {
    if (tick < settings_.start || tick >= settings_.stop) return 0;
    ClientOperation call;
    call.tick = tick;
    call.client = settings_.firstClient + client;
    call.coordinator = anyPeer();
    call.operation = operation;
    call.key = settings_.key;
    if (operation == sim::Operation::Create || operation == sim::Operation::Update) {
      call.value = settings_.key + "v" + std::to_string(++values_);
    }
    drawn_.operations.push_back(call);
    return call.coordinator;
  }

  // Loses the store's messages from one to the other, or now and then those back.
  void cut(sim::PeerId coordinator, sim::PeerId replica, sim::Tick tick, int ticks) {
    if (coordinator == 0 || coordinator == replica) return;
    Fault loss =
        lossOfStore({coordinator}, {replica}, tick, std::min(tick + ticks, settings_.stop));
    if (dice_.chance(0.15)) std::swap(loss.from, loss.to);
    if (loss.first < loss.last) drawn_.faults.push_back(loss);
  }

  sim::PeerId anyReplica() { return replicas_[dice_.below(replicas_.size())]; }
  sim::PeerId anyPeer() { return between(1, settings_.peers); }

  const CoincidenceSettings& settings_;
  sim::Random& dice_;
  const std::vector<sim::PeerId> replicas_;
  int values_ = 0;
  Schedule drawn_;
};

}  // namespace

Schedule drawCoincidence(const CoincidenceSettings& settings, sim::Random* dice) {
  CHECK(settings.peers >= 1);
  CHECK(settings.stop - settings.start >= kShortestCoincidence);
  return Coincidence(settings, dice).draw();
}

}  // namespace lab
