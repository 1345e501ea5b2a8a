// A trace (docs/report.md) as plain structs: what TraceReader.h has read, and what everything made
// from a trace works on.
//
// All parts name each other by index, kNoIndex = none. The reader guarantees that an index is
// within its vector, that a peer of an event, turn or change is one of 1 … peers, and that ticks
// never go back. It does not guarantee that what a trace tells is plausible: a peer may fail twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/TraceWords.h"
#include "sim/Event.h"

namespace report {

using Index = uint32_t;
inline constexpr Index kNoIndex = UINT32_MAX;

// A further fact of the header, such as whose nodes ran.
struct Source {
  std::string name;
  std::string text;
};

struct Key {
  std::string text;
  int64_t place = 0;  // On the ring.
};

// One event of the run. Fields that a kind does not name keep their defaults.
//   Sent, Refused, Lost, Delayed, Duplicated, Delivered, Discarded: message
//   Corrupted: message, detail = an index of texts, its text from now on
//   Refused, Lost: cause
//   Up, Down, Pause, Resume, Left: nothing but the peer
//   Again: flag = with its memory
//   Added, Removed: other = the member
//   Call, Answer, Finish: operation, detail = an index of lines; flag = success
//   Note: detail = an index of notes
//   FaultBegan, FaultEnded: detail = an index of faults
struct Event {
  Record kind = Record::Note;
  bool flag = false;
  sim::DropCause cause = sim::DropCause::Chance;
  sim::Tick tick = 0;
  // The sender of Sent, Refused, Lost, Delayed, Duplicated and Corrupted, the receiver of Delivered
  // and Discarded. 0 for faults, and for a message of a stranger.
  sim::PeerId peer = 0;
  sim::Endpoint other;
  Index message = kNoIndex;
  Index turn = kNoIndex;  // In which it happened.
  int operation = 0;      // A number from 1; 0 = none.
  Index detail = kNoIndex;
};

enum class Fate : uint8_t { Delivered, Lost, Refused, Discarded };

struct Message {
  sim::NetworkId network = sim::NetworkId::Membership;
  uint64_t number = 0;  // Among the network's.
  sim::Endpoint from;
  sim::Endpoint to;
  int32_t sizeBytes = 0;
  Index text = kNoIndex;       // What it said when it was sent.
  Index sentEvent = kNoIndex;  // Or that of its refusal.
  Index firstDelivery = kNoIndex;
  Index lastDelivery = kNoIndex;
  Index endEvent = kNoIndex;  // The last event of the message.
  // Discarded if the trace does not say how it ended: it was in flight at the end.
  Fate fate = Fate::Discarded;
  sim::DropCause cause = sim::DropCause::Chance;  // Of Lost and Refused.
  bool delayed = false;
  bool duplicated = false;
  bool corrupted = false;
  Index corruptedText = kNoIndex;  // What it said once a fault had flipped bits of it.
};

// A call, or a line of a replica or coordinator.
struct Line {
  sim::Operation kind = sim::Operation::Read;
  int32_t client = 0;       // Of a call.
  int32_t transaction = 0;  // Of a line.
  Index key = 0;
  std::string value;
};

struct Fault {
  std::string kind;  // One word, such as `partition`.
  std::string text;  // The schedule's line.
  std::vector<sim::PeerId> peers;
};

// A call into a peer's code. What happened in it are events firstEvent … endEvent - 1, and what it
// changed are changes firstChange … endChange - 1.
struct Turn {
  sim::PeerId peer = 0;
  Index name = 0;
  sim::Tick tick = 0;
  Index firstEvent = 0;
  Index endEvent = 0;
  Index firstChange = 0;
  Index endChange = 0;
};

// A change of a peer's state.
//   InGroup: number = 0 or 1
//   Beat: number = its own heartbeat
//   EntryAdded, EntryChanged: member, number = heartbeat, timestamp
//   EntryRemoved: member
//   CopyHeld: table, key, value = an index of values
//   CopyGone: table, key
//   CopiesGone: nothing
struct Change {
  Record kind = Record::Beat;
  sim::PeerId peer = 0;
  sim::Tick tick = 0;
  Index turn = kNoIndex;
  Index event = 0;  // It came before this event, and after the one before.
  sim::Endpoint member;
  int64_t number = 0;
  int64_t timestamp = 0;
  Index table = 0;
  Index key = 0;
  Index value = 0;
};

// Messages that were not recorded one by one.
struct Sum {
  sim::Tick tick = 0;
  sim::NetworkId network = sim::NetworkId::Membership;
  uint64_t sent = 0;
  uint64_t delivered = 0;
  uint64_t lost = 0;
  uint64_t bytes = 0;  // Of those that were sent.
};

// Number n is at n - 1 of the trace's operations.
struct Operation {
  sim::PeerId coordinator = 0;
  int32_t client = 0;  // 0 = nobody's session.
  sim::Operation kind = sim::Operation::Read;
  Index key = 0;
  std::string value;  // Of a write.
  Index callEvent = 0;
  std::vector<Index> answers;    // Events.
  Index finishEvent = kNoIndex;  // The first line of its coordinator.
  Outcome outcome = Outcome::Unknown;
  std::string result;  // The value that was read.
  sim::Tick invokedAt = 0;
  sim::Tick finishedAt = -1;  // -1 = there is no line.
};

struct Order {
  Index key = 0;
  std::vector<int> operations;  // Numbers.
};

struct Problem {
  std::string kind;
  std::string check;
  Index key = kNoIndex;
  std::string sentence;
};

struct Metric {
  std::string name;
  double number = 0;
};

struct Omission {
  OmittedKind kind = OmittedKind::Messages;
  uint64_t count = 0;
  std::string reason;
};

// An event of interest.
struct Mark {
  sim::Tick tick = 0;
  std::string kind;
  std::string sentence;
};

struct Trace {
  std::string conf;
  uint64_t seed = 0;
  std::string replay;  // The command that repeats the run.
  int peers = 0;
  int replicas = 0;           // Copies of a key.
  int quorum = 0;             // Answers that a call needs.
  int stateEveryTicks = 1;    // How often membership state is recorded; 1 = after each turn.
  bool hasHeartbeats = true;  // Of list entries; otherwise theirs are 0.
  std::vector<Source> sources;
  int64_t ringPlaces = 1;                      // How many places the ring has.
  bool hasFixedGroup = false;                  // Peers that are down keep their places.
  std::vector<std::optional<int64_t>> places;  // Of peer p at p - 1; nothing: it keeps no copies.

  std::vector<Key> keys;
  std::vector<std::string> texts;  // Of messages.
  std::vector<std::string> names;  // Of calls.

  std::vector<Event> events;
  std::vector<Message> messages;
  std::vector<Line> lines;
  std::vector<std::string> notes;
  std::vector<Fault> faults;  // One for each event.
  std::vector<Turn> turns;
  std::vector<Change> changes;
  std::vector<std::string> values;
  std::vector<Sum> sums;
  // The address that an event's line in dbg.log names, if it is not the peer's own.
  std::map<Index, sim::Endpoint> loggedAs;

  std::vector<Operation> operations;
  std::vector<Order> orders;
  VerdictKind verdict = VerdictKind::Unchecked;
  std::string check;  // That decided it; "" if Ok.
  std::string levelHeld;
  std::string levelDemanded;
  std::vector<Problem> problems;
  std::vector<int> against;  // Numbers of operations that contradict each other.
  std::vector<Metric> metrics;
  std::vector<Omission> omissions;
  std::vector<Mark> marks;
  std::string digest;  // 16 hexadecimal digits, or "".
  int ticks = 0;       // The run had ticks 0 … ticks - 1.

  // REQUIRES: 1 <= number; number <= operations.size().
  const Operation& operation(int number) const;

  // For readers: 83. All rings are shown with the 512 places of the course's, so that a ring with
  // more has fractions: 83.25. "-" if there is none.
  std::string shownPlace(std::optional<int64_t> place) const;

  // What the message says; "" if that was not recorded.
  const std::string& textOf(const Message& message) const;
};

// As a trace has it: `s77`.
std::string nameOf(const Message& message);

// As a trace has it: `3`, or `3:1` with a port other than 0.
std::string nameOf(const sim::Endpoint& address);

}  // namespace report
