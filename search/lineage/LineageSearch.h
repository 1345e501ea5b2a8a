// Looks for a set of faults inside the guarantee after which an acknowledged write is lost.
//
// It begins with a run without faults. What the write rests on in a run (Lineage.h) tells the next
// faults: the loss of the messages that brought it to a replica, an outage of a replica that holds
// it, and reads that do not hear of a holder. A run in which the write is still acknowledged has
// new supports. Sets that extend one whose run has left few holders come first.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lab/Schedule.h"
#include "search/lineage/Lineage.h"

namespace search {

struct LineageSettings {
  lab::Schedule base;                 // Without faults. Guarded.
  lab::ClientOperation write;         // One of its calls.
  std::vector<sim::PeerId> replicas;  // Of the write's key.
  sim::Tick stop = 450;               // All faults are over by then.
  size_t mostFaults = 6;  // In a set; a cut link counts as one, an outage, too, reads as none.
};

// A set of faults, and the reads that come with it.
struct FaultSet {
  std::vector<lab::Fault> faults;
  std::vector<lab::ClientOperation> reads;
  size_t size = 0;  // As LineageSettings::mostFaults counts.
};

class LineageSearch {
 public:
  explicit LineageSearch(LineageSettings settings);

  // The schedules to be run next, at most `count`; none if nothing is left to try.
  std::vector<lab::Schedule> next(size_t count);

  // The lineage of the write in the runs of the schedules that next() has returned, in their order.
  void add(const Lineage& lineage);

  uint64_t runs() const { return runs_; }

 private:
  // By the fewest holders in the run of the set that is extended, then the smaller sets come first,
  // then the earlier ones.
  struct Rank {
    int holders = 0;
    size_t size = 0;
    uint64_t number = 0;

    auto operator<=>(const Rank&) const = default;
  };

  void extend(const FaultSet& set, const Lineage& lineage);
  void addCuts(const FaultSet& set, const Lineage& lineage);
  void addOutages(const FaultSet& set, const Lineage& lineage);
  void addReads(const FaultSet& set, const Lineage& lineage);
  void consider(FaultSet set, int holders);
  lab::Fault cut(sim::PeerId from, sim::PeerId to, sim::Tick first, sim::Tick ticks) const;
  lab::Schedule scheduleOf(const FaultSet& set) const;

  const LineageSettings settings_;
  std::map<Rank, FaultSet> waiting_;
  std::deque<FaultSet> running_;  // What next() has returned and add() has not been told of.
  std::set<std::string> known_;   // The sets that have been considered.
  uint64_t considered_ = 0;
  uint64_t runs_ = 0;
};

}  // namespace search
