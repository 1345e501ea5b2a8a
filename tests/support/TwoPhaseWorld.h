// Two-phase commit without the simulator: a coordinator, servers and a client, whose messages are
// handed over one by one, and who lose their power at any point that a test names.
//
// A point of a peer is: before and after each operation of its disk, before each message that it
// gets, and before each message that it sends. They are counted from 1, over all its starts.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "HashTable.h"
#include "check/base/ServerIds.h"
#include "sim/Disk.h"
#include "stores/twophase/Caller.h"
#include "stores/twophase/Coordinator.h"
#include "stores/twophase/Journal.h"
#include "stores/twophase/Participant.h"

namespace twophase {

struct PowerCut {};

// What is left of what was not synced.
struct Tail {
  enum Kind { None, All, Bytes } kind = None;
  size_t bytes = 0;  // Of Bytes.
};

// Where a peer loses its power, how much of its journal's tail is left, and how long it is down.
struct CrashPoint {
  sim::PeerId peer = 0;
  int64_t point = 0;
  Tail tail;
  int downTicks = 3;
};

class TwoPhaseWorld {
 public:
  static constexpr sim::PeerId kClient = 100;

  explicit TwoPhaseWorld(int servers = 2) {
    for (sim::PeerId peer = 1; peer <= servers + 1; ++peer) parties_[peer] = makeParty(peer);
    for (auto& party : parties_) start(&party.second);
    caller_.begin(1);
  }

  // ---- What happens.

  void crashAt(const CrashPoint& crash) { crashes_.push_back(crash); }

  // Makes a call and runs until it has ended. Returns how it has.
  Finished call(sim::Operation operation, const std::string& key, const std::string& value = "") {
    finished_.reset();
    Outbox out;
    caller_.call(operation, key, value, now_, &out);
    send(kClient, out);
    while (!finished_) tick();
    return *finished_;
  }

  void run(int ticks) {
    for (; ticks > 0; --ticks) tick();
  }

  void tick() {
    ++now_;
    for (auto& [peer, party] : parties_) {
      if (!party.isUp && party.backAt <= now_) start(&party);
    }
    for (auto& each : parties_) {
      Party* const party = &each.second;
      if (party->isUp) act(party, [this, party](Outbox* out) { onTick(party, out); });
    }
    Outbox out;
    caller_.onTick(now_, &out);
    send(kClient, out);
    while (!wire_.empty()) deliver();
  }

  void crash(sim::PeerId peer, const Tail& tail = {}, int downTicks = 3) {
    powerOff(&parties_.at(peer), {peer, 0, tail, downTicks});
  }

  // Drops, before the next tick, what such a function says.
  std::function<bool(const Outgoing&)> drop;

  // ---- What is seen.

  int now() const { return now_; }
  bool isUp(sim::PeerId peer) const { return parties_.at(peer).isUp; }
  // How many points the peer has had.
  int64_t points(sim::PeerId peer) const { return parties_.at(peer).points; }
  // For each point, the bytes of the journal that were not synced.
  const std::vector<size_t>& tails(sim::PeerId peer) const { return parties_.at(peer).tails; }
  const std::map<std::string, std::string>& table(sim::PeerId peer) const {
    return parties_.at(peer).table->hashTable;
  }
  Coordinator& coordinator() { return *parties_.at(1).coordinator; }
  Participant& server(sim::PeerId peer) { return *parties_.at(peer).participant; }
  sim::Disk& disk(sim::PeerId peer) { return *parties_.at(peer).disk; }
  std::vector<sim::PeerId> serverPeers() const {
    std::vector<sim::PeerId> peers;
    for (const auto& party : parties_) {
      if (party.first != check::kCoordinator) peers.push_back(party.first);
    }
    return peers;
  }
  // Why a peer could not come back; "" if all could.
  const std::string& problem() const { return problem_; }
  // Messages that servers were sent.
  int64_t toServers() const { return toServers_; }
  const std::vector<Served>& served() const { return served_; }
  int crashesMade() const { return crashesMade_; }

 private:
  struct Party;

  // Stops its process before or after any operation.
  class CuttingDisk : public sim::Disk {
   public:
    CuttingDisk(TwoPhaseWorld* world, sim::PeerId peer)
        : Disk(1, peer), world_(world), peer_(peer) {}

    bool append(const std::string& file, std::string_view bytes) override {
      world_->pass(peer_);
      const bool isDone = Disk::append(file, bytes);
      world_->pass(peer_);
      return isDone;
    }
    void sync(const std::string& file) override {
      world_->pass(peer_);
      Disk::sync(file);
      world_->pass(peer_);
    }
    bool replace(const std::string& file, std::string_view bytes) override {
      world_->pass(peer_);
      const bool isDone = Disk::replace(file, bytes);
      world_->pass(peer_);
      return isDone;
    }
    void truncate(const std::string& file, size_t sizeBytes) override {
      world_->pass(peer_);
      Disk::truncate(file, sizeBytes);
      world_->pass(peer_);
    }

   private:
    TwoPhaseWorld* const world_;
    const sim::PeerId peer_;
  };

  struct Party {
    sim::PeerId peer = 0;
    std::unique_ptr<CuttingDisk> disk;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<HashTable> table;
    std::unique_ptr<Coordinator> coordinator;
    std::unique_ptr<Participant> participant;
    bool isUp = false;
    int backAt = 0;
    int64_t points = 0;
    std::vector<size_t> tails;
  };

  Party makeParty(sim::PeerId peer) {
    Party party;
    party.peer = peer;
    party.disk = std::make_unique<CuttingDisk>(this, peer);
    return party;
  }

  // A point of the peer's process: it may be the last.
  void pass(sim::PeerId peer) {
    Party& party = parties_.at(peer);
    ++party.points;
    party.tails.push_back(party.disk->unsyncedBytes(Journal::kFile));
    for (const CrashPoint& crash : crashes_) {
      if (crash.peer != peer || crash.point != party.points) continue;
      powerOff(&party, crash);
      throw PowerCut();
    }
  }

  void powerOff(Party* party, const CrashPoint& crash) {
    ++crashesMade_;
    party->isUp = false;
    party->backAt = now_ + crash.downTicks;
    const size_t unsynced = party->disk->unsyncedBytes(Journal::kFile);
    const size_t kept = crash.tail.kind == Tail::None  ? 0
                        : crash.tail.kind == Tail::All ? unsynced
                                                       : crash.tail.bytes;
    party->disk->cutUnsynced(Journal::kFile, kept);
  }

  void start(Party* party) {
    act(party, [&](Outbox*) {
      party->isUp = true;
      party->coordinator.reset();
      party->participant.reset();
      party->table = std::make_unique<HashTable>();
      party->journal =
          std::make_unique<Journal>(party->disk.get(), "peer " + std::to_string(party->peer));
      std::vector<std::string> records;
      if (!party->journal->recover(&records)) {
        problem_ = party->journal->problem();
        party->isUp = false;
        party->backAt = now_ + 1'000'000;
        return;
      }
      recover(party, records);
    });
  }

  void recover(Party* party, const std::vector<std::string>& records) {
    if (party->peer == check::kCoordinator) {
      Coordinator::Settings settings;
      settings.servers = parties_.size() - 1;
      party->coordinator = std::make_unique<Coordinator>(settings, party->journal.get());
      if (!party->coordinator->recover(records)) problem_ = party->coordinator->problem();
      if (!party->coordinator->begin()) problem_ = "no room";
      return;
    }
    Participant::Settings settings;
    settings.server = check::serverId(party->peer);
    party->participant =
        std::make_unique<Participant>(settings, party->journal.get(), party->table.get(),
                                      [this](const Served& served) { served_.push_back(served); });
    if (!party->participant->recover(records)) problem_ = party->participant->problem();
    if (!party->participant->begin()) problem_ = "no room";
  }

  // Lets the process do something; what it has to send goes out, if its power lasts.
  template <typename Deed>
  void act(Party* party, Deed deed) {
    try {
      Outbox out;
      deed(&out);
      for (const Outgoing& each : out) {
        pass(party->peer);
        send(party->peer, {each});
      }
    } catch (const PowerCut&) {
    }
  }

  void onTick(Party* party, Outbox* out) {
    if (party->coordinator) party->coordinator->onTick(now_, out);
    if (party->participant) party->participant->onTick(now_, out);
  }

  void send(sim::PeerId from, const Outbox& out) {
    for (Outgoing each : out) {
      each.message.sender = from;
      if (drop && drop(each)) continue;
      wire_.push_back(std::move(each));
    }
  }

  void deliver() {
    const Outgoing next = wire_.front();
    wire_.pop_front();
    if (next.to == kClient) return caller_.onResponse(next.message);
    const auto found = parties_.find(next.to);
    if (found == parties_.end() || !found->second.isUp) return;
    if (next.to != check::kCoordinator) ++toServers_;
    Party* const party = &found->second;
    act(party, [&](Outbox* out) {
      pass(party->peer);
      if (party->coordinator) party->coordinator->onMessage(next.message, now_, out);
      if (party->participant) party->participant->onMessage(next.message, now_, out);
    });
  }

  int now_ = 0;
  std::map<sim::PeerId, Party> parties_;
  std::vector<CrashPoint> crashes_;
  std::deque<Outgoing> wire_;
  std::optional<Finished> finished_;
  std::string problem_;
  int64_t toServers_ = 0;
  std::vector<Served> served_;
  int crashesMade_ = 0;
  Caller caller_{{kClient, check::kCoordinator},
                 [this](const Finished& finished) { finished_ = finished; }};
};

}  // namespace twophase
