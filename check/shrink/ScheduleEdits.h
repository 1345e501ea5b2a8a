// The simplifications of a schedule. Each function returns a new schedule that is sorted as
// Schedule requires; the caller finds out whether it still shows the failure.
#pragma once

#include <vector>

#include "lab/Schedule.h"

namespace check {

// A schedule's events: its faults, then its operations, numbered from 0.
size_t eventCount(const lab::Schedule& schedule);

// REQUIRES: first + count <= eventCount(schedule).
lab::Schedule withoutEvents(const lab::Schedule& schedule, size_t first, size_t count);

// The treatment of faults and operations that name a peer that is removed from the group.
enum class PeerRemovalPolicy : uint8_t {
  Removed,          // They are removed.
  OperationsMoved,  // Operations get another coordinator; faults are removed.
  AllMoved          // Faults of that one peer apply to another one.
};

// Returns the schedule for a group with one peer less. Peers with higher ids move down by one. The
// peer leaves links and partitions, and these are removed if too few peers are left.
// REQUIRES: 1 <= peer <= schedule.peers; schedule.peers >= 2.
lab::Schedule withoutPeer(const lab::Schedule& schedule, sim::PeerId peer,
                          PeerRemovalPolicy policy);

// Returns every fault that is one step simpler: a shorter window, fewer links, fewer peers in a
// partition, fewer ticks of delay, one network. The largest steps come first. A sequence of such
// steps is finite. `peers` is the group's size, or 0 if it is not known; then faults of all links
// stay so.
std::vector<lab::Fault> simplerFaults(const lab::Fault& fault, int peers);

// REQUIRES: index < schedule.faults.size().
lab::Schedule withFault(const lab::Schedule& schedule, size_t index, const lab::Fault& fault);

// Returns whether some fault decides about messages by chance, or about all messages of a link.
bool hasMessageRules(const lab::Schedule& schedule);

// Replaces all such faults by these decisions about single messages.
lab::Schedule withDecisions(const lab::Schedule& schedule,
                            const std::vector<lab::Fault>& decisions);

// Turns the drop of one message into the drop of all messages of its link in that tick. Returns any
// other fault unchanged.
lab::Fault lossOfItsTick(const lab::Fault& fault);

}  // namespace check
