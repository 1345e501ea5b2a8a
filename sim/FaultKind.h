// The kinds of faults that a schedule may have, and the decisions on single messages. Here, because
// events name them; lab/Schedule.h has the faults, and the fields that the comments name.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sim {

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
  Slow,         // while first <= tick < last all it sends and gets takes ticksMin more
  Pause,        // while first <= tick < last it does nothing; what is sent to it waits
  FullDisk,     // while first <= tick < last its disk has no room for more
  Crash,        // at first
  Restart,      // at first, of a crashed peer. withMemory: it goes on with what it had in memory
  Join,         // at first: the peer is introduced then, and not at the start of the run
  Leave,        // at first it takes its leave of the group, and is gone
  CorruptDisk,  // at first, one bit of what its disk holds is flipped
  // Of everything, at first: ends what lasts.
  Heal,
  // One message, at tick first: the `ordinal`-th, from 1, that `from` sends to `to` in that tick on
  // `network` (of those that pass the course's own checks). What happens to it is `decision`, in
  // place of what chance would decide. Delay: by ticksMin. Duplicate: the second copy is ticksMin
  // late, which may be 0. A message may have several, of different decisions.
  Message,
};
inline constexpr size_t kFaultKindCount = static_cast<size_t>(FaultKind::Message) + 1;

// Whether a fault of this kind lasts from `first` to `last`, and does not just happen at `first`.
constexpr bool isLasting(FaultKind kind) { return kind <= FaultKind::FullDisk; }

enum class MessageDecision : uint8_t { Drop, Delay, Duplicate, Corrupt };
inline constexpr size_t kMessageDecisionCount = static_cast<size_t>(MessageDecision::Corrupt) + 1;

}  // namespace sim
