// What happens to a run from outside, as data: the faults, and the calls of the clients.
//
// Drawn from a seed (SwarmFaults.h, Workload.h) or read from a file (ScheduleText.h), carried out
// by ScenarioPlayer (peers and clients) and NetworkFaults (messages). A shrunk failure is a
// Schedule.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/Event.h"

namespace lab {

using sim::FaultKind;
using sim::isLasting;
using sim::MessageDecision;

// Where an event comes from: a line of a schedule file, from 1, or 0 if it was drawn. The same
// event on another line is the same event, so all values compare equal.
struct SourceLine {
  int number = 0;

  bool operator==(const SourceLine&) const { return true; }
};

// Fields that a kind does not name keep their defaults.
struct Fault {
  FaultKind kind = FaultKind::Heal;
  sim::Tick first = 0;
  sim::Tick last = 0;  // Of what lasts: the first tick at which it is over. Else as `first`.
  double probability = 1;
  int ticksMin = 0;
  int ticksMax = 0;
  // The links concerned, of Drop, Delay, Duplicate, Reorder, Corrupt: senders and receivers.
  // Empty = all.
  std::vector<sim::PeerId> from = {};
  std::vector<sim::PeerId> to = {};
  // Of the same kinds: the only network concerned. None = both.
  std::optional<sim::NetworkId> onlyNetwork = {};
  // Of the same kinds: only messages whose bytes contain this text or, if `withoutText`, only those
  // that do not. With a key's name, it tells copies of the key from what peers say about them,
  // whatever the store's messages look like. "" = all messages.
  std::string text = {};
  bool withoutText = false;
  std::vector<std::vector<sim::PeerId>> groups = {};
  bool oneWay = false;
  sim::PeerId peer = 0;
  bool withMemory = false;
  // Message: from.front(), to.front(), and
  sim::NetworkId network = sim::NetworkId::Store;
  int ordinal = 1;
  MessageDecision decision = MessageDecision::Drop;
  SourceLine line = {};

  bool operator==(const Fault&) const = default;
};

// All messages of the store from these peers to those are lost.
inline Fault lossOfStore(std::vector<sim::PeerId> from, std::vector<sim::PeerId> to,
                         sim::Tick first, sim::Tick last) {
  Fault loss;
  loss.kind = FaultKind::Drop;
  loss.onlyNetwork = sim::NetworkId::Store;
  loss.first = first;
  loss.last = last;
  loss.from = std::move(from);
  loss.to = std::move(to);
  return loss;
}

// One call of a client. The peers' names of the clients: 1, 2, …; each is one session, and has at
// most one operation open at a time.
struct ClientOperation {
  sim::Tick tick = 0;
  int32_t client = 1;
  sim::PeerId coordinator = 1;
  sim::Operation operation = sim::Operation::Read;
  std::string key = {};
  std::string value = {};  // "" for reads and deletes.
  SourceLine line = {};

  bool operator==(const ClientOperation&) const = default;
};

// Both lists sorted by (first) tick; what has the same tick happens in the list's order.
struct Schedule {
  int peers = 0;  // The group's size; 0 = as the conf says.
  std::vector<Fault> faults;
  std::vector<ClientOperation> operations;
  // Whether changes of the group that the guarantee does not allow are left out of the run
  // (GroupChanges.h).
  bool isGuarded = false;

  bool operator==(const Schedule&) const = default;

  // Sorts both lists; what has the same tick keeps its order.
  void sort();
  // Adds the other's events.
  void add(const Schedule& other);
};

// A fault of a schedule file that did nothing in a run, or a call of one that was not made.
struct IneffectiveEvent {
  int line = 0;          // Of the file, from 1.
  std::string sentence;  // "`at 180 restart 2` did nothing: peer 2 was not down"
};

}  // namespace lab
