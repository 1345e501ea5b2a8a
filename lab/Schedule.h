// What happens to a run from outside, as data: the faults, and the calls of the clients.
//
// Drawn from a seed (SwarmFaults.h, Workload.h) or read from a file (ScheduleText.h), carried out
// by ScenarioPlayer (peers and clients) and NetworkFaults (messages). A shrunk failure is a
// Schedule.
#pragma once

#include <string>
#include <vector>

#include "sim/Event.h"

namespace lab {

enum class FaultKind : uint8_t {
  // Of messages, while first <= tick < last.
  Drop,       // with `probability`
  Delay,      // with `probability`, by ticksMin … ticksMax more
  Duplicate,  // with `probability`, one more copy
  Reorder,    // with `probability`, held back 1 … ticksMax ticks, so that later ones overtake it
  Corrupt,    // with `probability`, 1 … 8 of its bits flipped
  Partition,  // no message between different `groups`; a peer in two groups is a bridge. oneWay:
              // none from groups[0] to groups[1], all others pass. A peer in no group is cut from
              // nobody.
  // Of one peer, `peer`.
  Slow,     // while first <= tick < last all it sends and gets takes ticksMin more
  Pause,    // while first <= tick < last it does nothing; what is sent to it waits
  Crash,    // at first
  Restart,  // at first, of a crashed peer. withMemory: it goes on with what it had in memory
  Join,     // at first: the peer is introduced then, and not at the start of the run
  Leave,    // at first it takes its leave of the group, and is gone
  // Of everything, at first: ends what lasts.
  Heal,
  // One message, at tick first: the `ordinal`-th, from 1, that `from` sends to `to` in that tick on
  // `network` (of those that pass the course's own checks). What happens to it is `decision`, in
  // place of what chance would decide. Delay: by ticksMin. Duplicate: the second copy is ticksMin
  // late, which may be 0. A message may have several, of different decisions.
  Message,
};

// Whether a fault of this kind lasts from `first` to `last`, and does not just happen at `first`.
constexpr bool isLasting(FaultKind kind) { return kind <= FaultKind::Pause; }

enum class MessageDecision : uint8_t { Drop, Delay, Duplicate, Corrupt };

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
  std::vector<sim::PeerId> from;
  std::vector<sim::PeerId> to;
  std::vector<std::vector<sim::PeerId>> groups;
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

// One call of a client. The peers' names of the clients: 1, 2, …; each is one session, and has at
// most one operation open at a time.
struct ClientOperation {
  sim::Tick tick = 0;
  int32_t client = 1;
  sim::PeerId coordinator = 1;
  sim::Operation operation = sim::Operation::Read;
  std::string key;
  std::string value;  // "" for reads and deletes.
  SourceLine line = {};

  bool operator==(const ClientOperation&) const = default;
};

// Both lists sorted by (first) tick; what has the same tick happens in the list's order.
struct Schedule {
  int peers = 0;  // The group's size; 0 = as the conf says.
  std::vector<Fault> faults;
  std::vector<ClientOperation> operations;

  bool operator==(const Schedule&) const = default;
};

// A fault of a schedule file that did nothing in a run, or a call of one that was not made.
struct IneffectiveEvent {
  int line = 0;          // Of the file, from 1.
  std::string sentence;  // "`at 180 restart 2` did nothing: peer 2 was not down"
};

}  // namespace lab
