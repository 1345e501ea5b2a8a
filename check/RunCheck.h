// All checks of one run: the sinks that follow it, and, at its end, their results.
#pragma once

#include <optional>
#include <ostream>

#include "check/Verdict.h"
#include "check/cluster/Exposure.h"
#include "check/cluster/Latency.h"
#include "check/cluster/Membership.h"
#include "check/cluster/Replication.h"
#include "check/consistency/CopyValues.h"
#include "check/consistency/History.h"
#include "check/consistency/ReadCounts.h"
#include "lab/ScenarioPlayer.h"
#include "sim/EventStream.h"

namespace check {

class RunCheck {
 public:
  // A violation counts up to the level `demanded`.
  explicit RunCheck(Level demanded) { evidence_.demanded = demanded; }

  // Call this before the run. The stream borrows this object.
  void follow(sim::EventStream* events);

  // Call this at the tick by which all copies must be in place again. That is before the clients'
  // last reads, which would repair missing copies, and none of which may fail. Optional.
  void settle(sim::Tick now, const Stores& stores);

  // Call this before conclude(), with the results of the schedule's calls, if the run has a
  // schedule.
  void noteCalls(const lab::CallSummary& calls) { calls_ = calls; }
  // Likewise, with the number of harmful faults in a laboratory's schedule.
  void noteFaults(int planned) { faultsPlanned_ = planned; }

  // Call this once, after the run: `end` is its last tick, `stores` the tables of the live peers.
  void conclude(sim::Tick end, const Stores& stores);

  bool isConcluded() const { return isConcluded_; }

  // After conclude().
  const Verdict& verdict() const { return verdict_; }
  const MembershipQuality& membershipQuality() const { return membershipResult_.quality; }
  const ConsistencyResult& consistency() const { return evidence_.consistency; }
  const ReplicationResult& replication() const { return replication_; }
  const CopyValues& copyValues() const { return copyValues_; }
  const ReadCounts& readCounts() const { return readCounts_; }
  const MembershipResult& membership() const { return membershipResult_; }
  void print(std::ostream& out) const;

 private:
  History history_;
  Membership membership_;
  Exposure exposure_;

  sim::Tick settledAt_ = -1;  // -1 = not yet.
  bool isConcluded_ = false;
  lab::CallSummary calls_;
  int faultsPlanned_ = 0;
  Evidence evidence_;
  ReplicationResult replication_;
  CopyValues copyValues_;
  ReadCounts readCounts_;
  MembershipResult membershipResult_;
  Latency latency_;
  Verdict verdict_;
};

}  // namespace check
