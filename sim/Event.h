// One typed record for everything that can be observed in a run.
//
// Events come from EmulNet (messages), Log (what the nodes report) and Application (starts,
// failures, client calls), so that any node is fully observed, ours and a stranger's. An observer
// implements Sink (EventStream.h) and reads these fields.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/FaultKind.h"

namespace sim {

// The simulator's clock: par->globaltime.
using Tick = int32_t;

// A peer is named by its id, from 1.
using PeerId = int32_t;

// A peer's address as numbers. Ordered by id, then port.
struct Endpoint {
  int32_t id = 0;
  int16_t port = 0;

  auto operator<=>(const Endpoint&) const = default;
};

enum class EventKind : uint8_t {
  NodeStarted,  // node
  NodeFailed,   // node
  // Network events have network, message, sizeBytes and bytes, too.
  Sent,               // node = sender, other = receiver
  Delivered,          // node = receiver, other = sender
  Dropped,            // node = sender, other = receiver, cause
  MemberAdded,        // node = who logs it, other = the member
  MemberRemoved,      // likewise
  OperationInvoked,   // node = coordinator, client, operation, key, value
  ReplicaAnswered,    // node = replica, operation, success, transId, key, value
  OperationFinished,  // node = coordinator, operation, success, transId, key, value
  Note,               // node, text: a free line for dbg.log
  Statistic,          // node, text: a free line for stats.log
  NodeRestarted,      // node, success = with what it had in memory
  NodePaused,         // node
  NodeResumed,        // node
  NodeLeft,           // node: it has taken its leave of the group
  Delayed,            // node = sender, other = receiver: a fault holds the message back
  Duplicated,         // likewise: a fault delivers it more than once
  Corrupted,          // likewise: a fault has flipped bits of it; bytes = what is left of them
  FaultBegan,         // text: the schedule's line; fault, decision, cutPeers
  FaultEnded,         // likewise
  // What NodeProbe.h and CallProbe.h see of the nodes; in event logs alone.
  GroupEntered,   // node: it says that it is in the group
  MemberListed,   // node, other = a member in its list, heartbeat, timestamp: the entry's
  ReplicasNamed,  // node, key, text = the ids of the replicas that its findNodes gives
  ListSeen,       // node, text = the ids in its member list
  TableHolds,     // node, key, value = the text that one of its tables has for the key
  // What a store of the framework says besides its lines. Without a line in dbg.log.
  Executed,   // node = replica, other = coordinator, transId, key, text = names this execution
  CacheRead,  // node, key, success = the cache of hot keys had it
};
inline constexpr size_t kEventKindCount = static_cast<size_t>(EventKind::CacheRead) + 1;

// The two networks of a run (EmulNet objects), in the order in which Application makes them.
enum class NetworkId : uint8_t { Membership, Store };
inline constexpr size_t kNetworkCount = static_cast<size_t>(NetworkId::Store) + 1;

enum class DropCause : uint8_t {
  Chance,        // MSG_DROP_PROB
  TooLarge,      // the course's size rule
  QueueFull,     // the receiver has as many messages waiting as are allowed
  ReceiverDown,  // the receiver has failed; the sender is not told
  Fault,         // a `drop` of the schedule; the sender is not told
  Partition,     // the schedule has cut the link; the sender is not told
};
inline constexpr size_t kDropCauseCount = static_cast<size_t>(DropCause::Partition) + 1;

// In the order of DropCause.
inline constexpr std::array<std::string_view, kDropCauseCount> kDropCauseNames = {
    "chance", "too-large", "queue-full", "receiver-down", "fault", "partition"};

enum class Operation : uint8_t { Create, Read, Update, Delete };
inline constexpr size_t kOperationCount = static_cast<size_t>(Operation::Delete) + 1;

// "create", "read", "update", "delete".
constexpr const char* operationName(Operation operation) {
  constexpr std::array kNames = {"create", "read", "update", "delete"};
  static_assert(kNames.size() == kOperationCount);
  return kNames[static_cast<size_t>(operation)];
}

// Fields that a kind does not name keep their defaults. The views are valid only while the event is
// being handed out; a sink that keeps text copies it.
struct Event {
  EventKind kind = EventKind::Note;
  Tick tick = 0;
  Endpoint node;
  Endpoint other;
  // What a peer's code logs can name any address. `node` is the peer whose code made the call, and
  // its line in dbg.log names `loggedAs`. Set by Log alone; see addressInLog().
  bool isLoggedAsAnother = false;
  Endpoint loggedAs;
  NetworkId network = NetworkId::Membership;
  uint64_t message = 0;  // Its number among those that were sent on this network, from 1.
  int32_t sizeBytes = 0;
  // What the message says: sizeBytes bytes. Empty if the message is too large: the sender may have
  // fewer bytes than it says, and nobody may read them.
  std::string_view bytes;
  DropCause cause = DropCause::Chance;
  int32_t client = 0;  // From 1; 0 = nobody's session, as the calls of the course's tests.
  Operation operation = Operation::Create;
  bool success = false;
  int32_t transId = 0;
  int32_t heartbeat = 0;
  int32_t timestamp = 0;
  // Of a fault of the schedule. Event logs have its text alone, not these.
  FaultKind fault = FaultKind::Heal;
  MessageDecision decision = MessageDecision::Drop;  // FaultKind::Message's.
  std::span<const PeerId> cutPeers;  // Ascending: those that a partition cuts from others.
  std::string_view key;
  std::string_view value;
  std::string_view text;
};

// The address that the event's line in dbg.log begins with.
inline const Endpoint& addressInLog(const Event& event) {
  return event.isLoggedAsAnother ? event.loggedAs : event.node;
}

// True for the kinds of which there is one for each message: a run makes thousands of them.
inline bool isNetworkEvent(EventKind kind) {
  switch (kind) {
    case EventKind::Sent:
    case EventKind::Delivered:
    case EventKind::Dropped:
    case EventKind::Delayed:
    case EventKind::Duplicated:
    case EventKind::Corrupted: return true;
    default: return false;
  }
}

}  // namespace sim
