// The ways in which a schedule can be made simpler. Plain functions: each gives a new schedule that
// is sorted as Schedule asks; whether it still shows what it should, others find out.
#pragma once

#include <vector>

#include "lab/Schedule.h"

namespace check {

// A schedule's events: its faults, then its operations, numbered from 0.
size_t eventCount(const lab::Schedule& schedule);

// REQUIRES: first + count <= eventCount(schedule).
lab::Schedule withoutEvents(const lab::Schedule& schedule, size_t first, size_t count);

// What becomes of what names a peer that is taken out of the group.
enum class Bereaved : uint8_t {
  Removed,          // All of it goes, too.
  OperationsMoved,  // Operations get another coordinator; faults go.
  AllMoved          // Faults of that one peer strike another one.
};

// A group smaller by one. Peers with higher ids move up by one. Links and partitions lose the peer,
// and go if too few are left for them to mean what they say.
// REQUIRES: 1 <= peer <= schedule.peers; schedule.peers >= 2.
lab::Schedule withoutPeer(const lab::Schedule& schedule, sim::PeerId peer, Bereaved bereaved);

// Every fault that is one step simpler: a shorter window, fewer links, fewer peers in a partition,
// fewer ticks of delay. The largest steps first. Taking such steps ends after finitely many.
// `peers`: the group's size, 0 if it is not known (then what is of all links stays so).
std::vector<lab::Fault> simplerFaults(const lab::Fault& fault, int peers);

// REQUIRES: index < schedule.faults.size().
lab::Schedule withFault(const lab::Schedule& schedule, size_t index, const lab::Fault& fault);

// Whether some fault decides about messages by chance, or about all of a link.
bool hasMessageRules(const lab::Schedule& schedule);

// With these decisions about single messages in place of all such faults.
lab::Schedule withDecisions(const lab::Schedule& schedule,
                            const std::vector<lab::Fault>& decisions);

// Of the drop of one message: the drop of all that its link carries in that tick. Else the fault.
lab::Fault lossOfItsTick(const lab::Fault& fault);

}  // namespace check
